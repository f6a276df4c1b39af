#include "core/registration/registration.h"

#include "core/registration/judgement.h"
#include "core/registration/linear_stages.h"
#include "core/registration/prepared_pair.h"
#include "core/registration/symmetric_fit.h"

#include <utility>

namespace dawson
{

namespace
{

/// Where the stages begin in the progress: bending takes nearly all of the time.
struct Shares {
    double rigid = 0.1;
    double affine = 0.5;
    double field = 0.9;
};

Shares sharesOf(RegistrationType type)
{
    switch (type) {
    case RegistrationType::Rigid:
        return {0.2, 0.9, 0.9};
    case RegistrationType::Affine:
        return {0.2, 0.5, 0.9};
    case RegistrationType::Syn:
        return {0.05, 0.1, 0.15};
    }
    return {};
}

} // namespace

Registration registerVolumes(const RegistrationPair& pair,
                             const RegistrationSpec& spec,
                             const Progress& progress)
{
    checkSpec(spec);
    const Shares shares = sharesOf(spec.type);
    progress.report(0.0, "preparing");
    const PreparedPair prepared = prepare(pair, spec);
    progress.report(0.4 * shares.rigid, "rigid");
    const LinearStages linear(
        prepared, spec, progress.part(0.4 * shares.rigid, 0.5 * shares.rigid));
    const AffineMap start = linear.start(progress.part(0.5 * shares.rigid, shares.rigid));
    const AffineMap rigid =
        linear.run(start, Freedom::Rigid, progress.part(shares.rigid, shares.affine));
    progress.report(shares.affine);
    Judgement judgement(pair, prepared.inside, rigid, progress.part(shares.affine, shares.affine));
    if (spec.type != RegistrationType::Rigid) {
        progress.report(shares.affine, "affine");
        judgement.offer(
            linear.run(rigid, Freedom::Affine, progress.part(shares.affine, shares.field)));
    }
    if (spec.type == RegistrationType::Syn) {
        progress.report(shares.field, "syn");
        judgement.offer(fitField(prepared.fixed,
                                 prepared.moving,
                                 prepared.weight,
                                 judgement.affine(),
                                 spec.field,
                                 progress.part(shares.field, 0.96)),
                        progress.part(0.96, 0.99));
    }
    progress.report(0.99, "judging");
    Registration result = judgement.result();
    progress.report(1.0);
    return result;
}

} // namespace dawson
