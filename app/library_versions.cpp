#include "app/library_versions.h"

#include <QtGlobal>

namespace dawson
{

std::vector<LibraryVersion> libraryVersions()
{
    const QString gpl = QStringLiteral("GPL-3");
    const QString lgpl = QStringLiteral("LGPL-3");
    const QString bsd = QStringLiteral("BSD-3");
    const QString apache = QStringLiteral("Apache-2.0");
    const QString mit = QStringLiteral("MIT");
    return {
        {QStringLiteral("Qt"), QString::fromLatin1(qVersion()), lgpl},
        {QStringLiteral("VTK"), QStringLiteral(DAWSON_VTK_VERSION), bsd},
        {QStringLiteral("ITK"), QStringLiteral(DAWSON_ITK_VERSION), apache},
        {QStringLiteral("HDF5"), QStringLiteral(DAWSON_HDF5_VERSION), bsd},
        {QStringLiteral("QCustomPlot"), QStringLiteral(DAWSON_QCUSTOMPLOT_VERSION), gpl},
        {QStringLiteral("nlohmann-json"), QStringLiteral(DAWSON_JSON_VERSION), mit},
        {QStringLiteral("CLI11"), QStringLiteral(DAWSON_CLI11_VERSION), bsd},
        {QStringLiteral("spdlog"), QStringLiteral(DAWSON_SPDLOG_VERSION), mit},
        {QStringLiteral("OpenSSL"), QStringLiteral(DAWSON_OPENSSL_VERSION), apache},
    };
}

} // namespace dawson
