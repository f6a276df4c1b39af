#include "core/training/prepared_case.h"

#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/image/resample.h"

#include <optional>
#include <utility>

namespace dawson
{

namespace
{

/// Errors of preparation know the voxels only; the user needs the file.
template <typename Make>
auto naming(const std::filesystem::path& path, const Make& make)
{
    try {
        return make();
    } catch (const Error& error) {
        if (error.kind() == Error::Kind::Cancelled || !error.subject().empty()) {
            throw;
        }
        throw Error(error.kind(), error.what(), path.string());
    }
}

} // namespace

PreparedChannels
prepareChannels(const ChannelSources& sources, const Preprocessing& steps, const Progress& progress)
{
    const auto& images = sources.images;
    if (images.empty()) {
        throw Error(Error::Kind::Data, "The study has no image.");
    }
    PreparedChannels prepared;
    const double share = 1.0 / static_cast<double>(images.size());
    for (std::size_t n = 0; n < images.size(); ++n) {
        const Progress part =
            progress.part(share * static_cast<double>(n), share * static_cast<double>(n + 1));
        const Volume volume = readVolume(images[n], part.part(0.0, 0.3));
        if (n > 0 && !sameGrid(volume.geometry(), prepared.native)) {
            const auto apart = difference(volume.geometry(), prepared.native);
            throw Error(Error::Kind::Geometry,
                        "It does not lie on the first image: " + apart.describe() + ".",
                        images[n].string());
        }
        PreparedImage made = naming(images[n], [&] {
            return sources.brain ? prepareImage(volume, *sources.brain, steps, part.part(0.3, 1.0))
                                 : prepareImage(volume, steps, part.part(0.3, 1.0));
        });
        if (n == 0) {
            prepared.native = made.native;
            prepared.channels.push_back(std::move(made.image));
        } else {
            // Each image is cut to its own foreground; voxels coincide, so this only shifts.
            prepared.channels.push_back(
                resampleLinear(made.image, prepared.channels.front().geometry()));
        }
    }
    return prepared;
}

PreparedCase
prepareCase(const TrainingCase& source, const Preprocessing& steps, const Progress& progress)
{
    const Mask mask = readBinaryMask(source.reference, true);
    ChannelSources sources{source.images, std::nullopt};
    if (!source.brain.empty()) {
        sources.brain = readBinaryMask(source.brain, true);
    }
    PreparedCase prepared{prepareChannels(sources, steps, progress), Mask()};
    const PreparedImage first{prepared.images.channels.front(), prepared.images.native};
    prepared.reference = naming(source.reference, [&] { return prepareMask(mask, first); });
    prepared.lesionsLost = mask.foregroundCount() > 0 && prepared.reference.foregroundCount() == 0;
    return prepared;
}

} // namespace dawson
