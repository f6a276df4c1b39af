#include "app/worker/lesion_library.h"

#include "app/worker/pretraining_material.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/acquisition.h"
#include "core/phantom/contrast.h"
#include "core/phantom/random_source.h"
#include "core/registration/transform_file.h"
#include "core/registration/warp.h"

#include <algorithm>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

constexpr float kTissue = 100.0F; ///< of 255: where the template's grey and white matter are brain
constexpr float kDrawn = 0.4F;    ///< share of a drawn voxel; at a half small lesions would shrink
constexpr double kTwoPatients = 0.25;

Volume brainOf(const fs::path& folder)
{
    const Volume t1 = readVolume(folder / "t1.nii.gz");
    const Volume grey = readVolume(folder / "prob_gm.nii.gz");
    const Volume white = readVolume(folder / "prob_wm.nii.gz");
    if (!sameGrid(t1.geometry(), grey.geometry()) || !sameGrid(t1.geometry(), white.geometry())) {
        throw Error(
            Error::Kind::Geometry, "The template's images are not on one grid.", folder.string());
    }
    std::vector<float> voxels(t1.voxels().begin(), t1.voxels().end());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = grey.voxels()[n] + white.voxels()[n] >= kTissue ? voxels[n] : 0.0F;
    }
    return Volume(t1.geometry(), std::move(voxels));
}

/// Some part of the path below the folder begins so.
bool named(const fs::path& mask, const fs::path& folder, const std::string& name)
{
    const fs::path below = mask.lexically_relative(folder);
    return std::ranges::any_of(
        below, [&](const fs::path& part) { return part.string().starts_with(name); });
}

std::vector<fs::path> usedMasks(const PretrainingSources& sources)
{
    std::vector<fs::path> masks = imagesBelow(sources.lesionMasks);
    for (const std::string& name : sources.leaveOutMasks) {
        const auto removed = std::erase_if(
            masks, [&](const fs::path& mask) { return named(mask, sources.lesionMasks, name); });
        if (removed == 0) {
            throw Error(Error::Kind::Data,
                        "No lesion mask is called " + name + "; it cannot be left out.",
                        sources.lesionMasks.string());
        }
    }
    return masks;
}

/// 1 where the lesions are.
Volume drawnIn(const fs::path& file)
{
    const Mask mask = readBinaryMask(file, true);
    std::vector<float> voxels(mask.labels().size());
    std::ranges::transform(
        mask.labels(), voxels.begin(), [](std::uint8_t label) { return label != 0 ? 1.0F : 0.0F; });
    return Volume(mask.geometry(), std::move(voxels));
}

RegistrationSpec bending()
{
    RegistrationSpec spec;
    spec.type = RegistrationType::Syn;
    spec.initial = InitialAlignment::CentreOfMass;
    return spec;
}

/// Not where a simpler transform was enough.
bool worthTelling(RegistrationWarning warning)
{
    return warning != RegistrationWarning::FieldNeedless &&
           warning != RegistrationWarning::AffineRefused;
}

} // namespace

Volume likenessOf(const LabelVolume& anatomy)
{
    RandomSource random(1);
    const Contrast contrast = t1Contrast(random);
    const Mask brain = brainMask(anatomy, 0.35);
    std::vector<float> voxels(anatomy.labels.size(), 0.0F);
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        if (brain.labels()[n] != 0) {
            voxels[n] = static_cast<float>(1000.0 * contrast.of(anatomy.labels[n]).mean);
        }
    }
    return Volume(anatomy.geometry, std::move(voxels));
}

LesionLibrary::LesionLibrary(const PretrainingSources& sources, fs::path work)
    : m_work(std::move(work))
{
    if (sources.lesionMasks.empty()) {
        return;
    }
    auto [learning, heldOut] = everySixthHeldOut(usedMasks(sources));
    m_learning = std::move(learning);
    m_heldOut = std::move(heldOut);
    if (m_learning.empty()) {
        throw Error(Error::Kind::Data,
                    "The folder of lesion masks holds none that may be used.",
                    sources.lesionMasks.string());
    }
    if (m_heldOut.empty()) {
        m_heldOut = m_learning;
    }
    m_template = brainOf(sources.brainTemplate);
    fs::create_directories(m_work);
}

const Transform& LesionLibrary::registered(const TargetBrain& brain, const Progress& progress)
{
    if (brain.name == m_last) {
        return m_transform;
    }
    const fs::path prefix = m_work / (brain.name + "_");
    if (!fs::exists(TransformFiles(prefix).record)) { // written last
        const RegistrationSpec spec = bending();
        const Registration result =
            registerVolumes({brain.t1, m_template, {}, brain.spared}, spec, progress);
        for (const RegistrationWarning warning : result.quality.warnings) {
            if (worthTelling(warning)) {
                m_warnings.push_back("The lesions' template laid on " + brain.name + ": " +
                                     describe(warning));
            }
        }
        saveTransform(prefix, result, {{brain.name, {}}, {"template", {}}, spec});
    }
    m_transform = loadTransform(prefix);
    m_last = brain.name;
    return m_transform;
}

Mask LesionLibrary::on(const TargetBrain& brain,
                       std::uint64_t seed,
                       Use use,
                       const Progress& progress)
{
    const auto& patients = use == Use::Learning ? m_learning : m_heldOut;
    const Transform& transform = registered(brain, progress);
    RandomSource random(seed);
    Mask result(brain.t1.geometry());
    for (int n = random.chance(kTwoPatients) ? 2 : 1; n > 0; --n) {
        const Volume drawn = drawnIn(patients[random.index(patients.size())]);
        const Volume carried = warpVolume(drawn, brain.t1.geometry(), transform);
        for (std::size_t voxel = 0; voxel < result.labels().size(); ++voxel) {
            if (carried.voxels()[voxel] >= kDrawn) {
                result.labels()[voxel] = 1;
            }
        }
    }
    return result;
}

} // namespace dawson
