#include "app/bench/bench_case.h"

#include "core/image/image_file.h"
#include "core/image/subtraction.h"
#include "core/registration/transform_file.h"

#include <cmath>
#include <random>

namespace dawson
{

namespace
{

constexpr int kSize = 256;

Volume headLikeVolume(const Geometry& geometry, std::mt19937& random)
{
    std::vector<float> voxels(geometry.voxelCount(), 0.0F);
    std::normal_distribution<float> noise(0.0F, 12.0F);
    std::size_t n = 0;
    for (int k = 0; k < kSize; ++k) {
        for (int j = 0; j < kSize; ++j) {
            for (int i = 0; i < kSize; ++i, ++n) {
                const double r = std::hypot((i - 128) / 75.0, (j - 128) / 95.0, (k - 128) / 80.0);
                if (r < 1.0) {
                    const double folds =
                        std::sin(i * 0.3) * std::sin(j * 0.27) * std::sin(k * 0.33);
                    voxels[n] = static_cast<float>(300.0 + 60.0 * folds) + noise(random);
                }
            }
        }
    }
    return {geometry, std::move(voxels)};
}

std::shared_ptr<Mask> lesions(const Geometry& geometry, std::mt19937& random)
{
    auto mask = std::make_shared<Mask>(geometry);
    std::uniform_int_distribution<int> place(80, 176);
    std::uniform_int_distribution<int> radius(1, 6);
    for (int lesion = 0; lesion < 150; ++lesion) {
        const int ci = place(random);
        const int cj = place(random);
        const int ck = place(random);
        const int r = radius(random);
        for (int k = -r; k <= r; ++k) {
            for (int j = -r; j <= r; ++j) {
                for (int i = -r; i <= r; ++i) {
                    if (i * i + j * j + k * k <= r * r) {
                        mask->set({ci + i, cj + j, ck + k}, 1);
                    }
                }
            }
        }
    }
    return mask;
}

} // namespace

LoadedCase benchCase(const std::filesystem::path& root)
{
    std::mt19937 random(20240501);
    const Geometry geometry = Geometry::axisAligned({kSize, kSize, kSize}, {1.0, 1.0, 1.0});
    LoadedCase loaded;
    loaded.subject = "bench";
    loaded.root = root;
    LoadedCase::Image image;
    image.series.suffix = "FLAIR";
    image.series.path = root / "bench_FLAIR.nii.gz";
    image.volume = std::make_shared<const Volume>(headLikeVolume(geometry, random));
    image.window = robustWindow(*image.volume);
    loaded.images.push_back(image);
    for (const char* folder : {"grader-1", "grader-2"}) {
        LoadedCase::LoadedMask mask;
        mask.author = {folder, folder, AuthorRole::Grader};
        mask.grading.author = folder;
        mask.grading.subject = "bench";
        mask.grading.path = root / folder / "bench_label-lesion_mask.nii.gz";
        mask.mask = lesions(geometry, random);
        loaded.masks.push_back(mask);
    }
    return loaded;
}

LoadedCase benchPair(const std::filesystem::path& root)
{
    LoadedCase loaded = benchCase(root);
    std::mt19937 random(20240502);
    const Geometry& geometry = loaded.images.front().volume->geometry();
    loaded.task = Task::New;
    loaded.images.front().role = ImageRole::Current;
    LoadedCase::Image prior = loaded.images.front();
    prior.role = ImageRole::Prior;
    prior.volume = std::make_shared<const Volume>(headLikeVolume(geometry, random));
    LoadedCase::Image subtraction = prior;
    subtraction.role = ImageRole::Subtraction;
    subtraction.volume =
        std::make_shared<const Volume>(subtract(*prior.volume, *loaded.images.front().volume));
    subtraction.window = {-3.0, 3.0};
    loaded.images.push_back(prior);
    loaded.images.push_back(subtraction);
    LoadedCase::LoadedMask ghost = loaded.masks.front();
    ghost.mask = lesions(geometry, random);
    loaded.priorMasks.push_back(ghost);
    for (LoadedCase::LoadedMask& mask : loaded.masks) {
        mask.grading.task = Task::New;
    }
    ImagePair images;
    images.followup.path = root / "followup.nii.gz"; // read when the registration is corrected
    writeVolume(images.followup.path, *loaded.images.front().volume);
    const std::filesystem::path transform = pairFiles(root, images).transform;
    std::filesystem::create_directories(transform.parent_path());
    saveTransform(transform, Registration(), TransformRecord());
    loaded.pair = CasePair{images, PairState::Made, PairRecord(), {}, {}, root};
    return loaded;
}

} // namespace dawson
