#pragma once

#include <QDialog>
#include <QProcess>

class QLabel;

namespace dawson
{

/// Versions and licences of Dawson and of the libraries it stands on.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
    ~AboutDialog() override;

private:
    QLabel* m_worker;
    QProcess m_process;
};

} // namespace dawson
