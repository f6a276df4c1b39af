#pragma once

#include "core/image/mask.h"
#include "core/study/study.h"

#include <memory>
#include <string>

namespace dawson
{

/// The lesions' mask of a document while its brain mask is repaired: saved, so that nothing is lost
/// when it is put back.
struct ParkedLesions {
    std::shared_ptr<Mask> mask;
    Grading grading;
    std::string digest;
};

} // namespace dawson
