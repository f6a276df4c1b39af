#include "widgets/panel/import_table.h"

#include "widgets/panel/import_table_model.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <array>

namespace dawson
{

namespace
{

constexpr int kChevron = 12;
constexpr int kRowHeight = 32;

bool isChoice(int column)
{
    return column == ImportTableModel::Kind || column == ImportTableModel::Author;
}

/// "Dr. Ito" typed as an author becomes the folder "grader-DrIto".
QString folderOf(const QString& typed)
{
    QString letters;
    for (const QChar c : typed) {
        const bool ascii = c.unicode() < 128 && c.isLetterOrNumber();
        letters += ascii ? QString(c) : QString();
    }
    return letters.isEmpty() ? QString() : QStringLiteral("grader-") + letters;
}

/// Combo boxes in the columns of choices.
class ChoiceDelegate : public QStyledItemDelegate
{
public:
    ChoiceDelegate(const ImportTableModel* model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QWidget* createEditor(QWidget* parent,
                          const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override
    {
        if (!isChoice(index.column())) {
            return QStyledItemDelegate::createEditor(parent, option, index);
        }
        auto* box = new QComboBox(parent);
        const bool author = index.column() == ImportTableModel::Author;
        box->setEditable(author);
        box->setInsertPolicy(QComboBox::NoInsert);
        for (const QString& choice : author ? m_model->authors() : ImportTableModel::kinds()) {
            box->addItem(author ? ImportTableModel::authorText(choice)
                                : ImportTableModel::kindText(choice),
                         choice);
        }
        return box;
    }

    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        if (auto* box = qobject_cast<QComboBox*>(editor)) {
            box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
        } else {
            QStyledItemDelegate::setEditorData(editor, index);
        }
    }

    void setModelData(QWidget* editor,
                      QAbstractItemModel* model,
                      const QModelIndex& index) const override
    {
        auto* box = qobject_cast<QComboBox*>(editor);
        if (box == nullptr) {
            QStyledItemDelegate::setModelData(editor, model, index);
            return;
        }
        const int known = box->findText(box->currentText());
        const QVariant value =
            known >= 0 ? box->itemData(known) : QVariant(folderOf(box->currentText()));
        if (known >= 0 || box->isEditable()) {
            model->setData(index, value, Qt::EditRole);
        }
    }

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const bool choice = isChoice(index.column()) && index.flags().testFlag(Qt::ItemIsEditable);
        QStyleOptionViewItem plain(option);
        QStyledItemDelegate::paint(painter, plain, index);
        if (choice) {
            QRect place(0, 0, kChevron, kChevron);
            place.moveCenter(option.rect.center());
            place.moveRight(option.rect.right() - kSpace);
            icon(QStringLiteral("chevron-down")).paint(painter, place);
        }
    }

private:
    const ImportTableModel* m_model;
};

} // namespace

ImportTable::ImportTable(ImportTableModel* model, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("import.table"));
    setModel(model);
    setItemDelegate(new ChoiceDelegate(model, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(DoubleClicked | EditKeyPressed | AnyKeyPressed);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setAcceptDrops(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* head = horizontalHeader();
    head->setHighlightSections(false);
    head->setSectionsClickable(false);
    head->setStretchLastSection(true);
    constexpr std::array<int, ImportTableModel::Problem> widths{240, 90, 90, 150, 70, 110};
    for (std::size_t column = 0; column < widths.size(); ++column) {
        head->resizeSection(static_cast<int>(column), widths[column]);
    }
}

void ImportTable::removeSelected()
{
    m_model->removeItems(selectionModel()->selectedRows());
}

void ImportTable::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete) {
        removeSelected();
        return;
    }
    QTableView::keyPressEvent(event);
}

void ImportTable::commitData(QWidget* editor)
{
    const QModelIndex edited = currentIndex();
    const QModelIndexList rows = selectionModel()->selectedRows(edited.column());
    QTableView::commitData(editor);
    const QVariant value = edited.data(Qt::EditRole);
    for (const QModelIndex& row : rows) {
        if (row != edited && row.flags().testFlag(Qt::ItemIsEditable)) {
            m_model->setData(row, value, Qt::EditRole);
        }
    }
}

} // namespace dawson

#include "moc_import_table.cpp"
