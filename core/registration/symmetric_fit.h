#pragma once

#include "core/base/progress.h"
#include "core/image/mask.h"
#include "core/image/volume.h"
#include "core/registration/registration_spec.h"
#include "core/registration/transform.h"

namespace dawson
{

/// Private to core/registration: the deformable stage.
///
/// Symmetric normalisation (Avants 2008), greedy: both images are brought to a space in the middle;
/// each round looks from there a little further up the slope of their likeness, half the way on
/// either side. The two maps are kept from the middle to the images, where a round is one
/// composition with a small smooth field; ITK keeps them from the images to the middle and inverts
/// both fields twice in every round. Both are inverted once, at the end.
///
/// `fixed`, `moving`: winsorised heads; `weight` on the grid of `fixed`. Times on one core:
/// docs/registration.md. Reports several times a round.
Transform::Fields fitField(const Volume& fixed,
                           const Volume& moving,
                           const Mask& weight,
                           const AffineMap& linear,
                           const FieldSpec& spec,
                           const Progress& progress);

} // namespace dawson
