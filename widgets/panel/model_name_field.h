#pragma once

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QLineEdit;

namespace dawson
{

/// The name of a model to be made: suggested until somebody types, and with a sentence below where
/// it is empty or taken, since two models of one name would write into one folder of masks.
class ModelNameField : public QWidget
{
    Q_OBJECT

public:
    explicit ModelNameField(QWidget* parent = nullptr);

    /// Names of models and of trainings that are not over.
    void setTaken(std::vector<std::string> names);
    /// Fills in this name, or with a number that makes it free, unless another was typed.
    void suggest(const std::string& wanted);
    void forgetTyped(); ///< the next suggestion counts again

    std::string name() const;
    bool usable() const;
    /// A name that neither is taken nor stands in the field.
    std::string freeBeside(const std::string& wanted) const;

    QLineEdit& edit() { return *m_edit; }

Q_SIGNALS:
    void changed(); ///< name, or whether it is usable

protected:
    void changeEvent(QEvent* event) override;

private:
    QString problem() const;
    void showProblem();

    QLineEdit* m_edit;
    QLabel* m_problem;
    std::string m_wanted;
    std::vector<std::string> m_taken;
};

} // namespace dawson
