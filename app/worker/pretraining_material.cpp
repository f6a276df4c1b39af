#include "app/worker/pretraining_material.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/synthesis.h"

#include <algorithm>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

std::vector<fs::path> filesBelow(const fs::path& folder, const std::string& ending)
{
    std::vector<fs::path> result;
    std::error_code failed;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failed)) {
        if (entry.path().filename().string().ends_with(ending)) {
            result.push_back(entry.path());
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

/// "ses-1" of "sub-01_ses-1_FLAIR.nii.gz"; empty when there is none.
std::string sessionIn(const std::string& name)
{
    const auto begin = name.find("_ses-");
    return begin == name.npos ? std::string()
                              : name.substr(begin + 1, name.find('_', begin + 1) - begin - 1);
}

void takeOnce(fs::path& place, const fs::path& image)
{
    if (!place.empty()) {
        throw Error(Error::Kind::Data,
                    "This tumour has another image of the same kind, " + place.filename().string() +
                        "; keep the one that was segmented.",
                    image.string());
    }
    place = image;
}

/// Names and number of the images in a folder: which are held out hangs on them.
std::string contentsOf(const fs::path& folder)
{
    Digest digest;
    const auto files = imagesBelow(folder);
    for (const fs::path& file : files) {
        digest.add(file.lexically_relative(folder).string() + "\n");
    }
    return std::to_string(files.size()) + " images " + digest.hex();
}

} // namespace

void claimFolder(const PretrainingSources& sources, const std::string& task, const fs::path& work)
{
    std::string text = "task " + task + "\nseed " + std::to_string(sources.seed) + "\nsynthesis " +
                       std::to_string(kSynthesisVersion) + "\n";
    for (const fs::path& folder :
         {sources.tumours, sources.labelMaps, sources.lesionMasks, sources.brainTemplate}) {
        text += (folder.empty() ? "-"
                                : fs::absolute(folder).lexically_normal().string() + " " +
                                      contentsOf(folder)) +
                "\n";
    }
    for (const std::string& name : sources.leaveOut) {
        text += "without " + name + "\n";
    }
    for (const std::string& name : sources.leaveOutMasks) {
        text += "without the mask " + name + "\n";
    }
    const fs::path note = work / "sources.txt";
    if (fs::exists(note) && readText(note) != text) {
        throw Error(
            Error::Kind::Data,
            "The images in this folder were made from something else, or by another version "
            "of Dawson; choose another folder, or delete this one.",
            work.string());
    }
    fs::create_directories(work);
    writeTextAtomically(note, text);
}

std::vector<fs::path> imagesBelow(const fs::path& folder)
{
    return filesBelow(folder, ".nii.gz");
}

std::string TumourImages::label() const
{
    return subject.substr(std::min<std::size_t>(4, subject.size()));
}

std::vector<TumourImages> tumourImages(const PretrainingSources& sources)
{
    std::vector<TumourImages> result;
    for (const fs::path& segmentation :
         filesBelow(sources.tumours / "derivatives", "_dseg.nii.gz")) {
        TumourImages images;
        const std::string name = segmentation.filename().string();
        images.subject = name.substr(0, name.find('_'));
        images.segmentation = segmentation;
        if (std::ranges::find(sources.leaveOut, images.subject) != sources.leaveOut.end()) {
            continue;
        }
        if (std::ranges::find(result, images.subject, &TumourImages::subject) != result.end()) {
            throw Error(Error::Kind::Data,
                        images.subject + " has more than one segmentation; keep one, for a tumour "
                                         "of two visits would be learned from and tested on.",
                        segmentation.string());
        }
        for (const fs::path& image : imagesBelow(sources.tumours / images.subject)) {
            const std::string file = image.filename().string();
            if (sessionIn(file) != sessionIn(name)) {
                continue;
            }
            if (file.ends_with("_FLAIR.nii.gz")) {
                takeOnce(images.flair, image);
            } else if (file.ends_with("_T1w.nii.gz")) {
                takeOnce(file.find("gadolinium") == file.npos ? images.t1 : images.t1Contrast,
                         image);
            }
        }
        result.push_back(images);
    }
    return result;
}

void requireOneGrid(const TumourImages& tumour, const std::vector<fs::path>& images)
{
    const Geometry grid = readImageHeader(tumour.segmentation).geometry;
    for (const fs::path& image : images) {
        const Geometry own = readImageHeader(image).geometry;
        if (!sameGrid(own, grid)) {
            throw Error(Error::Kind::Geometry,
                        "It does not lie on the grid of its segmentation " +
                            tumour.segmentation.filename().string() + ": " +
                            difference(own, grid).describe() + ". Resample it, or leave " +
                            tumour.subject + " out.",
                        image.string());
        }
    }
}

LearningAndHeldOut everySixthHeldOut(const std::vector<fs::path>& files)
{
    LearningAndHeldOut result;
    for (std::size_t n = 0; n < files.size(); ++n) {
        (n % kHeldOutAnatomy == kHeldOutAnatomy - 1 ? result.heldOut : result.learning)
            .push_back(files[n]);
    }
    return result;
}

std::vector<SyntheticWork> syntheticWork(const PretrainingSources& sources)
{
    const auto [learning, heldOut] = everySixthHeldOut(imagesBelow(sources.labelMaps));
    const int validating = heldOut.empty() ? 0 : std::max(1, sources.synthetic / 20);
    const int all = learning.empty() ? 0 : sources.synthetic + validating;
    std::vector<SyntheticWork> work;
    for (int n = 0; n < all; ++n) {
        const bool learn = n < sources.synthetic;
        const auto& from = learn ? learning : heldOut;
        const auto number = static_cast<std::size_t>(n);
        work.push_back({(learn ? "synthetic" : "heldout") + std::to_string(n + 1),
                        from[number % from.size()],
                        sources.seed * 100003 + number,
                        learn});
    }
    return work;
}

Mask labelsOf(const fs::path& segmentation, const std::vector<std::uint8_t>& labels)
{
    Mask mask = readMask(segmentation);
    for (std::uint8_t& label : mask.labels()) {
        const bool wanted =
            labels.empty() ? label != 0 : std::ranges::find(labels, label) != labels.end();
        label = wanted ? 1 : 0;
    }
    return mask;
}

std::vector<Pathology> drawVascularKinds(RandomSource& random)
{
    std::vector<Pathology> kinds;
    if (random.chance(0.75)) {
        kinds.push_back(Pathology::WhiteMatterSpots);
    }
    if (random.chance(0.7) || kinds.empty()) {
        kinds.push_back(Pathology::Vascular);
    }
    if (random.chance(0.3)) {
        kinds.push_back(Pathology::Confluent);
    }
    return kinds;
}

} // namespace dawson
