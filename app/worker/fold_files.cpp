#include "app/worker/fold_files.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/resources.h"
#include "core/nn/trainer.h"
#include "core/training/preflight.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace dawson
{

namespace fs = std::filesystem;

namespace
{

/// Raised whenever the same weights give another mask, or the same training other weights, so that
/// one table never mixes two ways.
constexpr int kMaskVersion = 3;

/// A model's weights and all that decides a mask beside them.
std::string predictionOf(const ModelFile& model)
{
    std::ostringstream text;
    text.precision(17);
    text << softwareVersion() << ' ' << kMaskVersion << ' ';
    const Preprocessing& steps = model.preprocessing;
    text << model.digest << ' ' << model.threshold << ' ' << model.minimumVolumeMm3 << ' '
         << model.coreProbability << ' ' << model.patchSize << ' ' << model.mirrored << ' '
         << model.windows << ' ' << steps.spacingMm << ' ' << steps.biasCorrection << ' '
         << steps.marginVoxels << ' ' << steps.zScore;
    return text.str();
}

std::vector<fs::path> filesOf(const TrainingCase& one)
{
    std::vector<fs::path> files = one.images;
    files.push_back(one.reference);
    if (!one.brain.empty()) {
        files.push_back(one.brain);
    }
    return files;
}

std::string digestOf(const std::string& text)
{
    Digest digest;
    digest.add(text);
    return digest.hex();
}

} // namespace

FoldFiles::FoldFiles(const CrossValidationSpec& spec,
                     const std::vector<std::vector<TrainingCase>>& cases,
                     TrainingWatcher& watcher)
    : m_spec(spec)
    , m_watcher(watcher)
    , m_parent(predictionOf(readModelHeader(spec.model)))
{
    for (const auto& subject : cases) {
        for (const TrainingCase& one : subject) {
            for (const fs::path& file : filesOf(one)) {
                m_contents.emplace(file, fileDigest(file));
            }
        }
    }
    fs::create_directories(spec.work);
}

std::string FoldFiles::stem(const std::string& arm, const std::string& subject, std::uint64_t seed)
{
    std::string stem = arm + "-" + subject + "-seed" + std::to_string(seed);
    std::ranges::replace(stem, ' ', '-');
    return stem;
}

std::string FoldFiles::rateSuffix(double rate)
{
    char text[32];
    std::snprintf(text, sizeof text, "-rate%g", rate);
    return text;
}

fs::path FoldFiles::modelOf(const std::string& stem) const
{
    return m_spec.work / (stem + ".h5");
}

fs::path FoldFiles::trainingOf(const std::string& stem) const
{
    return m_spec.work / (stem + ".training");
}

fs::path FoldFiles::maskOf(const std::string& stem, const TrainingCase& one) const
{
    const std::string session = one.session.empty() ? "" : "-" + one.session;
    return m_spec.work / (stem + session + ".nii.gz");
}

/// Of all that decides a model of a fold and its masks.
std::string FoldFiles::settingsDigest(const TrainingSpec& training) const
{
    std::ostringstream text;
    text << trainingDigest(training) << ' ' << m_parent << ' ' << training.schedule.sensitive
         << training.schedule.confidentCore << training.schedule.innerFolds
         << training.schedule.nearParent << ' ' << training.project.string() << ' '
         << m_spec.reference;
    if (training.schedule.ensembleWithParent && !training.startFrom.empty()) {
        text << " ensemble with parent";
    }
    for (const auto& [file, content] : m_contents) {
        text << '\n' << file.string() << ' ' << content;
    }
    return digestOf(text.str());
}

fs::path FoldFiles::innerFolder(const TrainingSpec& spec, const std::string& arm) const
{
    TrainingSpec settings = spec; // what all of them share
    settings.training.clear();
    settings.validation.clear();
    settings.schedule.innerFolds = 0;
    settings.schedule.ensembleWithParent = false;
    settings.schedule.nearParent = false; // their points are chosen by whoever asks
    return m_spec.work / "inner" /
           (stem(arm, "", spec.schedule.seed) + rateSuffix(startingRate(spec)) + "-" +
            settingsDigest(settings).substr(0, 8));
}

void FoldFiles::forgetOthers(const std::string& stem,
                             const TrainingSpec& training,
                             const std::vector<TrainingCase>& leftOut) const
{
    keepOnly(stem, settingsDigest(training), leftOut);
}

void FoldFiles::forgetOthers(const std::string& stem,
                             const std::vector<TrainingCase>& leftOut) const
{
    std::string text = m_parent;
    for (const TrainingCase& one : leftOut) {
        for (const fs::path& file : filesOf(one)) {
            // The reference has no part in the mask.
            text += file == one.reference ? std::string() : "\n" + m_contents.at(file);
        }
    }
    keepOnly(stem, digestOf(text), leftOut);
}

void FoldFiles::keepOnly(const std::string& stem,
                         const std::string& digest,
                         const std::vector<TrainingCase>& leftOut) const
{
    const fs::path settings = m_spec.work / (stem + ".settings");
    if (fs::exists(settings) && readText(settings) == digest) {
        return;
    }
    if (fs::exists(modelOf(stem)) || fs::exists(maskOf(stem, leftOut.front()))) {
        m_watcher.warning(stem + " was made with other settings or another model, or on other "
                                 "images or masks: made anew.");
    }
    fs::remove(modelOf(stem));
    fs::remove_all(trainingOf(stem));
    for (const TrainingCase& one : leftOut) {
        fs::remove(maskOf(stem, one));
    }
    writeTextAtomically(settings, digest);
}

} // namespace dawson
