#include "core/registration/transform.h"

namespace dawson
{

PatientPoint Transform::toMoving(const PatientPoint& fixed) const
{
    return affine(fields ? fields->forward.moved(fixed) : fixed);
}

PatientPoint Transform::toFixed(const PatientPoint& moving) const
{
    const PatientPoint linear = affine.inverse()(moving);
    return fields ? fields->inverse.moved(linear) : linear;
}

} // namespace dawson
