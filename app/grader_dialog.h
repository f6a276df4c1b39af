#pragma once

#include <QDialog>

class QLineEdit;
class QRadioButton;

namespace dawson
{

struct Settings;

/// Asks at the start who grades: Grader 1 or Grader 2, with names that can be edited.
class GraderDialog : public QDialog
{
    Q_OBJECT

public:
    explicit GraderDialog(const Settings& settings, QWidget* parent = nullptr);

    /// Key and names chosen, put into `settings`.
    void storeInto(Settings& settings) const;

private:
    struct Row {
        QRadioButton* choice = nullptr;
        QLineEdit* name = nullptr;
    };

    Row addRow(const QString& key, const QString& name);

    Row m_one;
    Row m_two;
};

} // namespace dawson
