#include "core/base/atomic_file.h"
#include "tests/widgets/panel/import_dialog_fixture.h"
#include "widgets/panel/import_dialog.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QStandardPaths>

namespace dawson
{

class ImportTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void guessesWhatWasDropped();
    void saysWhatIsInTheWay();
    void choosesSequenceAndAuthor();
    void editsSeveralRowsAtOnce();
    void leavesRowsOut();
};

void ImportTableTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    applyTheme(ThemeName::Dark);
}

void ImportTableTest::guessesWhatWasDropped()
{
    const LooseImages images;
    ImportDialog dialog({});
    dialog.show();
    drop(dialog, {images.loose()});
    QTRY_COMPARE(rows(dialog), 4);

    QCOMPARE(cell(dialog, 0, ImportTableModel::File), QStringLiteral("loose/P01/flair.nii.gz"));
    QCOMPARE(cell(dialog, 0, ImportTableModel::Subject), QStringLiteral("P01"));
    QCOMPARE(cell(dialog, 1, ImportTableModel::Kind), QStringLiteral("Mask of lesions"));
    QCOMPARE(cell(dialog, 1, ImportTableModel::Author), QStringLiteral("Grader 2"));
    QCOMPARE(cell(dialog, 2, ImportTableModel::Kind), QStringLiteral("T1w"));
    const auto contrast = tableOf(dialog)->model()->index(2, ImportTableModel::Contrast);
    QCOMPARE(contrast.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QCOMPARE(state(dialog), QStringLiteral("Ready. Images: 3, masks: 1, subjects: 2."));

    // The same again adds nothing.
    drop(dialog, {images.loose() / "P01"});
    QTRY_COMPARE(state(dialog), QStringLiteral("Ready. Images: 3, masks: 1, subjects: 2."));
    QCOMPARE(rows(dialog), 4);
}

void ImportTableTest::saysWhatIsInTheWay()
{
    const LooseImages images;
    ImportDialog dialog({});
    dialog.show();
    drop(dialog, {images.loose()});
    QTRY_COMPARE(rows(dialog), 4);

    type(dialog, 3, ImportTableModel::Subject, QStringLiteral("Mr. X"));
    QVERIFY2(state(dialog).contains(QStringLiteral("1 of 4 files have something to settle")),
             qPrintable(state(dialog)));
    QCOMPARE(cell(dialog, 3, ImportTableModel::Problem),
             QStringLiteral("The subject may have letters and digits only."));
    QVERIFY(!button(dialog, "import.start")->isEnabled());

    type(dialog, 3, ImportTableModel::Subject, QStringLiteral("P01"));
    QVERIFY(cell(dialog, 3, ImportTableModel::Problem)
                .contains(QStringLiteral("same file as flair.nii.gz")));
    type(dialog, 3, ImportTableModel::Subject, QStringLiteral("P7"));
    QCOMPARE(cell(dialog, 3, ImportTableModel::Problem), QString());
    QVERIFY(button(dialog, "import.start")->isEnabled());

    auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("import.name"));
    name->clear();
    QCOMPARE(state(dialog), QStringLiteral("Give the new project a name."));
    QVERIFY(!button(dialog, "import.start")->isEnabled());
}

void ImportTableTest::choosesSequenceAndAuthor()
{
    const LooseImages images;
    ImportDialog dialog({});
    dialog.show();
    drop(dialog, {images.loose()});
    QTRY_COMPARE(rows(dialog), 4);
    QTableView* table = tableOf(dialog);
    const auto pick = [&](int row, int column, const QString& text) {
        choose(dialog, row, column);
        QTest::keyClick(table, Qt::Key_F2);
        auto* box = table->viewport()->findChild<QComboBox*>();
        QVERIFY(box != nullptr);
        if (box->isEditable()) {
            box->lineEdit()->selectAll();
            QTest::keyClicks(box->lineEdit(), text);
        } else {
            QTest::keyClicks(box, text.left(2));
            QCOMPARE(box->currentText(), text);
        }
        QTest::keyClick(box, Qt::Key_Return);
        QTRY_VERIFY(table->viewport()->findChild<QComboBox*>() == nullptr);
    };

    pick(3, ImportTableModel::Kind, QStringLiteral("T2w"));
    QCOMPARE(cell(dialog, 3, ImportTableModel::Kind), QStringLiteral("T2w"));
    pick(1, ImportTableModel::Author, QStringLiteral("Consensus"));
    QCOMPARE(cell(dialog, 1, ImportTableModel::Author), QStringLiteral("Consensus"));
    pick(1, ImportTableModel::Author, QStringLiteral("Dr. Ito"));
    QCOMPARE(table->model()->index(1, ImportTableModel::Author).data(Qt::EditRole).toString(),
             QStringLiteral("grader-DrIto"));
    const auto contrast = table->model()->index(0, ImportTableModel::Contrast);
    choose(dialog, 0, ImportTableModel::Contrast);
    QCOMPARE(contrast.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(contrast.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    // An image has no author, a mask no contrast.
    QVERIFY(
        !table->model()->index(0, ImportTableModel::Author).flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!table->model()
                 ->index(1, ImportTableModel::Contrast)
                 .flags()
                 .testFlag(Qt::ItemIsUserCheckable));
}

void ImportTableTest::editsSeveralRowsAtOnce()
{
    const LooseImages images;
    ImportDialog dialog({});
    dialog.show();
    drop(dialog, {images.loose()});
    QTRY_COMPARE(rows(dialog), 4);
    QTableView* table = tableOf(dialog);

    choose(dialog, 0, ImportTableModel::Session);
    const QRect third = table->visualRect(table->model()->index(2, ImportTableModel::Session));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ShiftModifier, third.center());
    QTest::keyClick(table, Qt::Key_F2);
    auto* editor = table->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    QTest::keyClicks(editor, QStringLiteral("2020"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(table->viewport()->findChild<QLineEdit*>() == nullptr);

    for (int row = 0; row < 3; ++row) {
        QCOMPARE(cell(dialog, row, ImportTableModel::Session), QStringLiteral("2020"));
    }
    QCOMPARE(cell(dialog, 3, ImportTableModel::Session), QString());
    QVERIFY(button(dialog, "import.start")->isEnabled());
}

void ImportTableTest::leavesRowsOut()
{
    const LooseImages images;
    writeTextAtomically(images.loose() / "P02/notes.txt", "x");
    ImportDialog dialog({});
    dialog.show();
    drop(dialog, {images.loose(), images.loose() / "P02/notes.txt"});
    QTRY_COMPARE(rows(dialog), 5);
    QVERIFY(cell(dialog, 4, ImportTableModel::Problem).contains(QStringLiteral("not an image")));

    choose(dialog, 4, ImportTableModel::File);
    QTest::keyClick(tableOf(dialog), Qt::Key_Delete);
    QCOMPARE(rows(dialog), 4);
    QVERIFY(button(dialog, "import.start")->isEnabled());

    QTest::keyClick(tableOf(dialog), Qt::Key_A, Qt::ControlModifier);
    QTest::mouseClick(button(dialog, "import.remove"), Qt::LeftButton);
    QCOMPARE(rows(dialog), 0);
    QVERIFY(dialog.findChild<QWidget*>(QStringLiteral("import.drop"))->isVisible());
    QVERIFY(!button(dialog, "import.start")->isEnabled());
}

} // namespace dawson

QTEST_MAIN(dawson::ImportTableTest)
#include "import_table_test.moc"
