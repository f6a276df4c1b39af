#pragma once

#include "app/tour.h"

#include <filesystem>
#include <vector>

namespace dawson
{

/// The parts of the main job, each a row of steps. They share nothing but the screen.
std::vector<TourStep> openingSteps();
std::vector<TourStep> lookingSteps();
std::vector<TourStep> paintingSteps();
std::vector<TourStep> undoingSteps();
std::vector<TourStep> secondGraderSteps();
std::vector<TourStep> predictingSteps();
std::vector<TourStep> fineTuningSteps();
std::vector<TourStep> fineTunedSteps();
/// New, then enhancing lesions where the project has cases of them: registered, checked, accepted,
/// masked by both graders, predicted where there is a default model, compared.
std::vector<TourStep> pairSteps(const TourRequest& request);
/// `folder`: where the export goes.
std::vector<TourStep> comparingSteps(const std::filesystem::path& folder);
/// Light colours, then the window again at twice the scale (a program of its own).
std::vector<TourStep> appearanceSteps(const TourRequest& request);

/// A step that opens a menu, and one that chooses a line of it.
std::vector<TourStep> menuSteps(const char* menu, const char* action);

} // namespace dawson
