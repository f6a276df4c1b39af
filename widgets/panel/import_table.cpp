#include "widgets/panel/import_table.h"

#include "widgets/panel/import_table_model.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <array>

namespace dawson
{

namespace
{

constexpr int kChevron = 12;
constexpr int kCheck = 16;
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
        QStyledItemDelegate::paint(painter, option, index);
        if (isChoice(index.column()) && index.flags().testFlag(Qt::ItemIsEditable)) {
            QRect place(0, 0, kChevron, kChevron);
            place.moveCenter(option.rect.center());
            place.moveRight(option.rect.right() - kSpace);
            icon(QStringLiteral("chevron-down")).paint(painter, place);
        }
        if (index.column() == ImportTableModel::Contrast) {
            paintCheck(painter, option, index);
        }
    }

    /// The whole cell is the check box, which is easier to hit.
    bool editorEvent(QEvent* event,
                     QAbstractItemModel* model,
                     const QStyleOptionViewItem& option,
                     const QModelIndex& index) override
    {
        const bool checkable = index.flags().testFlag(Qt::ItemIsUserCheckable);
        if (index.column() != ImportTableModel::Contrast || !checkable) {
            return QStyledItemDelegate::editorEvent(event, model, option, index);
        }
        const auto type = event->type();
        const bool click = type == QEvent::MouseButtonRelease &&
                           static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
        const bool key =
            type == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
        if (click || key) {
            const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        }
        return click || key;
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        // The style's own frame of an empty box is lost on the dark ground: see paintCheck.
        option->features.setFlag(QStyleOptionViewItem::HasCheckIndicator, false);
        if (index.column() == ImportTableModel::File) {
            option->textElideMode = Qt::ElideLeft; // the end of a path tells more
        }
    }

private:
    static void
    paintCheck(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
    {
        const QVariant state = index.data(Qt::CheckStateRole);
        if (!state.isValid()) {
            return;
        }
        QRect box(0, 0, kCheck, kCheck);
        box.moveCenter(option.rect.center());
        box.moveLeft(option.rect.left() + kControlGap);
        painter->setPen(tokens().muted);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(box.adjusted(0, 0, -1, -1));
        if (state.toInt() == Qt::Checked) {
            icon(QStringLiteral("done")).paint(painter, box);
        }
    }

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
    // The base commits to the cell of the editor, which is the current one.
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
