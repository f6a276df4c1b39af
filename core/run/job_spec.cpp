#include "core/run/job_spec.h"

#include "core/base/atomic_file.h"
#include "core/run/job_members.h"
#include "core/run/json_access.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

using nlohmann::json;

constexpr int kVersion = 1;

std::vector<std::string> texts(const std::vector<std::filesystem::path>& paths)
{
    std::vector<std::string> list;
    for (const auto& path : paths) {
        list.push_back(path.string());
    }
    return list;
}

/// Puts members into a JSON object.
struct Put {
    json& object;

    void operator()(const char* key, const std::filesystem::path& value) const
    {
        object[key] = value.string();
    }

    void operator()(const char* key, const std::vector<std::filesystem::path>& value) const
    {
        object[key] = texts(value);
    }

    template <typename Value>
    void operator()(const char* key, const Value& value) const
    {
        object[key] = value;
    }
};

template <typename Value>
json toJson(const Value& value)
{
    json object = json::object();
    eachMember(value, Put{object});
    return object;
}

template <typename Value>
void fill(Value& value, const JsonObject& object)
{
    eachMember(value, [&](const char* key, auto& member) { object.read(key, member); });
}

template <typename Value>
std::vector<Value> list(const JsonObject& object, const std::string& key)
{
    std::vector<Value> values;
    for (const JsonObject& item : object.objects(key)) {
        fill(values.emplace_back(), item);
    }
    return values;
}

json workJson(const TrainingSpec& spec)
{
    json work = toJson(spec);
    work["training"] = json::array();
    work["validation"] = json::array();
    for (const TrainingCase& item : spec.training) {
        work["training"].push_back(toJson(item));
    }
    for (const TrainingCase& item : spec.validation) {
        work["validation"].push_back(toJson(item));
    }
    work["architecture"] = toJson(spec.architecture);
    work["preprocessing"] = toJson(spec.preprocessing);
    work["schedule"] = toJson(spec.schedule);
    return work;
}

json workJson(const PredictionJob& job)
{
    json work = toJson(job);
    work["items"] = json::array();
    for (const PredictionJob::Item& item : job.items) {
        json entry = toJson(item.spec);
        entry["subject"] = item.subject;
        entry["session"] = item.session;
        work["items"].push_back(std::move(entry));
    }
    return work;
}

json workJson(const RegistrationJob& job)
{
    json work = toJson(job);
    work["items"] = json::array();
    for (const RegistrationJob::Item& item : job.items) {
        json entry{{"subject", item.subject}, {"session", item.session}};
        if (item.nudge) {
            entry["nudge"] = *item.nudge;
        }
        work["items"].push_back(std::move(entry));
    }
    return work;
}

json workJson(const BrainJob& job)
{
    return toJson(job);
}

json workJson(const PretrainingJob& job)
{
    json work = workJson(job.training);
    work["sources"] = toJson(job.sources);
    return work;
}

TrainingSpec trainingFrom(const JsonObject& work)
{
    TrainingSpec spec;
    fill(spec, work);
    spec.training = list<TrainingCase>(work, "training");
    spec.validation = list<TrainingCase>(work, "validation");
    fill(spec.architecture, work.object("architecture"));
    fill(spec.preprocessing, work.object("preprocessing"));
    fill(spec.schedule, work.object("schedule"));
    return spec;
}

PredictionJob predictionFrom(const JsonObject& work)
{
    PredictionJob job;
    fill(job, work);
    for (const JsonObject& entry : work.objects("items")) {
        PredictionJob::Item& item = job.items.emplace_back();
        entry.read("subject", item.subject);
        entry.read("session", item.session);
        fill(item.spec, entry);
    }
    return job;
}

/// One of the words, else an error that names them.
void checkWord(const JsonObject& object,
               const std::string& key,
               const std::string& value,
               const std::vector<std::string>& words)
{
    if (std::find(words.begin(), words.end(), value) == words.end()) {
        std::string list;
        for (const std::string& word : words) {
            list += (list.empty() ? "" : ", ") + word;
        }
        object.fail(key, "one of " + list);
    }
}

RegistrationJob registrationFrom(const JsonObject& work)
{
    RegistrationJob job;
    fill(job, work);
    checkWord(work, "task", job.task, {"new", "enhancing"});
    checkWord(work, "type", job.type, {"rigid", "affine", "syn"});
    checkWord(work, "matching", job.matching, {"zscore", "robust"});
    for (const JsonObject& entry : work.objects("items")) {
        RegistrationJob::Item& item = job.items.emplace_back();
        entry.read("subject", item.subject);
        entry.read("session", item.session);
        if (entry.has("nudge")) {
            std::vector<double> numbers;
            entry.read("nudge", numbers);
            if (numbers.size() != item.nudge.emplace().size()) {
                entry.fail("nudge", "six numbers");
            }
            std::copy(numbers.begin(), numbers.end(), item.nudge->begin());
        }
    }
    return job;
}

BrainJob brainFrom(const JsonObject& work)
{
    BrainJob job;
    fill(job, work);
    return job;
}

PretrainingJob pretrainingFrom(const JsonObject& work)
{
    PretrainingJob job;
    job.training = trainingFrom(work);
    checkWord(work, "task", job.training.task, {"flair", "new", "enhancing", "brain"});
    fill(job.sources, work.object("sources"));
    return job;
}

JobSpec specFrom(const json& document)
{
    const JsonObject root(document, "");
    int version = 0;
    root.read("version", version);
    if (version != kVersion) {
        root.fail("version", std::to_string(kVersion) + "; use a matching Dawson");
    }
    JobSpec spec;
    root.read("title", spec.title);
    std::string kind;
    root.read("kind", kind);
    if (!root.has("work")) {
        root.fail("work", "there");
    }
    if (kind == "training") {
        spec.work = trainingFrom(root.object("work"));
    } else if (kind == "prediction") {
        spec.work = predictionFrom(root.object("work"));
    } else if (kind == "registration") {
        spec.work = registrationFrom(root.object("work"));
    } else if (kind == "brain") {
        spec.work = brainFrom(root.object("work"));
    } else if (kind == "pretraining") {
        spec.work = pretrainingFrom(root.object("work"));
    } else {
        root.fail("kind", "one of training, prediction, registration, brain, pretraining");
    }
    return spec;
}

} // namespace

const TrainingSpec* trainingOf(const JobSpec& job)
{
    if (const auto* made = std::get_if<PretrainingJob>(&job.work)) {
        return &made->training;
    }
    return std::get_if<TrainingSpec>(&job.work);
}

std::vector<std::filesystem::path> modelsReadBy(const JobSpec& job)
{
    std::vector<std::filesystem::path> models;
    if (const TrainingSpec* training = trainingOf(job)) {
        models.push_back(training->startFrom);
    } else if (const auto* prediction = std::get_if<PredictionJob>(&job.work)) {
        for (const PredictionJob::Item& item : prediction->items) {
            models.push_back(item.spec.model);
        }
    } else if (const auto* brains = std::get_if<BrainJob>(&job.work)) {
        models.push_back(brains->model);
    }
    std::erase_if(models, [](const std::filesystem::path& model) { return model.empty(); });
    return models;
}

JobSpec readJobSpec(const std::filesystem::path& jobJson)
{
    const std::string text = readText(jobJson);
    const json document = json::parse(text, nullptr, false);
    if (document.is_discarded()) {
        throw Error(Error::Kind::Format, "It is not JSON, or it is cut short.", jobJson.string());
    }
    try {
        return specFrom(document);
    } catch (const Error& error) {
        throw Error(error.kind(), error.what(), jobJson.string());
    }
}

void writeJobSpec(const std::filesystem::path& jobJson, const JobSpec& spec)
{
    json document;
    document["version"] = kVersion;
    document["title"] = spec.title;
    constexpr std::array<const char*, std::variant_size_v<decltype(spec.work)>> kinds{
        "training", "prediction", "registration", "brain", "pretraining"};
    document["kind"] = kinds.at(spec.work.index());
    document["work"] = std::visit([](const auto& work) { return workJson(work); }, spec.work);
    // A path that is not UTF-8 must not end the program; the bad bytes are marked.
    writeTextAtomically(jobJson,
                        document.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

} // namespace dawson
