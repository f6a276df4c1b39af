#pragma once

#include "core/document/layer_stack.h"
#include "core/lesion/comparison.h"

#include <QString>

namespace dawson
{

/// The layer that shows two masks compared: agreed filled, missed dashed, spurious hatched, each in
/// its own colour-blind-safe colour. Its id is "outcome".
MaskLayer outcomeLayer(const MaskComparison& comparison, const QString& name);

/// The rule as a translated sentence: "Any overlap: one shared voxel counts; 26-connected lesions."
QString ruleSentence(const MatchRule& rule);

} // namespace dawson
