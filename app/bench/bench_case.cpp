#include "app/bench/bench_case.h"

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

} // namespace dawson
