#include "app/tour_project.h"

#include "app/demo_project.h"
#include "app/tour_inputs.h"
#include "core/base/error.h"

#include <QDir>
#include <QSettings>

namespace dawson
{

namespace fs = std::filesystem;

void separateTour()
{
    QSettings settings;
    settings.clear();
    settings.setValue(QStringLiteral("window/language"), QStringLiteral("en"));
    QDir(DemoProject::folder()).removeRecursively();
}

fs::path copiedProject(const fs::path& project, const fs::path& folder)
{
    if (project.empty()) {
        return project;
    }
    const fs::path whole = fs::absolute(project);
    const fs::path copy = fs::absolute(folder) / "project";
    try {
        fs::remove_all(copy);
        fs::create_directories(copy);
        for (const auto& entry : fs::recursive_directory_iterator(whole)) {
            const fs::path to = copy / fs::relative(entry.path(), whole);
            if (entry.is_directory()) {
                fs::create_directories(to);
            } else {
                fs::copy_file(entry.path(), to);
                fs::permissions(to, fs::perms::owner_write, fs::perm_options::add);
            }
        }
    } catch (const fs::filesystem_error& error) {
        throw Error(Error::Kind::Io,
                    std::string("the project cannot be copied for the tour: ") + error.what(),
                    whole.string());
    }
    addPublishedChanges(copy);
    return copy;
}

} // namespace dawson
