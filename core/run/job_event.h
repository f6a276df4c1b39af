#pragma once

#include "core/training/epoch_metrics.h"

#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// One line of events.jsonl.
struct JobEvent {
    enum class Kind {
        Queued, ///< a lost or cancelled job waits to go on; the window says it
        Started,
        Phase,
        Step,
        Epoch,
        Checkpoint,
        Warning,
        Finished,
        Failed,
        Cancelled
    };
    Kind kind = Kind::Started;
    std::string time;           ///< ISO 8601, UTC; RunFolder::append fills it in when empty
    double fraction = 0.0;      ///< of the whole job, in [0, 1]
    double secondsLeft = -1.0;  ///< below 0: not known
    std::string message;        ///< phase name, warning, reason of failure; English
    std::optional<double> loss; ///< Step
    int step = 0;
    std::optional<EpochMetrics> epoch;
    std::vector<std::string>
        results; ///< Finished: files written, relative to the project or run folder
};

/// One line without its newline.
std::string encodeEvent(const JobEvent& event);
/// Nothing for a torn or unknown line: readers skip it.
std::optional<JobEvent> decodeEvent(const std::string& line);

} // namespace dawson
