#pragma once

#include "core/study/evaluation.h"
#include "core/training/model_library.h"
#include "widgets/chart/score_table.h"

#include <QString>

#include <vector>

namespace dawson
{

/// "cross07" or "long01 · ses-02".
QString caseLabel(const QString& subject, const QString& session);

/// The figures of an evaluation as the chart takes them.
ScoreTable
scoreTable(const StudyEvaluation& evaluation, const QString& reference, const QString& rule);

/// Which of the compared models learned from cases shown here, in a sentence; empty when none did.
QString trainedOnText(const StudyEvaluation& evaluation, const std::vector<AvailableModel>& models);

/// What could not be compared, in words; empty when all could.
QString notesText(const StudyEvaluation& evaluation);

} // namespace dawson
