#pragma once

#include "core/training/model_library.h"

#include <QString>

#include <map>
#include <string>
#include <vector>

namespace dawson
{

/// What is said of models wherever they are shown, in the user's language.

/// "default model", "fine-tuned", "trained from scratch".
QString modelKindText(const std::string& kind);

/// "Quick", "Robust", "Paper"; a key that is none of them as it is.
QString presetText(const std::string& preset);

/// One thing a card says: "Kind:" and "fine-tuned". The value may be empty.
struct ModelFact {
    QString name;
    QString value;
};

/// All that a card says in words, its scores apart: the same facts in the same order for any model.
std::vector<ModelFact> modelFacts(const AvailableModel& model,
                                  const std::vector<AvailableModel>& models);

/// The card as rich text, one paragraph a line; lines without a value are left out.
QString modelCardText(const AvailableModel& model);

/// All that its card holds, for its page: besides the above what it learned from, on whose masks,
/// with which seed and software, digests, and its family among `models`.
QString modelPageText(const AvailableModel& model, const std::vector<AvailableModel>& models);

/// A figure of a card in the user's words: "validation F1", "sensitivity in validation".
QString metricText(const std::string& name);

/// The figures of a card that are worth showing: of a model that finds brains, whose one "lesion"
/// is the brain, those that count voxels.
std::map<std::string, double> shownMetrics(const ModelCard& card);

} // namespace dawson
