#include "core/document/background_task.h"
#include "core/image/image_file.h"
#include "core/image/mask.h"
#include "widgets/panel/new_default_dialog.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <fstream>

namespace dawson
{

/// What is asked before a default model is made, and what then starts.
class NewDefaultDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void saysWhatIsMissing();
    void startsWhatWasChosen();
    void thePlainNetworkCanBeChosen();
    void aNameThatIsTakenIsRefused();
    void brainsAreMadeFromLabelMapsAlone();
    void aPresetFillsInItsNumbers();
    void aCheckOfEarlierChoicesAllowsNothing();

private:
    template <typename Widget>
    Widget& field(const char* name) const
    {
        return *m_dialog->findChild<Widget*>(QStringLiteral("newDefault.") + QLatin1String(name));
    }

    QPushButton& startButton() const { return field<QPushButton>("start"); }

    void open(const std::vector<std::string>& taken = {})
    {
        m_dialog.reset();
        m_dialog = std::make_unique<NewDefaultDialog>("/bin/true", root(), taken);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
    }

    std::filesystem::path root() const { return m_folder.path().toStdString(); }

    QString maps() const { return m_folder.filePath(QStringLiteral("maps")); }

    QTemporaryDir m_folder;
    std::unique_ptr<NewDefaultDialog> m_dialog;
};

void NewDefaultDialogTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("dawson"));
    QCoreApplication::setApplicationName(QStringLiteral("new_default_dialog_test"));
    applyTheme(ThemeName::Dark);
    // Only counted here: six files of the name of label maps.
    std::filesystem::create_directories(maps().toStdString());
    for (int n = 0; n < 6; ++n) {
        std::ofstream(maps().toStdString() + "/" + std::to_string(n) + ".nii.gz") << "x";
    }
}

void NewDefaultDialogTest::init()
{
    QSettings().clear();
    open();
}

void NewDefaultDialogTest::saysWhatIsMissing()
{
    QTRY_VERIFY(m_dialog->checkText().contains(QStringLiteral("Choose a folder")));
    QVERIFY(!startButton().isEnabled());
    field<QLineEdit>("labelMaps").setText(m_folder.filePath(QStringLiteral("nowhere")));
    QTRY_VERIFY(m_dialog->checkText().contains(QStringLiteral("holds no .nii.gz")));
    QVERIFY(!startButton().isEnabled());
    field<QLineEdit>("labelMaps").setText(maps());
    QTRY_VERIFY2(startButton().isEnabled(), qPrintable(m_dialog->checkText()));
    QVERIFY(m_dialog->checkText().contains(QStringLiteral("80")));
    QVERIFY(m_dialog->checkText().contains(QStringLiteral("memory")));
    field<QSpinBox>("patch").setValue(50); // no multiple of 16
    QTRY_VERIFY(m_dialog->checkText().contains(QStringLiteral("multiple")));
    QVERIFY(!startButton().isEnabled());
}

void NewDefaultDialogTest::startsWhatWasChosen()
{
    m_dialog->chooseTask("enhancing");
    field<QLineEdit>("labelMaps").setText(maps());
    field<QLineEdit>("name").setText(QStringLiteral("My own"));
    field<QSpinBox>("synthetic").setValue(12);
    field<QSpinBox>("levels").setValue(3);
    field<QDoubleSpinBox>("width").setValue(0.25);
    field<QSpinBox>("epochs").setValue(2);
    field<QSpinBox>("steps").setValue(5);
    field<QSpinBox>("threads").setValue(1);
    field<QSpinBox>("seed").setValue(9);
    QTRY_VERIFY2(startButton().isEnabled(), qPrintable(m_dialog->checkText()));
    QSignalSpy started(m_dialog.get(), &NewDefaultDialog::startRequested);
    startButton().click();

    QCOMPARE(started.size(), 1);
    const JobSpec spec = started[0][0].value<JobSpec>();
    QVERIFY(spec.title.find("My own") != std::string::npos);
    const auto& job = std::get<PretrainingJob>(spec.work);
    QCOMPARE(job.training.name, "My own");
    QCOMPARE(job.training.task, "enhancing");
    QVERIFY(!job.training.preprocessing.zScore);
    QVERIFY(job.training.startFrom.empty());
    QCOMPARE(job.training.architecture.levels, 3);
    QCOMPARE(job.training.architecture.width, 0.25);
    QCOMPARE(job.training.schedule.epochs, 2);
    QCOMPARE(job.training.schedule.stepsPerEpoch, 5);
    QCOMPARE(job.training.schedule.threads, 1);
    QCOMPARE(job.training.schedule.seed, std::uint64_t{9});
    QCOMPARE(job.sources.seed, std::uint64_t{9});
    QCOMPARE(job.sources.synthetic, 12);
    QCOMPARE(job.sources.labelMaps.string(), maps().toStdString());
    QVERIFY(!m_dialog->isVisible());
    open(); // the folders are remembered
    QCOMPARE(field<QLineEdit>("labelMaps").text(), maps());
}

void NewDefaultDialogTest::thePlainNetworkCanBeChosen()
{
    field<QLineEdit>("labelMaps").setText(maps());
    field<QComboBox>("preset").setCurrentIndex(2); // the paper's, whose head the plain one has not
    field<QComboBox>("family").setCurrentIndex(1);
    QTRY_VERIFY2(startButton().isEnabled(), qPrintable(m_dialog->checkText()));
    QSignalSpy started(m_dialog.get(), &NewDefaultDialog::startRequested);
    startButton().click();

    const JobSpec spec = started[0][0].value<JobSpec>();
    const Architecture& network = std::get<PretrainingJob>(spec.work).training.architecture;
    QCOMPARE(network.family, "plain");
    QCOMPARE(network.head, "plain");
}

void NewDefaultDialogTest::aNameThatIsTakenIsRefused()
{
    open({"flair-default"});
    field<QLineEdit>("labelMaps").setText(maps());
    QTRY_VERIFY(startButton().isEnabled());
    field<QLineEdit>("name").setText(QStringLiteral("FLAIR default")); // the same folder
    QTRY_VERIFY(m_dialog->checkText().contains(QStringLiteral("of this name")));
    QVERIFY(!startButton().isEnabled());
    field<QLineEdit>("name").clear();
    QTRY_VERIFY(m_dialog->checkText().contains(QStringLiteral("a name")));
}

void NewDefaultDialogTest::brainsAreMadeFromLabelMapsAlone()
{
    field<QLineEdit>("gliomas").setText(maps());
    m_dialog->chooseTask("brain");
    QVERIFY(!field<QLineEdit>("gliomas").isEnabled());
    QTRY_VERIFY(m_dialog->checkText().contains(QStringLiteral("Heads")));
    field<QLineEdit>("labelMaps").setText(maps());
    QTRY_VERIFY2(startButton().isEnabled(), qPrintable(m_dialog->checkText()));
}

void NewDefaultDialogTest::aPresetFillsInItsNumbers()
{
    field<QComboBox>("preset").setCurrentIndex(2);
    QCOMPARE(field<QSpinBox>("epochs").value(), presetSchedule("paper").epochs);
    QCOMPARE(field<QSpinBox>("patch").value(), 96);
    QCOMPARE(field<QDoubleSpinBox>("width").value(), 1.0);
}

void NewDefaultDialogTest::aCheckOfEarlierChoicesAllowsNothing()
{
    field<QLineEdit>("labelMaps").setText(maps());
    QTRY_VERIFY2(startButton().isEnabled(), qPrintable(m_dialog->checkText()));
    const auto* delay = m_dialog->findChild<QTimer*>({}, Qt::FindDirectChildrenOnly);
    const auto* checking = m_dialog->findChild<BackgroundTask*>({}, Qt::FindDirectChildrenOnly);
    bool allowed = false;
    QObject meanwhile;
    connect(delay, &QTimer::timeout, &meanwhile, [&] { // after the dialog's own: the check runs
        field<QSpinBox>("patch").setValue(50);         // no multiple of 16
    });
    connect(checking, &BackgroundTask::finished, &meanwhile, [&] {
        const bool bad = field<QSpinBox>("patch").value() == 50;
        allowed = allowed || (bad && startButton().isEnabled());
    });

    field<QSpinBox>("seed").setValue(9);

    QTRY_VERIFY(m_dialog->checkText().contains(QStringLiteral("multiple")));
    QVERIFY(!allowed);
    QVERIFY(!startButton().isEnabled());
}

} // namespace dawson

QTEST_MAIN(dawson::NewDefaultDialogTest)
#include "new_default_dialog_test.moc"
