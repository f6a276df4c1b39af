#pragma once

#include "app/worker/pair_input.h"

#include <CLI/CLI.hpp>
#include <string>

namespace dawson
{

/// The options by which `subtract` and `predict` take a pair.
struct PairOptions {
    PairInput input;
    std::string type = "rigid";

    /// Adds all but the images.
    void addWays(CLI::App& command)
    {
        command
            .add_option("--type",
                        type,
                        "How the later image is laid on the earlier one; none: it lies there")
            ->check(CLI::IsMember({"none", "rigid", "affine", "syn"}))
            ->capture_default_str();
        command.add_flag_callback(
            "--robust",
            [this] { input.matching = IntensityMatching::Robust; },
            "Match intensities by median and absolute deviation: for large lesions");
    }

    /// Once parsed.
    PairInput pair() const
    {
        PairInput result = input;
        result.registered = type == "none";
        result.registration.type = registrationType(type);
        return result;
    }
};

} // namespace dawson
