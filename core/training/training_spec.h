#pragma once

#include "core/image/preprocessing.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dawson
{

/// The network: one of two families of 3D U-Net.
struct Architecture {
    int levels = 4;     ///< 3, 4 or 5
    double width = 1.0; ///< factor on all channel counts
    int inputChannels = 1;
    std::string head =
        "plain"; ///< "plain": one 1x1x1 convolution; "lab": three conv-ReLU-BN, see science 2.1
    std::string normalisation = "batch"; ///< "batch" (the paper) or "instance"
    /// "residual": dilated, strided, of science 2.1 (the paper). "plain": two 3x3x3 convolutions a
    /// level, 32 channels doubled at each level up to 320, as nnU-Net's; its head is "plain".
    std::string family = "residual";

    friend bool operator==(const Architecture&, const Architecture&) = default;
};

/// How patches become steps. Values given as words are checked by preflight; the words are the
/// format, so they stay stable.
struct TrainingSchedule {
    int epochs = 30;
    double learningRate = 1e-5;
    double scratchLearningRate = 0.0; ///< instead, when training from scratch; 0: the same
    int batch = 2;
    int patchSize = 96;
    int positivePatches = 30;           ///< per study and copy, centred on a lesion
    int negativePatches = 30;           ///< per study and copy, without lesion
    int copies = 3;                     ///< augmented copies of each study
    std::string loss = "cross-entropy"; ///< also "cross-entropy+dice", "tversky" and
                                        ///< "cross-entropy+tversky"
    double tverskyAlpha = 0.3;          ///< weight of spurious voxels in a Tversky loss
    double tverskyBeta = 0.7;           ///< weight of missed voxels in it
    std::string rate = "constant";      ///< "constant", "warmup-cosine"
    double warmupShare = 0.05;          ///< of all steps, for "warmup-cosine"
    int stepsPerEpoch = 0;              ///< 0: every patch once; else the epoch is cut or repeated
    bool redraw = false;                ///< new patches each epoch; false: drawn once (the paper)
    std::string positives = "voxel";    ///< centres uniform over lesion "voxel"s or over "lesion"s
    std::string negatives = "anywhere"; ///< centres "anywhere" in the image or inside the "brain"
    std::string augmentation = "paper"; ///< as augmentationFromName()
    double carveMix = 0.0;              ///< share of lesion patches mixed from two subjects
    std::string trained = "everything"; ///< or "decoder", or "last-block"; the rest stays as it is
    std::string best = "f1+dice";       ///< the best epoch by mean of lesion-wise "f1" and Dice, or
                                        ///< by "f1" or "dice" alone
    int patience = 0;           ///< epochs without a better one that end the training; 0: never
    bool minimumSize = false;   ///< choose a minimum lesion size with the threshold
    bool confidentCore = false; ///< choose a core probability with it: OperatingPoint
    bool sensitive =
        false;          ///< choose them by F2, not F1: a lesion missed costs more than a false one
    int innerFolds = 0; ///< without validation cases: groups of subjects left out in turn to choose
                        ///< them, see inner_folds.h; 0: chosen on the cases learned from
    /// A fine-tuned model keeps its parent's point as far as the cases it is chosen on do not speak
    /// against it beyond their standard error: OperatingPointSearch::bestNear.
    bool nearParent = false;
    bool mirrored = false;            ///< the model averages over the image and its mirror image
    std::string windows = "gaussian"; ///< how the model joins windows: or "average" (the paper)
    std::string precision = "auto";   ///< "auto": bf16 where the processor has it; "fp32"
    std::uint64_t seed = 1;
    int threads = 0;          ///< 0: all cores
    double parentShare = 0.0; ///< of the parent's weights in a fine-tuned model's: between the two
                              ///< lies what holds for other patients (Wortsman et al. 2022)
    /// A fine-tuned model predicts as an ensemble of two: the mean of the probabilities of its own
    /// network and of its parent's. Nearly twice the time of a prediction: docs/performance.md.
    bool ensembleWithParent = false;
    double sizeWeight = 0.0; ///< how much more voxels of small lesions count: lesion_weights.h
    double memoryGb = 0.0;   ///< ceiling, see memory_ceiling.h; 0: a share of the machine's

    friend bool operator==(const TrainingSchedule&, const TrainingSchedule&) = default;
};

/// One study to learn from: an image and its reference mask, and which subject it is of.
struct TrainingCase {
    std::string subject;
    std::string session;
    std::vector<std::filesystem::path> images; ///< one per input channel
    std::filesystem::path reference;
    std::filesystem::path brain{}; ///< mask of the brain, for whole heads; empty: none
    bool lesionFree = false;       ///< its mask is known to be empty; said in no file
};

/// Everything that decides a training run.
struct TrainingSpec {
    std::string name; ///< what the model will be called
    std::string task = "flair";
    std::string preset = "quick"; ///< which preset `schedule` began as: see presetNames()
    std::filesystem::path project;
    std::string reference; ///< author folder of the masks: "grader-1"
    std::vector<TrainingCase> training;
    std::vector<TrainingCase> validation; ///< other subjects; may be empty
    std::filesystem::path startFrom;      ///< model file to fine-tune; empty: from scratch
    Architecture architecture;            ///< ignored when fine-tuning: the model's own
    Preprocessing preprocessing;          ///< likewise
    /// When fine-tuning: the network is given voxels of this edge instead of those it learned with,
    /// and sees everything larger or smaller; 0: those.
    double startSpacingMm = 0.0;
    TrainingSchedule schedule;
};

/// The rate training begins with: its own when it is from scratch.
double startingRate(const TrainingSpec& spec);

/// "quick", "robust", "paper": in this order for people.
std::vector<std::string> presetNames();

/// The presets shipped in resources/presets/<name>.json, read once a call. For "new" and
/// "enhancing" the preset has its own word on the ensemble: with a parent that misses much, a mean
/// misses what the fine-tuned network has learned to find (docs/results.md). Throws Error(Format).
TrainingSchedule presetSchedule(const std::string& name, const std::string& task = "flair");

/// The network a preset builds for a task when there is no model to start from. For "new" and
/// "enhancing" the preset has a normalisation of its own: instance norm scales each patch by what
/// is in it, and takes from a subtraction the level that tells a lesion from noise
/// (docs/models/enhancing-default.md). Throws Error(Format).
Architecture presetArchitecture(const std::string& name, const std::string& task = "flair");

/// Everything that decides a prediction.
struct PredictionSpec {
    std::filesystem::path model;
    std::vector<std::filesystem::path> images; ///< one per input channel
    std::filesystem::path mask;                ///< written
    std::filesystem::path probability;         ///< written unless empty
    double threshold = -1.0;                   ///< below 0: the model's own
    int threads = 0;
    double minimumVolumeMm3 = -1.0;  ///< smaller lesions are dropped; below 0: the model's own
    double coreProbability = -1.0;   ///< lesions nowhere as probable too; below 0: as above
    std::string mirroring = "model"; ///< "model", "on", "off": average with the mirror image
    std::string windows = "model";   ///< "model", "gaussian", "average"
    std::filesystem::path brain{};   ///< mask of the brain, for whole heads; empty: none
};

} // namespace dawson
