#include "core/training/model_library.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/training/model_history.h"
#include "core/training/network_size.h"

#include <algorithm>
#include <cctype>
#include <system_error>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

std::vector<fs::path> entries(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<fs::path> modelFilesIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    for (const fs::path& path : entries(folder)) {
        // A name that begins with a dot is a file still being written.
        if (path.extension() == ".h5" && path.filename().string().front() != '.') {
            found.push_back(path);
        }
    }
    return found;
}

fs::path shippedFolder()
{
    try {
        return resourceFile("models");
    } catch (const Error&) {
        return {};
    }
}

/// Whether both are the same model to whoever uses them.
bool alike(const ModelFile& a, const ModelFile& b)
{
    return a.digest == b.digest && a.card.task == b.card.task &&
           a.preprocessing == b.preprocessing && pointOf(a) == pointOf(b) &&
           a.patchSize == b.patchSize && a.mirrored == b.mirrored && a.windows == b.windows;
}

fs::path freePlace(const fs::path& folder, const std::string& stem)
{
    fs::path target = folder / (stem + ".h5");
    std::error_code ignored;
    for (int n = 2; fs::exists(target, ignored); ++n) {
        target = folder / (stem + "-" + std::to_string(n) + ".h5");
    }
    return target;
}

} // namespace

void requireWeightsOfItsNetwork(const ModelFile& model, const fs::path& path)
{
    const std::int64_t wanted = parameterCount(model.architecture);
    const std::int64_t found = parameterCount(model);
    if (found != wanted) {
        throw Error(Error::Kind::Model,
                    "It names a network of " + std::to_string(wanted) + " weights and holds " +
                        std::to_string(found) + "; the file was changed and cannot be used.",
                    path.string());
    }
}

bool isShippedPlace(const fs::path& file)
{
    const fs::path folder = fs::absolute(file).parent_path();
    std::error_code ignored;
    return fs::equivalent(folder, shippedFolder(), ignored);
}

void requireNotShipped(const fs::path& file)
{
    if (isShippedPlace(file)) {
        throw Error(Error::Kind::Data,
                    "This is the folder of the shipped models, which are never replaced; write "
                    "the model elsewhere.",
                    file.string());
    }
}

AvailableModel describeModel(const fs::path& path, bool shipped)
{
    AvailableModel model;
    model.path = path;
    model.shipped = shipped;
    try {
        model.header = readModelHeader(path);
    } catch (const Error& error) {
        model.problem = error.what();
        model.header.card.name = path.stem().string();
    }
    return model;
}

std::vector<AvailableModel> listModels(const fs::path& project)
{
    std::vector<AvailableModel> models;
    for (const fs::path& path : modelFilesIn(shippedFolder())) {
        models.push_back(describeModel(path, true));
    }
    if (project.empty()) {
        return models;
    }
    const auto own = static_cast<std::ptrdiff_t>(models.size());
    for (const fs::path& path : modelFilesIn(project / "models")) {
        models.push_back(describeModel(path, false));
    }
    for (const fs::path& run : entries(project / "runs")) {
        if (std::error_code ignored; fs::exists(run / "model.h5", ignored)) {
            models.push_back(describeModel(run / "model.h5", false));
        }
    }
    std::stable_sort(
        models.begin() + own, models.end(), [](const AvailableModel& a, const AvailableModel& b) {
            return a.header.card.created > b.header.card.created;
        });
    return models;
}

namespace
{

/// Whether `child` was fine-tuned from `parent`, another model.
bool descends(const AvailableModel& child, const AvailableModel& parent)
{
    const std::string& wanted = child.header.card.parentDigest;
    return !wanted.empty() && wanted == parent.header.digest &&
           child.header.digest != parent.header.digest;
}

/// Adds a model and, below it, its descendants that are not placed yet.
void place(const std::vector<AvailableModel>& models,
           const ModelDescent& here,
           std::vector<bool>& placed,
           std::vector<ModelDescent>& order)
{
    placed[here.model] = true;
    order.push_back(here);
    for (std::size_t n = 0; n < models.size(); ++n) {
        if (!placed[n] && descends(models[n], models[here.model])) {
            place(models, {n, here.depth + 1}, placed, order);
        }
    }
}

} // namespace

std::vector<ModelDescent> descentOf(const std::vector<AvailableModel>& models)
{
    std::vector<bool> placed(models.size(), false);
    std::vector<ModelDescent> order;
    for (std::size_t n = 0; n < models.size(); ++n) {
        const bool hasParent = std::any_of(models.begin(), models.end(), [&](const auto& other) {
            return descends(models[n], other);
        });
        if (!placed[n] && !hasParent) {
            place(models, {n, 0}, placed, order);
        }
    }
    for (std::size_t n = 0; n < models.size(); ++n) {
        if (!placed[n]) { // ancestors of each other: nowhere else to begin
            place(models, {n, 0}, placed, order);
        }
    }
    return order;
}

void exportModel(const AvailableModel& model, const fs::path& target)
{
    requireNotShipped(target);
    (void)readModel(model.path);
    writeAtomically(target, [&model](const fs::path& temporary) {
        std::error_code problem;
        fs::copy_file(model.path, temporary, fs::copy_options::overwrite_existing, problem);
        if (problem) {
            throw Error(
                Error::Kind::Io, "It cannot be copied: " + problem.message(), model.path.string());
        }
    });
}

fs::path addModel(const fs::path& project, const fs::path& file)
{
    const AvailableModel added = describeModel(file, false);
    const fs::path target = freePlace(project / "models", file.stem().string());
    std::string name = added.header.card.name;
    std::vector<const AvailableModel*> namesakes;
    const std::vector<AvailableModel> models = listModels(project);
    for (int number = 2;; ++number) {
        namesakes.clear();
        for (const AvailableModel& model : models) {
            if (modelAuthorFolder(model.header.card.name) == modelAuthorFolder(name)) {
                namesakes.push_back(&model);
            }
        }
        const auto known = std::ranges::find_if(namesakes, [&](const AvailableModel* model) {
            return model->problem.empty() && added.problem.empty() &&
                   alike(model->header, added.header);
        });
        if (known != namesakes.end()) {
            return (*known)->path;
        }
        if (namesakes.empty()) {
            break;
        }
        name = added.header.card.name + " " + std::to_string(number);
    }
    if (name == added.header.card.name) {
        exportModel(added, target);
        return target;
    }
    ModelFile renamed = readModel(file);
    renamed.card.name = name;
    writeModelWithHistory(target, renamed, readModelHistory(file));
    return target;
}

void deleteModel(const AvailableModel& model)
{
    if (model.shipped) {
        throw Error(Error::Kind::Data,
                    "A default model belongs to the program and is not deleted.",
                    model.header.card.name);
    }
    std::error_code problem;
    if (!fs::remove(model.path, problem) || problem) {
        throw Error(Error::Kind::Io, "The file cannot be removed.", model.path.string());
    }
}

std::string modelAuthorFolder(const std::string& modelName)
{
    std::string slug;
    for (const char c : modelName) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0) {
            slug += static_cast<char>(std::tolower(byte));
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    while (!slug.empty() && slug.back() == '-') {
        slug.pop_back();
    }
    return "model-" + (slug.empty() ? std::string("unnamed") : slug);
}

} // namespace dawson
