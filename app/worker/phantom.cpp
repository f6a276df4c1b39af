#include "app/worker/phantom.h"

#include "app/worker/finite_check.h"
#include "app/worker/json_output.h"
#include "app/worker/phantom_project.h"
#include "app/worker/terminal_progress.h"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace dawson
{

namespace
{

struct PhantomOptions {
    PhantomProject project;
    std::string task = "flair";
    JsonOutput json;
};

nlohmann::ordered_json toJson(const PhantomOptions& options,
                              const std::vector<PhantomSubject>& subjects)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const PhantomSubject& subject : subjects) {
        list.push_back({{"id", subject.id},
                        {"task", taskName(subject.task)},
                        {"lesions", subject.lesions},
                        {"lesionMl", subject.lesionMl}});
    }
    return {{"project", options.project.output.string()},
            {"task", options.task},
            {"seed", options.project.seed},
            {"subjects", list}};
}

ExitCode makeProject(const PhantomOptions& options)
{
    PhantomProject project = options.project;
    project.task = taskFromName(options.task).value();
    const auto subjects = writePhantomProject(project, terminalProgress());
    if (options.json.textWanted()) {
        std::printf("%s\n", options.project.output.c_str());
        for (const PhantomSubject& subject : subjects) {
            std::printf("sub-%s  %3zu lesions  %7.3f ml\n",
                        subject.id.c_str(),
                        subject.lesions,
                        subject.lesionMl);
        }
    }
    options.json.write(toJson(options, subjects));
    return ExitCode::Ok;
}

void addSubjectOptions(CLI::App& command, PhantomSpec& spec)
{
    command.add_option("--size", spec.anatomy.size, "Voxels of an image along left, back and up")
        ->check(CLI::Range(16, 512))
        ->type_name("X Y Z")
        ->capture_default_str();
    command.add_option("--spacing", spec.anatomy.spacingMm, "Size of a voxel in mm")
        ->check(CLI::Range(0.4, 6.0))
        ->type_name("MM")
        ->capture_default_str();
    command
        .add_option(
            "--load", spec.lesionLoad, "How many lesions: 1 gives some 25 in a subject, 0 none")
        ->check(CLI::Range(0.0, 10.0))
        ->capture_default_str();
    command.add_flag("--skull", spec.skull, "Whole heads instead of extracted brains");
}

} // namespace

void addPhantom(CLI::App& program, Action& action)
{
    auto options = std::make_shared<PhantomOptions>();
    PhantomProject& project = options->project;
    CLI::App* command = program.add_subcommand(
        "phantom", "Make a project of synthetic subjects with known lesions and two graders");
    command->add_option("--output", project.output, "Folder of the project; must not exist yet")
        ->required()
        ->type_name("DIR");
    command->add_option("--name", project.name, "Title of the project")->capture_default_str();
    command->add_option("--task", options->task, "What is masked")
        ->check(CLI::IsMember({"flair", "new", "enhancing"}))
        ->capture_default_str();
    command->add_option("--subjects", project.subjects, "How many subjects")
        ->check(CLI::Range(1, 999))
        ->capture_default_str();
    command
        ->add_option(
            "--add-new", project.changes, "Further subjects at two visits, with new lesions")
        ->check(CLI::Range(0, 99))
        ->capture_default_str();
    command
        ->add_option("--add-enhancing",
                     project.enhancements,
                     "Further subjects with a T1w before and after gadolinium")
        ->check(CLI::Range(0, 99))
        ->capture_default_str();
    command->add_option("--seed", project.seed, "The same seed makes the same project")
        ->check(seedNumber())
        ->capture_default_str();
    addSubjectOptions(*command, project.spec);
    options->json.addTo(*command);
    command->callback([options, &action] { action = [options] { return makeProject(*options); }; });
}

} // namespace dawson
