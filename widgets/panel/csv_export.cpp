#include "widgets/panel/csv_export.h"

#include "core/base/error.h"
#include "widgets/panel/file_dialog.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QStyle>
#include <QToolButton>

#include <utility>

namespace dawson
{

std::string csvQuoted(const std::string& text)
{
    std::string inside;
    for (const char c : text) {
        inside += c == '"' ? "\"\"" : std::string(1, c);
    }
    return '"' + inside + '"';
}

CsvExport::CsvExport(QWidget& owner,
                     const QString& prefix,
                     std::function<void(const std::filesystem::path&)> write)
    : QObject(&owner)
    , m_write(std::move(write))
    , m_button(new QToolButton(&owner))
    , m_message(new QLabel(&owner))
{
    m_button->setObjectName(prefix + QStringLiteral(".export"));
    m_button->setIcon(icon(QStringLiteral("export")));
    m_message->setObjectName(prefix + QStringLiteral(".message"));
    m_message->setProperty("role", QStringLiteral("muted"));
    m_message->setWordWrap(true);
    m_message->hide();
    connect(m_button, &QToolButton::clicked, this, &CsvExport::ask);
}

void CsvExport::setQuestion(const QString& title, const QString& fileName)
{
    m_title = title;
    m_fileName = fileName;
    m_button->setIcon(icon(QStringLiteral("export"))); // in the colour of the theme
}

void CsvExport::ask()
{
    const FileQuestion question{"exports", m_title, tr("Table (*.csv)"), m_fileName, {}};
    askForNewFile(m_button->parentWidget(), question, [this](const QString& path) { save(path); });
}

void CsvExport::save(const QString& path)
{
    bool failed = false;
    try {
        m_write(path.toStdString());
        m_message->setText(tr("Saved %1.").arg(path));
    } catch (const Error& error) {
        failed = true;
        m_message->setText(
            tr("The table was not saved. %1").arg(QString::fromStdString(error.describe())));
    }
    m_message->setProperty("role", failed ? QStringLiteral("error") : QStringLiteral("muted"));
    m_message->style()->polish(m_message); // the style sheet looks at the role only then
    m_message->show();
}

} // namespace dawson
