#pragma once

#include "app/tour.h"

#include <string>

namespace dawson
{

/// What the tour does with models and jobs, the same in every task.

/// The strip's title; empty while nothing has been started yet.
QString stripTitle();
QJsonObject jobSeen();
/// An epoch is done, so there is a best model to keep.
bool canStop();

/// Chooses the model of this name, clicks `button` and waits for the end of the job.
TourStep predictionStep(const std::string& name, const QString& model, const char* button);

/// The form on the Train page, until its check lets one start.
TourStep planStep(const std::string& name);
TourStep startStep(const std::string& name);
/// The curves, as soon as there is a model to keep.
TourStep curvesStep(const std::string& name);
/// Stops there, keeping the best model so far, which is then listed by this name.
TourStep stopStep(const std::string& name, const QString& model);

} // namespace dawson
