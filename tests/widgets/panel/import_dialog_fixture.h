#pragma once

#include "core/image/image_file.h"
#include "tests/support/small_project.h"
#include "widgets/panel/import_table_model.h"

#include <QDialog>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace fs = std::filesystem;

inline QPushButton* button(QDialog& dialog, const char* name)
{
    return dialog.findChild<QPushButton*>(QLatin1String(name));
}

inline QString state(QDialog& dialog)
{
    return dialog.findChild<QLabel*>(QStringLiteral("import.state"))->text();
}

inline QTableView* tableOf(QDialog& dialog)
{
    return dialog.findChild<QTableView*>(QStringLiteral("import.table"));
}

inline QString cell(QDialog& dialog, int row, int column)
{
    return tableOf(dialog)->model()->index(row, column).data().toString();
}

inline int rows(QDialog& dialog)
{
    return tableOf(dialog)->model()->rowCount();
}

/// Drops files on the middle of the dialog as the window system does.
inline void drop(QDialog& dialog, const std::vector<fs::path>& paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const auto& path : paths) {
        urls << QUrl::fromLocalFile(QString::fromStdString(path.string()));
    }
    data.setUrls(urls);
    const QPoint middle = dialog.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&dialog, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent release(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&dialog, &release);
    QVERIFY(release.isAccepted());
}

inline void choose(QDialog& dialog, int row, int column)
{
    QTableView* table = tableOf(dialog);
    const QModelIndex index = table->model()->index(row, column);
    table->scrollTo(index);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
}

/// Types into a cell as a user does: click, F2, text, Enter.
inline void type(QDialog& dialog, int row, int column, const QString& text)
{
    choose(dialog, row, column);
    QTableView* table = tableOf(dialog);
    QTest::keyClick(table, Qt::Key_F2);
    auto* editor = table->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, text);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(table->viewport()->findChild<QLineEdit*>() == nullptr);
}

/// A loose folder: a FLAIR, a T1w after contrast and a lesion mask of P01, a FLAIR of P02.
class LooseImages
{
public:
    LooseImages()
    {
        writeMask(loose() / "P01/lesion_mask_rater2.nii.gz", boxMask({3, 3, 3}));
        for (const char* image : {"P01/flair.nii.gz", "P01/t1_post.nrrd", "P02/flair.mha"}) {
            add(image);
        }
    }

    void add(const std::string& image, const Geometry& grid = smallGrid()) const
    {
        const std::vector<float> voxels(grid.voxelCount(), 1.0F);
        writeVolume(loose() / image, Volume(grid, voxels));
    }

    fs::path loose() const { return place("loose"); }

    fs::path place(const char* name) const { return m_folder.path().toStdString() + "/" + name; }

private:
    QTemporaryDir m_folder;
};

} // namespace dawson
