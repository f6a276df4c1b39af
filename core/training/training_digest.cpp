#include "core/base/digest.h"
#include "core/training/preflight.h"
#include "core/training/schedule_fields.h"

#include <sstream>

namespace dawson
{

std::string trainingDigest(const TrainingSpec& spec)
{
    std::ostringstream text;
    text.precision(17);
    const TrainingSchedule& s = spec.schedule;
    const Architecture& a = spec.architecture;
    const Preprocessing& p = spec.preprocessing;
    const char* next = "\n";
    text << spec.task << next;
    eachFirstField([&](const char*, auto member) { text << s.*member << next; });
    text << s.seed << next << a.levels << next << a.width << next << a.inputChannels << next
         << a.head << next << a.normalisation << next << p.spacingMm << next << p.biasCorrection
         << next << p.marginVoxels << next << spec.startFrom.string() << next;
    if (spec.startSpacingMm > 0.0) {
        text << "startSpacingMm " << spec.startSpacingMm << next;
    }
    if (!p.zScore) {
        text << "zScore 0" << next;
    }
    eachLaterField([&](const char* key, auto member) {
        if (s.*member != TrainingSchedule{}.*member) {
            text << key << " " << s.*member << next;
        }
    });
    if (s.augmentation == "paper") {
        text << "smooth field" << next; // it was a jitter under the same name
    }
    if (s.augmentation == "strong" || s.augmentation == "extended") {
        text << "background stays, wide bias field" << next; // they were otherwise before
    }
    if (a.normalisation == "batch" && s.parentShare > 0.0) {
        text << "statistics of the mean" << next; // they were the mean of both
    }
    if (a.family != Architecture{}.family) {
        text << "family " << a.family << next;
    }
    for (const auto* list : {&spec.training, &spec.validation}) {
        text << list->size() << next;
        for (const TrainingCase& item : *list) {
            text << item.subject << next << item.session << next << item.reference.string() << next;
            for (const auto& image : item.images) {
                text << image.string() << next;
            }
        }
    }
    Digest digest;
    digest.add(text.str());
    return digest.hex();
}

} // namespace dawson
