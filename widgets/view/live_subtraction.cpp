#include "widgets/view/live_subtraction.h"

#include "core/base/log.h"
#include "core/image/image_file.h"
#include "core/image/subtraction.h"
#include "core/registration/nudge.h"
#include "core/registration/transform_file.h"
#include "core/registration/warp.h"

#include <filesystem>
#include <mutex>
#include <utility>

namespace dawson
{

struct LiveSubtraction::Source {
    PairFiles files;
    std::filesystem::path followup;
    IntensityMatching matching = IntensityMatching::ZScore;
    std::shared_ptr<const Volume> earlier;
    std::shared_ptr<const Volume> kept; ///< inside is where it has values

    struct Read {
        Volume followup;
        Transform transform;
        Mask inside;
    };

    std::mutex reading; ///< a run that is cancelled may still go on when the next one starts
    std::optional<Read> read;

    std::shared_ptr<const Volume> make(const AffineMap& map, const Progress& progress)
    {
        const std::lock_guard alone(reading);
        if (!read) {
            Mask inside(kept->geometry());
            for (std::size_t n = 0; n < inside.labels().size(); ++n) {
                inside.labels()[n] = kept->voxels()[n] != 0.0F ? 1 : 0;
            }
            read = Read{readVolume(followup, progress.part(0.0, 0.4)),
                        loadTransform(files.transform),
                        std::move(inside)};
        }
        progress.report(0.5);
        const Volume later =
            warpVolume(read->followup, earlier->geometry(), nudged(read->transform, map));
        progress.report(0.8);
        return std::make_shared<const Volume>(subtract(*earlier, later, read->inside, matching));
    }
};

LiveSubtraction::LiveSubtraction(CaseDocument& document, QObject* parent)
    : QObject(parent)
    , m_document(document)
{
    connect(&m_task, &BackgroundTask::failed, this, [](const Error& error) {
        // The slices by the rule stay; keeping the correction will tell what is wrong.
        logWarning("The subtraction of a correction cannot be made: " + error.describe());
    });
}

LiveSubtraction::~LiveSubtraction() = default;

void LiveSubtraction::start()
{
    const LayerStack& layers = m_document.layers();
    const auto volumeOf = [&](ImageRole role) {
        const int index = layers.imageOf(role);
        return index < 0 ? nullptr : layers.images()[static_cast<std::size_t>(index)].volume;
    };
    stop();
    const auto later = volumeOf(ImageRole::Current);
    const auto earlier = volumeOf(ImageRole::Prior);
    const auto kept = volumeOf(ImageRole::Subtraction);
    const auto& pair = m_document.pair();
    if (!later || !earlier || !kept || !pair || !pair->images) {
        return;
    }
    const auto rule = differenceRule(*later, *earlier, *kept);
    m_live = LiveDifference{
        later, earlier, earlier->geometry(), rule.value_or(DifferenceRule()), nullptr};
    m_map = AffineMap();
    m_source = std::make_shared<Source>();
    m_source->files = pairFiles(pair->root, *pair->images);
    m_source->followup = pair->images->followup.path;
    m_source->matching = pair->record && pair->record->matching == "robust"
                             ? IntensityMatching::Robust
                             : IntensityMatching::ZScore;
    m_source->earlier = earlier;
    m_source->kept = kept;
}

void LiveSubtraction::show(std::shared_ptr<const Volume> exact)
{
    m_live->exact = std::move(exact);
    LayerStack& layers = m_document.layers();
    layers.setLive(layers.imageOf(ImageRole::Subtraction),
                   std::make_shared<const LiveDifference>(*m_live));
}

void LiveSubtraction::move(const AffineMap& map)
{
    if (!m_live) {
        return;
    }
    m_task.cancel();
    m_map = map;
    m_live->placement = moved(m_live->earlier->geometry(), map);
    if (m_live->rule.laterFactor != 0.0) {
        show(nullptr);
    }
}

void LiveSubtraction::rest()
{
    if (!m_live || m_live->exact) {
        return;
    }
    m_task.start<std::shared_ptr<const Volume>>(
        [source = m_source, map = m_map](const Progress& progress) {
            return source->make(map, progress);
        },
        [this](std::shared_ptr<const Volume> exact) {
            show(std::move(exact));
            Q_EMIT exactShown();
        });
}

void LiveSubtraction::stop()
{
    m_task.cancel();
    if (std::exchange(m_live, std::nullopt)) {
        LayerStack& layers = m_document.layers();
        layers.setLive(layers.imageOf(ImageRole::Subtraction), nullptr);
    }
}

} // namespace dawson
