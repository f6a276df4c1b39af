#pragma once

#include "core/registration/registration.h"

namespace dawson
{

/// Private to core/registration. What the stages work on, made once.
struct PreparedPair {
    Mask inside;  ///< on the fixed image's own grid: its mask or its foreground
    Volume fixed; ///< winsorised, cut to the head
    Volume moving;
    Mask weight; ///< on the grid of `fixed`: what is compared
    Mask core;   ///< of that, what the linear stages compare
};

/// Throws as registerVolumes says.
PreparedPair prepare(const RegistrationPair& pair, const RegistrationSpec& spec);

} // namespace dawson
