#include "app/worker/subtract.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/output_check.h"
#include "app/worker/pair_options.h"
#include "app/worker/registration_job.h"
#include "app/worker/terminal_progress.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/registration/registration_json.h"

#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace dawson
{

namespace
{

struct SubtractOptions {
    PairOptions pair;
    std::filesystem::path output;
    std::filesystem::path project; ///< all pairs of it, instead of two files
    std::string task = "new";
    std::vector<std::string> subjects; ///< empty: all
    bool force = false;
    JsonOutput json;
};

ExitCode subtractFiles(const SubtractOptions& options)
{
    const PairInput& input = options.pair.input;
    checkImageOutput(options.output, {input.baseline, input.followup, input.brain});
    const PairDifference made = subtractPair(options.pair.pair(), terminalProgress());
    writeVolume(options.output, made.difference);
    const nlohmann::ordered_json quality =
        made.registered ? toJson(made.registered->quality) : nlohmann::ordered_json();
    options.pair.printWarnings(made);
    if (options.json.textWanted()) {
        std::printf("%s\n", options.output.string().c_str());
    }
    options.json.write({{"subtraction", options.output.string()},
                        {"brainFound", made.brain.has_value() && options.pair.input.brain.empty()},
                        {"registration", quality}});
    return ExitCode::Ok;
}

/// What can be compared in the chosen subjects, and sentences about what cannot.
struct Chosen {
    std::vector<RegistrationJob::Item> items;
    std::vector<std::string> missing;
};

void choose(const Study& study, const Subject& subject, Task task, Chosen& chosen)
{
    std::set<std::string> used;
    std::map<std::string, std::string> missing; // by session
    for (const Session& session : subject.sessions) {
        const PairSearch search = findPair(study, subject.id, session.id, task);
        if (search.pair) {
            chosen.items.push_back({subject.id, session.id, std::nullopt});
            used.insert({session.id, search.pair->baselineSession});
        } else {
            missing[session.id] = search.missing;
        }
    }
    std::set<std::string> told;
    for (const auto& [session, sentence] : missing) {
        if (!used.contains(session) && told.insert(sentence).second) {
            chosen.missing.push_back(sentence);
        }
    }
}

Chosen choose(const Study& study, const std::vector<std::string>& subjects, Task task)
{
    Chosen chosen;
    for (std::string wanted : subjects) {
        wanted = wanted.starts_with("sub-") ? wanted.substr(4) : wanted;
        if (study.subject(wanted) == nullptr) {
            throw Error(Error::Kind::Data,
                        "The project has no subject \"" + wanted + "\".",
                        study.root.string());
        }
        choose(study, *study.subject(wanted), task, chosen);
    }
    for (const Subject& subject : study.subjects) {
        if (subjects.empty()) {
            choose(study, subject, task, chosen);
        }
    }
    return chosen;
}

const char* wordFor(PairOutcome::State state)
{
    return state == PairOutcome::State::Made   ? "made"
           : state == PairOutcome::State::Kept ? "kept"
                                               : "failed";
}

nlohmann::ordered_json toJson(const Study& study, const PairOutcome& outcome)
{
    nlohmann::ordered_json json{{"subject", outcome.subject},
                                {"session", outcome.session},
                                {"state", wordFor(outcome.state)}};
    if (outcome.state == PairOutcome::State::Failed) {
        json["failure"] = outcome.failure;
        return json;
    }
    const PairFiles files = pairFiles(study.root, *outcome.pair);
    json["baselineSession"] = outcome.pair->baselineSession;
    json["registered"] = files.registered.string();
    json["subtraction"] = files.subtraction.string();
    json["type"] = outcome.record.type;
    json["correlationBefore"] = numberOrNull(outcome.record.correlationBefore);
    json["correlationAfter"] = numberOrNull(outcome.record.correlationAfter);
    json["warnings"] = outcome.record.warnings;
    return json;
}

void printRow(const PairOutcome& outcome)
{
    const auto number = [](const std::optional<double>& value) {
        char text[16] = "-";
        if (value) {
            std::snprintf(text, sizeof text, "%.3f", *value);
        }
        return std::string(text);
    };
    std::printf("sub-%s  ses-%s  %-6s  correlation %s -> %s\n",
                outcome.subject.c_str(),
                outcome.session.empty() ? "-" : outcome.session.c_str(),
                wordFor(outcome.state),
                number(outcome.record.correlationBefore).c_str(),
                number(outcome.record.correlationAfter).c_str());
}

ExitCode subtractProject(const SubtractOptions& options)
{
    const Study study = readStudy(options.project);
    const Task task = taskFromName(options.task).value();
    const Chosen chosen = choose(study, options.subjects, task);
    const auto warn = [](const std::string& sentence) {
        std::fprintf(stderr, "Warning: %s\n", sentence.c_str());
    };
    if (chosen.items.empty()) {
        throw Error(Error::Kind::Data,
                    chosen.missing.empty() ? "The project has no subjects."
                                           : chosen.missing.front(),
                    study.root.string());
    }
    for (const std::string& sentence : chosen.missing) {
        warn(sentence);
    }
    RegistrationJob job;
    job.project = study.root;
    job.task = options.task;
    job.type = options.pair.type;
    job.matching = options.pair.input.matching == IntensityMatching::Robust ? "robust" : "zscore";
    job.force = options.force;
    job.items = chosen.items;
    const auto outcomes = registerPairs(job, study.root / ".dawson", warn, terminalProgress());
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    bool failed = false;
    for (const PairOutcome& outcome : outcomes) {
        failed = failed || outcome.state == PairOutcome::State::Failed;
        list.push_back(toJson(study, outcome));
        if (options.json.textWanted()) {
            printRow(outcome);
        }
    }
    options.json.write({{"project", study.root.string()},
                        {"task", options.task},
                        {"pairs", list},
                        {"missing", chosen.missing}});
    return failed ? ExitCode::Failed : ExitCode::Ok;
}

void addImages(CLI::App& command, SubtractOptions& options)
{
    PairInput& input = options.pair.input;
    const auto image = [&](const char* name, std::filesystem::path& path, const char* what) {
        return command.add_option(name, path, what)->type_name("IMG");
    };
    CLI::Option* baseline = image("--baseline", input.baseline, "FLAIR of the first visit");
    CLI::Option* followup = image("--followup", input.followup, "FLAIR of the second visit");
    CLI::Option* before = image("--t1-pre", input.baseline, "T1 before gadolinium");
    CLI::Option* after = image("--t1-post", input.followup, "T1 after gadolinium");
    for (CLI::Option* visit : {baseline, followup}) {
        visit->excludes(before)->excludes(after);
    }
    after->each([&options](const std::string&) { options.pair.contrast = true; });
}

/// Two files, or a project: which options belong together.
void checkOptions(const SubtractOptions& options)
{
    const PairInput& input = options.pair.input;
    if (options.project.empty() &&
        (input.baseline.empty() || input.followup.empty() || options.output.empty())) {
        throw CLI::ValidationError("subtract",
                                   "give --baseline, --followup and --output, or --project");
    }
    if (!options.project.empty() && options.pair.type == "none") {
        throw CLI::ValidationError("subtract", "--type none is for two files only");
    }
}

void addProject(CLI::App& command, SubtractOptions& options)
{
    CLI::Option* project =
        command
            .add_option("--project",
                        options.project,
                        "Project whose pairs are all made, kept below derivatives/registered")
            ->type_name("DIR");
    command.add_option("--task", options.task, "Of a project: new or enhancing")
        ->check(CLI::IsMember({"new", "enhancing"}))
        ->capture_default_str()
        ->needs(project);
    command.add_option("--subjects", options.subjects, "Of a project: A,B,...; all when not given")
        ->delimiter(',')
        ->needs(project);
    command.add_flag("--force", options.force, "Also pairs that are up to date or accepted")
        ->needs(project);
    for (const char* file :
         {"--baseline", "--followup", "--t1-pre", "--t1-post", "--brain", "--output"}) {
        command.get_option(file)->excludes(project);
    }
}

} // namespace

void addSubtract(CLI::App& program, Action& action)
{
    auto options = std::make_shared<SubtractOptions>();
    PairInput& input = options->pair.input;
    CLI::App* command = program.add_subcommand(
        "subtract",
        "Register two images of a patient and subtract: above 0 where the later is brighter");
    addImages(*command, *options);
    command
        ->add_option("--brain",
                     input.brain,
                     "Mask of the brain on the earlier image's grid; found in a whole head when "
                     "not given")
        ->type_name("MASK");
    command
        ->add_option("--output",
                     options->output,
                     "Image to write on the earlier one's grid, in standard deviations")
        ->type_name("IMG");
    options->pair.addWays(*command);
    addProject(*command, *options);
    command->add_option("--threads", input.threads, "0: all cores")
        ->check(threadCount())
        ->capture_default_str();
    options->json.addTo(*command);
    command->callback([options, &action] {
        checkOptions(*options);
        action = [options] {
            return options->project.empty() ? subtractFiles(*options) : subtractProject(*options);
        };
    });
}

} // namespace dawson
