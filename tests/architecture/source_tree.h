#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace dawson
{

/// One C++ file of the project, read for the architecture test.
struct SourceFile {
    QString path;   ///< from the root: "core/image/mask.h"
    QString folder; ///< "core/image"
    QStringList lines;
    QStringList includes; ///< as written, without quotes and brackets

    bool isHeader() const { return path.endsWith(QStringLiteral(".h")); }
};

/// A function body found by its braces in column 0, which the project's format guarantees.
struct FunctionBody {
    QString head; ///< its first line
    int line = 0;
    qsizetype length = 0;
};

/// All .h and .cpp below these folders of the root.
std::vector<SourceFile> readSources(const QString& root, const QStringList& folders);

std::vector<FunctionBody> functionBodies(const SourceFile& file);

/// Names of classes and structs that are defined (not only declared) in a file.
QStringList definedTypes(const SourceFile& file);

} // namespace dawson
