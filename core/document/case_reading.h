#pragma once

#include "core/document/loaded_case.h"

namespace dawson
{

// The steps loadCase() is made of, for cases of one image and of a pair alike.

/// The visit of a request. Throws Error(Data) when the project has none such.
const Session& requireSession(const Study& study, const CaseRequest& request);

LoadedCase::Image readImage(const Series& series, const Progress& progress);

/// Adds a further image on the first one's grid; what cannot be read, or lies on another grid that
/// is not to be resampled, is refused by name.
void addImage(LoadedCase& loaded,
              const Series& series,
              OtherGrid otherGrid,
              const Progress& progress);

/// Reads a mask onto the grid of the case; one that cannot be used has no mask but a refusal, which
/// `loaded` gets too.
LoadedCase::LoadedMask
readGrading(LoadedCase& loaded, const Study& study, const Grading& grading, OtherGrid otherGrid);

/// The case of a task that compares two images. REQUIRES: the task is New or Enhancing.
LoadedCase loadPair(const Study& study, const CaseRequest& request, const Progress& progress);

/// Masks of the case in the order of the study. In a pair each author's in the pair's space, else
/// the one without a space.
std::vector<const Grading*> gradingsOf(const Study& study, const LoadedCase& loaded);

} // namespace dawson
