#include "tests/widgets/panel/import_dialog_fixture.h"
#include "widgets/panel/import_dialog.h"
#include "widgets/theme/theme.h"

#include <QProgressBar>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStandardPaths>

namespace dawson
{

class ImportDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void invitesToDrop();
    void makesANewProject();
    void addsToTheOpenProject();
    void keepsBothOfTwoQuickDrops();
    void stopsAndKeepsTheRest();
    void showsWhyItFailed();
    void refusesAFullFolder();
};

void ImportDialogTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    applyTheme(ThemeName::Dark);
}

void ImportDialogTest::invitesToDrop()
{
    const LooseImages images;
    ImportDialog dialog({});
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));

    QVERIFY(dialog.findChild<QWidget*>(QStringLiteral("import.drop"))->isVisible());
    QVERIFY(button(dialog, "import.files")->isVisible());
    QVERIFY(!button(dialog, "import.start")->isEnabled());
    QVERIFY(!dialog.findChild<QRadioButton*>(QStringLiteral("import.add"))->isVisible());

    QMimeData words;
    words.setText(QStringLiteral("not a file"));
    QDragEnterEvent enter({9, 9}, Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&dialog, &enter);
    QVERIFY(!enter.isAccepted());
}

void ImportDialogTest::makesANewProject()
{
    const LooseImages images;
    ImportDialog dialog({});
    QSignalSpy imported(&dialog, &ImportDialog::imported);
    dialog.show();
    auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("import.name"));
    auto* folder = dialog.findChild<QLineEdit*>(QStringLiteral("import.folder"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Nerve/2"));
    QVERIFY2(folder->text().endsWith(QStringLiteral("Dawson/Nerve-2")), qPrintable(folder->text()));
    folder->selectAll();
    QTest::keyClicks(folder, QString::fromStdString(images.place("project").string()));
    drop(dialog, {images.loose()});
    QTRY_VERIFY(button(dialog, "import.start")->isEnabled());

    QTest::mouseClick(button(dialog, "import.start"), Qt::LeftButton);

    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(imported[0][0].toString().toStdString(), images.place("project").string());
    const Study study = readStudy(images.place("project"));
    QCOMPARE(study.name, std::string("Nerve/2"));
    QCOMPARE(study.subjects.size(), std::size_t(2));
    QVERIFY(study.subject("P01")->sessions[0].primary(Task::Enhancing) != nullptr);
    QVERIFY(study.grading("grader-2", "P01", "", Task::Flair) != nullptr);
    QCOMPARE(study.problems, std::vector<std::string>());
}

void ImportDialogTest::addsToTheOpenProject()
{
    const LooseImages images;
    makeSmallProject(images.place("open"), {"P01"});
    ImportDialog dialog(images.place("open"));
    QSignalSpy imported(&dialog, &ImportDialog::imported);
    dialog.show();
    auto* add = dialog.findChild<QRadioButton*>(QStringLiteral("import.add"));
    QVERIFY(add->isVisible() && add->isChecked());
    drop(dialog, {images.loose()});
    QTRY_COMPARE(rows(dialog), 4);
    QVERIFY(cell(dialog, 0, ImportTableModel::Problem)
                .contains(QStringLiteral("The project has this already")));

    auto* fresh = dialog.findChild<QRadioButton*>(QStringLiteral("import.new"));
    QTest::mouseClick(fresh, Qt::LeftButton, {}, QPoint(8, fresh->height() / 2));
    QCOMPARE(cell(dialog, 0, ImportTableModel::Problem), QString());
    QTest::mouseClick(add, Qt::LeftButton, {}, QPoint(8, add->height() / 2));
    choose(dialog, 0, ImportTableModel::File);
    QTest::keyClick(tableOf(dialog), Qt::Key_Delete);
    QTest::mouseClick(button(dialog, "import.start"), Qt::LeftButton);

    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(imported[0][0].toString().toStdString(), images.place("open").string());
    QCOMPARE(readStudy(images.place("open")).subjects.size(), std::size_t(2));
}

void ImportDialogTest::keepsBothOfTwoQuickDrops()
{
    const LooseImages images;
    ImportDialog dialog({});
    dialog.show();
    drop(dialog, {images.loose() / "P01"});
    drop(dialog, {images.loose() / "P02"});

    QTRY_COMPARE(rows(dialog), 4);
}

void ImportDialogTest::stopsAndKeepsTheRest()
{
    const LooseImages images;
    // Large ones: a fast machine would be done before anybody could press Stop.
    const Geometry large = Geometry::axisAligned({128, 128, 128}, {1.0, 1.0, 1.0});
    for (int i = 10; i < 22; ++i) {
        images.add("P" + std::to_string(i) + "/flair.nii", large);
    }
    ImportDialog dialog({});
    QSignalSpy imported(&dialog, &ImportDialog::imported);
    dialog.show();
    auto* folder = dialog.findChild<QLineEdit*>(QStringLiteral("import.folder"));
    folder->setText(QString::fromStdString(images.place("project").string()));
    drop(dialog, {images.loose()});
    QTRY_VERIFY(button(dialog, "import.start")->isEnabled());
    auto* bar = dialog.findChild<QProgressBar*>(QStringLiteral("import.progress"));
    QPushButton* stop = button(dialog, "import.cancel");
    QString said;
    connect(bar, &QProgressBar::valueChanged, stop, [&](int value) {
        if (value > 0 && said.isEmpty() && bar->isVisible()) {
            said = stop->text();
            QTest::mouseClick(stop, Qt::LeftButton);
        }
    });

    QTest::mouseClick(button(dialog, "import.start"), Qt::LeftButton);

    QTRY_VERIFY(!said.isEmpty());
    QCOMPARE(said, QStringLiteral("Stop"));
    QTRY_VERIFY(!bar->isVisible());
    QVERIFY(dialog.isVisible());
    QVERIFY2(state(dialog).startsWith(QStringLiteral("Stopped; ")), qPrintable(state(dialog)));
    std::size_t there = 0;
    for (const auto& subject : readStudy(images.place("project")).subjects) {
        there += subject.sessions[0].series.size();
    }
    QVERIFY(rows(dialog) > 0);
    QVERIFY(there > 0);
    QCOMPARE(there + static_cast<std::size_t>(rows(dialog)), std::size_t(16));

    // The rest can follow into the project that exists by now.
    QTRY_VERIFY(button(dialog, "import.start")->isEnabled());
    QTest::mouseClick(button(dialog, "import.start"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(imported.size(), 1, 20'000);
    QCOMPARE(readStudy(images.place("project")).subjects.size(), std::size_t(14));
}

void ImportDialogTest::showsWhyItFailed()
{
    const LooseImages images;
    ImportDialog dialog({});
    QSignalSpy imported(&dialog, &ImportDialog::imported);
    dialog.show();
    auto* folder = dialog.findChild<QLineEdit*>(QStringLiteral("import.folder"));
    folder->setText(QString::fromStdString(images.place("project").string()));
    drop(dialog, {images.loose()});
    QTRY_VERIFY(button(dialog, "import.start")->isEnabled());
    fs::remove(images.loose() / "P02/flair.mha");

    QTest::mouseClick(button(dialog, "import.start"), Qt::LeftButton);

    QTRY_VERIFY2(state(dialog).contains(QStringLiteral("flair.mha")), qPrintable(state(dialog)));
    QCOMPARE(imported.size(), 0);
    QCOMPARE(rows(dialog), 2); // the mask comes after the image that failed
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(imported.size(), 1);
    QCOMPARE(readStudy(images.place("project")).subjects.size(), std::size_t(1));
}

void ImportDialogTest::refusesAFullFolder()
{
    const LooseImages images;
    ImportDialog dialog({});
    dialog.show();
    drop(dialog, {images.loose()});
    QTRY_COMPARE(rows(dialog), 4);
    auto* folder = dialog.findChild<QLineEdit*>(QStringLiteral("import.folder"));

    folder->setText(QString::fromStdString(images.loose().string()));
    QVERIFY(state(dialog).startsWith(QStringLiteral("There is something in that folder")));
    QVERIFY(!button(dialog, "import.start")->isEnabled());
    folder->setText(QStringLiteral("relative/folder"));
    QCOMPARE(state(dialog), QStringLiteral("Choose a folder for the new project."));
}

} // namespace dawson

QTEST_MAIN(dawson::ImportDialogTest)
#include "import_dialog_test.moc"
