#include "tests/architecture/source_tree.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace dawson
{

std::vector<SourceFile> readSources(const QString& root, const QStringList& folders)
{
    static const QRegularExpression include(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    std::vector<SourceFile> files;
    for (const QString& folder : folders) {
        QDirIterator walk(root + QLatin1Char('/') + folder,
                          {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                          QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile in(walk.next());
            if (!in.open(QIODevice::ReadOnly)) {
                continue;
            }
            SourceFile file;
            file.path = in.fileName().mid(root.size() + 1);
            file.folder = file.path.section(QLatin1Char('/'), 0, -2);
            file.lines = QString::fromUtf8(in.readAll()).split(QLatin1Char('\n'));
            for (const QString& line : file.lines) {
                const auto match = include.match(line);
                if (match.hasMatch()) {
                    file.includes << match.captured(1);
                }
            }
            files.push_back(std::move(file));
        }
    }
    return files;
}

std::vector<FunctionBody> functionBodies(const SourceFile& file)
{
    static const QRegularExpression other(
        QStringLiteral("^(namespace|class|struct|enum|union|extern)\\b"));
    std::vector<FunctionBody> bodies;
    qsizetype start = -1;
    for (qsizetype n = 0; n < file.lines.size(); ++n) {
        if (file.lines[n] == QLatin1String("{")) {
            // A head may take several lines; the first one that starts in column 0 names it.
            qsizetype head = n - 1;
            while (head > 0 &&
                   (file.lines[head].isEmpty() || file.lines[head].startsWith(QLatin1Char(' ')))) {
                --head;
            }
            start = head >= 0 && !other.match(file.lines[head]).hasMatch() ? head : -1;
        } else if (file.lines[n] == QLatin1String("}") && start >= 0) {
            bodies.push_back({file.lines[start], static_cast<int>(start + 1), n - start + 1});
            start = -1;
        }
    }
    return bodies;
}

QStringList definedTypes(const SourceFile& file)
{
    static const QRegularExpression type(
        QStringLiteral("^\\s*(?:class|struct)\\s+(?:[A-Z_]+\\s+)?(\\w+)\\b[^;]*$"));
    QStringList names;
    for (const QString& line : file.lines) {
        const auto match = type.match(line);
        if (match.hasMatch()) {
            names << match.captured(1);
        }
    }
    return names;
}

} // namespace dawson
