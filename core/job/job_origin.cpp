#include "core/job/job_origin.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"

#include <QByteArray>
#include <QSysInfo>

#include <fstream>
#include <string>
#include <unistd.h>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

fs::path originFile(const RunFolder& folder)
{
    return folder.path() / "origin";
}

std::string signatureOf(const RunFolder& folder)
{
    std::error_code failed;
    const fs::path path = fs::canonical(folder.path(), failed);
    Digest digest;
    digest.add(QSysInfo::machineUniqueId().toStdString());
    digest.add("\n" + std::to_string(getuid()) + "\n");
    digest.add(failed ? folder.path().string() : path.string());
    return digest.hex();
}

} // namespace

void JobOrigin::sign(const RunFolder& folder)
{
    writeTextAtomically(originFile(folder), signatureOf(folder) + "\n");
}

bool JobOrigin::isHere(const RunFolder& folder)
{
    std::ifstream in(originFile(folder));
    std::string signature;
    return in >> signature && signature == signatureOf(folder);
}

} // namespace dawson
