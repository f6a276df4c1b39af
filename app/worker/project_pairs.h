#pragma once

#include "app/worker/brain_masks.h"
#include "app/worker/pair_input.h"
#include "core/base/file_lock.h"
#include "core/study/image_pair.h"
#include "core/training/training_spec.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dawson
{

/// How a pair is made.
struct PairWay {
    RegistrationType type = RegistrationType::Rigid;
    IntensityMatching matching = IntensityMatching::ZScore;
    bool force = false;               ///< also when it is up to date
    bool asBefore = false;            ///< a stale pair keeps its own type and matching
    std::optional<Nudge> nudge;       ///< by hand, instead of the one before
    std::vector<std::string> remarks; ///< of PairSearch: warnings of the record, too
};

/// The pairs of a project (core/study/image_pair.h), registered and subtracted once and kept in it
/// for the window, training and prediction. One job at a time is at work on a pair; another that
/// wants it waits, and then takes what is there.
class ProjectPairs
{
public:
    /// `spare`: for brain masks of a project that cannot be written; `warn`: as of BrainMasks.
    ProjectPairs(std::filesystem::path project,
                 const std::filesystem::path& spare,
                 int threads,
                 BrainMasks::Warn warn = {});

    struct Made {
        PairRecord record;
        bool kept = false; ///< it was up to date
    };

    /// Makes the pair when it is missing, stale, or made otherwise and not accepted; a new nudge
    /// moves what is there. Of a stale pair the nudge stays where images and type are the same (the
    /// brain mask has changed); else a warning of the record says that it is gone. Throws Error;
    /// what was there then does not count any more.
    Made make(const ImagePair& pair, const PairWay& way, const Progress& progress = {});

    /// The subtraction, made only when there is none up to date, rigidly or as it was before: what
    /// models look at.
    std::filesystem::path subtractionOf(const PairSearch& search, const Progress& progress = {});

    /// What may be wrong with a pair that is made, for a model that looks at it: sentences. What
    /// the registration warned of is told until a reader has accepted it.
    std::vector<std::string> warnings(const ImagePair& pair) const;

    /// The pair's current image as it went into the subtraction (PairFiles::current), made when it
    /// is missing. REQUIRES: subtractionOf() has given its subtraction.
    std::filesystem::path currentOf(const ImagePair& pair, const Progress& progress = {});

    /// The brain on the pair's grid; empty for extracted images.
    std::filesystem::path brainOf(const ImagePair& pair, const Progress& progress = {});

    const std::filesystem::path& project() const { return m_project; }

private:
    FileLock hold(const ImagePair& pair, const Progress& progress) const;
    /// As make(); REQUIRES: the caller holds the pair.
    Made makeHeld(const ImagePair& pair, const PairWay& way, const Progress& progress);
    Made create(const ImagePair& pair,
                const PairWay& way,
                const std::optional<PairRecord>& moved,
                const Progress& progress);

    PairRecord newRecord(const ImagePair& pair, const PairWay& way) const;
    void keep(const ImagePair& pair,
              const PairInput& input,
              const PairDifference& made,
              const PairRecord& record) const;

    std::filesystem::path m_project;
    BrainMasks m_brains;
    int m_threads;
};

/// Task of a pair, or nothing for "flair" and words that are no task.
std::optional<Task> pairTask(const std::string& name);

/// Cases of `spec` whose only image is a pair's subtraction get it made when it is missing or
/// stale, with the current image beside it where the model looks at both (input_channels.h), and
/// the brain of the baseline; then intensities stay as they are. A case that cannot be had is left
/// out with a warning. Does nothing for a task of one image. Throws Error(Data) when no case to
/// learn from is left.
void preparePairs(TrainingSpec& spec,
                  const std::filesystem::path& spare,
                  const std::function<void(const std::string&)>& warn,
                  const Progress& progress = {});

} // namespace dawson
