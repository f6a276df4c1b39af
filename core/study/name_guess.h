#pragma once

#include "core/study/name_words.h"

#include <string>
#include <vector>

namespace dawson
{

/// A visit by its words ("ses-02", "visit2", "baseline", "M06") or date ("20210304", "2021"),
/// letters and digits only; empty when the name tells none.
std::string guessSession(const NameWords& words);

/// A subject from the file's name or, where that tells none, from its folders (nearest last).
/// Empty when nothing looks like one.
std::string guessSubject(const NameWords& file, const std::vector<NameWords>& folders);

} // namespace dawson
