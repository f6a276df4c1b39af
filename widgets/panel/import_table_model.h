#pragma once

#include "core/study/import.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <filesystem>
#include <vector>

namespace dawson
{

/// The images on their way into a project, checked anew after every change.
class ImportTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { File, Subject, Session, Kind, Contrast, Author, Problem, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// The project they are checked against; need not exist yet.
    void setProject(const std::filesystem::path& root);
    /// Those already in the table are passed over.
    void add(const std::vector<ImportItem>& items);
    void removeSource(const std::filesystem::path& source);
    void removeItems(const QModelIndexList& rows);

    const std::vector<ImportItem>& items() const { return m_items; }

    /// Items that cannot be imported as they are, and the first of their problems.
    int problemCount() const;
    QString firstProblem() const;
    QString summary() const; ///< of a table without problems: what will be imported

    /// Choices of the column Kind: BIDS suffixes, then "mask:<task>".
    static QStringList kinds();
    static QString kindText(const QString& kind);
    /// Choices of the column Author: derivative folders, and how they are shown.
    QStringList authors() const;
    static QString authorText(const QString& folder);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void checked(); ///< items or their problems changed

private:
    void check();
    QVariant editValue(const ImportItem& item, int column) const;
    QVariant displayValue(std::size_t row, int column) const;
    QVariant toolTip(std::size_t row, int column) const;

    std::filesystem::path m_root;
    std::vector<ImportItem> m_items;
    std::vector<std::string> m_problems; ///< as long as m_items
};

} // namespace dawson
