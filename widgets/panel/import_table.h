#pragma once

#include <QTableView>

namespace dawson
{

class ImportTableModel;

/// Rows of an import to correct: text, choices and a check box; what is typed into one of several
/// selected rows goes into all of them. Delete leaves rows out.
class ImportTable : public QTableView
{
    Q_OBJECT

public:
    ImportTable(ImportTableModel* model, QWidget* parent = nullptr);

    void removeSelected();

protected:
    void keyPressEvent(QKeyEvent* event) override;

protected Q_SLOTS:
    void commitData(QWidget* editor) override;

private:
    ImportTableModel* m_model = nullptr;
};

} // namespace dawson
