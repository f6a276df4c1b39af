#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <string>

class QLabel;
class QToolButton;
class QWidget;

namespace dawson
{

/// A text as a field of a CSV file.
std::string csvQuoted(const std::string& text);

/// The button that saves a table as CSV, and the line that says whether it worked: nothing is lost
/// when it did not, so no dialog asks for attention.
class CsvExport : public QObject
{
    Q_OBJECT

public:
    /// `write` may throw Error. Button and line are made in `owner`, called `prefix`.export and
    /// `prefix`.message; the line is hidden until there is something to say.
    CsvExport(QWidget& owner,
              const QString& prefix,
              std::function<void(const std::filesystem::path&)> write);

    QToolButton* button() const { return m_button; }

    QLabel* message() const { return m_message; }

    /// What the file dialog is called, and the file it suggests.
    void setQuestion(const QString& title, const QString& fileName);

private:
    void ask();
    void save(const QString& path);

    std::function<void(const std::filesystem::path&)> m_write;
    QToolButton* m_button;
    QLabel* m_message;
    QString m_title;
    QString m_fileName;
};

} // namespace dawson
