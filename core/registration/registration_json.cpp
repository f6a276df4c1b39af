#include "core/registration/registration_json.h"

#include <nlohmann/json.hpp>

namespace dawson
{

namespace
{

using nlohmann::ordered_json;

ordered_json orNull(const std::optional<double>& value)
{
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json toJson(const std::vector<RegistrationLevel>& levels)
{
    ordered_json list = ordered_json::array();
    for (const RegistrationLevel& level : levels) {
        list.push_back({{"spacingMm", level.spacingMm}, {"iterations", level.iterations}});
    }
    return list;
}

ordered_json toJson(const FieldSpec& field)
{
    return {{"metric", nameOf(field.metric)},
            {"radius", field.radius},
            {"bins", field.bins},
            {"step", field.step},
            {"updateVariance", field.updateVariance},
            {"totalVariance", field.totalVariance},
            {"convergence", field.convergence},
            {"levels", toJson(field.levels)}};
}

} // namespace

ordered_json toJson(const RegistrationSpec& spec)
{
    ordered_json result{{"type", nameOf(spec.type)},
                        {"initial", nameOf(spec.initial)},
                        {"winsor", {spec.winsorLow, spec.winsorHigh}},
                        {"matchHistogram", spec.matchHistogram},
                        {"bins", spec.bins},
                        {"linear", toJson(spec.linear)}};
    if (spec.type == RegistrationType::Syn) {
        result["field"] = toJson(spec.field);
    }
    return result;
}

ordered_json toJson(const RegistrationQuality& quality)
{
    ordered_json warnings = ordered_json::array();
    for (const RegistrationWarning warning : quality.warnings) {
        warnings.push_back({{"key", nameOf(warning)}, {"text", describe(warning)}});
    }
    ordered_json jacobian(nullptr);
    if (quality.jacobian) {
        jacobian = {{"min", quality.jacobian->least},
                    {"foldedShare", quality.jacobian->foldedShare},
                    {"logSd", quality.jacobian->logDeviation}};
    }
    return {{"type", nameOf(quality.type)},
            {"inside", quality.masked ? "mask" : "foreground"},
            {"overlapShare", quality.overlapShare},
            {"correlationBefore", orNull(quality.correlationBefore)},
            {"correlationRigid", orNull(quality.correlationRigid)},
            {"correlationAfter", orNull(quality.correlationAfter)},
            {"jacobian", jacobian},
            {"inverseMeanMm", orNull(quality.inverseMeanMm)},
            {"inverse95Mm", orNull(quality.inverse95Mm)},
            {"warnings", warnings}};
}

} // namespace dawson
