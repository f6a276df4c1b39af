#pragma once

#include "core/training/model_file.h"
#include "core/training/training_spec.h"

#include <string>

namespace dawson
{

/// Input channels of networks for the tasks "new" and "enhancing": the subtraction, and where there
/// are two, after it the current image (this visit's FLAIR, the T1w after gadolinium), on the same
/// grid and scaled the same way (matchedFollowup()). Words of command line and files:
inline constexpr const char* kSubtraction = "subtraction";
inline constexpr const char* kSubtractionAndCurrent = "subtraction+current";

/// Whether a task is of two images: "new" or "enhancing".
bool comparesTwo(const std::string& task);

/// Whether a case with an empty mask is one to learn from: a pair in which nothing is new tells
/// what is no lesion. In a single image it tells that nobody has masked it yet.
bool learnsFromLesionFree(const std::string& task);

/// Either word; empty for a model of one image.
std::string channelsOf(const ModelFile& model);

/// Whether the model looks at the current image, too.
bool looksAtCurrent(const ModelFile& model);

/// Whether the training's model will: two input channels in the spec's architecture, or in the
/// model it starts from. Throws as readModelHeader() does.
bool looksAtCurrent(const TrainingSpec& spec);

/// Gives the spec's network the channels of `channels`, one of the words above; empty: changes
/// nothing. Throws Error(Data) for a task of one image, Error(Model) when the model to start from
/// looks at the current image and the subtraction alone is asked for.
void setInputChannels(TrainingSpec& spec, const std::string& channels);

/// Adds the second channel with weights of zero: the network does at first exactly what it did, and
/// learns what the new channel tells. REQUIRES: one input channel.
void addInputChannel(ModelFile& model);

} // namespace dawson
