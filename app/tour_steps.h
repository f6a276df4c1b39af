#pragma once

#include "app/tour.h"

#include <vector>

namespace dawson
{

/// The parts of the main job, each a row of steps. They share nothing but the screen.
std::vector<TourStep> openingSteps();
std::vector<TourStep> lookingSteps();
/// On real and synthetic images alike, lesions of the project's reference are painted.
std::vector<TourStep> paintingSteps(const TourRequest& request);
std::vector<TourStep> undoingSteps();
std::vector<TourStep> secondGraderSteps(const TourRequest& request);
std::vector<TourStep> predictingSteps();
std::vector<TourStep> fineTuningSteps(const TourRequest& request);
std::vector<TourStep> fineTunedSteps();
/// Model > New default...: its check is read, then cancelled.
std::vector<TourStep> newDefaultSteps();
/// The brain of a whole head is found, repaired by a stroke and kept; `subject` begins its row.
std::vector<TourStep> brainSteps(const char* subject);
/// New, then enhancing lesions where the project has cases of them: registered, checked, accepted,
/// masked by both graders, predicted by the default model, compared; new lesions also with a model
/// fine-tuned on the spot, and with the published change where the project has one.
std::vector<TourStep> pairSteps(const TourRequest& request);
/// What users get wrong, in a project made of the other's files: each with its sentence.
std::vector<TourStep> faultSteps(const TourRequest& request);
/// The export goes into the request's folder.
std::vector<TourStep> comparingSteps(const TourRequest& request);
/// Light colours, then the window again at twice the scale (a program of its own).
std::vector<TourStep> appearanceSteps(const TourRequest& request);

/// Chooses a reference on the Evaluate page, by its row or by how its name begins.
TourStep chooseReference(const std::string& name, int row);
TourStep chooseReference(const std::string& name, const char* start);
/// Clicks the first lesion of the table: its thumbnails.
TourStep chooseLesion(const std::string& name);
/// What chart and table show, subject by subject.
QJsonObject chartSeen();

/// A step that opens a menu, and one that chooses a line of it.
std::vector<TourStep> menuSteps(const char* menu, const char* action);

} // namespace dawson
