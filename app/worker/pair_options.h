#pragma once

#include "app/worker/pair_input.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

namespace dawson
{

/// The options by which `subtract` and `predict` take a pair.
struct PairOptions {
    PairInput input;
    std::string type = "rigid";
    bool contrast = false; ///< the two are T1 before and after gadolinium

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

    /// What may be wrong with the pair, on stderr.
    void printWarnings(const PairDifference& made) const
    {
        if (made.registered) {
            for (const RegistrationWarning warning : made.registered->quality.warnings) {
                std::fprintf(stderr, "Warning: %s\n", describe(warning).c_str());
            }
        }
        if (const auto sentence = sequenceWarning(made); sentence && contrast) {
            std::fprintf(stderr, "Warning: %s\n", sentence->c_str());
        }
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
