#pragma once

#include "core/registration/quality.h"
#include "core/registration/registration_spec.h"

#include <nlohmann/json_fwd.hpp>

namespace dawson
{

/// The keys are an interface that scripts and files rely on: none may change its name or meaning.
/// What is undefined is null, never 0.
nlohmann::ordered_json toJson(const RegistrationSpec& spec);
nlohmann::ordered_json toJson(const RegistrationQuality& quality);

} // namespace dawson
