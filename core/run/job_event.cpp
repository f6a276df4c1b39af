#include "core/run/job_event.h"

#include "core/run/json_access.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace dawson
{

namespace
{

using nlohmann::json;
using Kind = JobEvent::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 10> kNames{{
    {Kind::Queued, "queued"},
    {Kind::Started, "started"},
    {Kind::Phase, "phase"},
    {Kind::Step, "step"},
    {Kind::Epoch, "epoch"},
    {Kind::Checkpoint, "checkpoint"},
    {Kind::Warning, "warning"},
    {Kind::Finished, "finished"},
    {Kind::Failed, "failed"},
    {Kind::Cancelled, "cancelled"},
}};

std::optional<Kind> kindFromName(std::string_view wanted)
{
    for (const auto& [kind, name] : kNames) {
        if (name == wanted) {
            return kind;
        }
    }
    return std::nullopt;
}

json orNull(const std::optional<double>& value)
{
    return value ? json(*value) : json(nullptr);
}

json epochJson(const EpochMetrics& epoch)
{
    return {{"epoch", epoch.epoch},
            {"trainingLoss", epoch.trainingLoss},
            {"validationLoss", orNull(epoch.validationLoss)},
            {"sensitivity", orNull(epoch.sensitivity)},
            {"ppv", orNull(epoch.ppv)},
            {"f1", orNull(epoch.f1)},
            {"dice", orNull(epoch.dice)},
            {"seconds", epoch.seconds}};
}

std::optional<double> optionalNumber(const json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) {
        return std::nullopt;
    }
    return found->get<double>();
}

EpochMetrics epochFrom(const json& value)
{
    const JsonObject object(value, "epoch");
    EpochMetrics epoch;
    object.read("epoch", epoch.epoch);
    // Infinite and undefined numbers are null in JSON; a diverged loss must not lose the event.
    epoch.trainingLoss = optionalNumber(value, "trainingLoss").value_or(0.0);
    epoch.validationLoss = optionalNumber(value, "validationLoss");
    epoch.sensitivity = optionalNumber(value, "sensitivity");
    epoch.ppv = optionalNumber(value, "ppv");
    epoch.f1 = optionalNumber(value, "f1");
    epoch.dice = optionalNumber(value, "dice");
    object.read("seconds", epoch.seconds);
    return epoch;
}

JobEvent eventFrom(const json& line, Kind kind)
{
    const JsonObject object(line, "");
    JobEvent event;
    event.kind = kind;
    object.read("time", event.time);
    object.read("fraction", event.fraction);
    object.read("secondsLeft", event.secondsLeft);
    object.read("message", event.message);
    object.read("step", event.step);
    object.read("results", event.results);
    event.loss = optionalNumber(line, "loss");
    if (object.has("metrics")) {
        event.epoch = epochFrom(line["metrics"]);
    }
    return event;
}

} // namespace

std::string encodeEvent(const JobEvent& event)
{
    json line;
    for (const auto& [kind, name] : kNames) {
        if (kind == event.kind) {
            line["event"] = name;
        }
    }
    line["time"] = event.time;
    line["fraction"] = event.fraction;
    if (event.secondsLeft >= 0.0) {
        line["secondsLeft"] = event.secondsLeft;
    }
    if (!event.message.empty()) {
        line["message"] = event.message;
    }
    if (event.loss) {
        line["loss"] = *event.loss;
    }
    if (event.step > 0) {
        line["step"] = event.step;
    }
    if (event.epoch) {
        line["metrics"] = epochJson(*event.epoch);
    }
    if (!event.results.empty()) {
        line["results"] = event.results;
    }
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<JobEvent> decodeEvent(const std::string& line)
{
    const json value = json::parse(line, nullptr, false);
    if (!value.is_object()) {
        return std::nullopt;
    }
    try {
        std::string name;
        JsonObject(value, "").read("event", name);
        const auto kind = kindFromName(name);
        return kind ? std::optional(eventFrom(value, *kind)) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt; // a line with a wrong type is as good as torn
    }
}

} // namespace dawson
