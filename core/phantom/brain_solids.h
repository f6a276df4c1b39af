#pragma once

#include "core/phantom/solid.h"

namespace dawson
{

/// The parts of a model brain, without its folds. Distances in mm, negative inside. All are
/// symmetric: ModelPoint::x is the distance from the midline.
class BrainSolids
{
public:
    /// `ventricles` scales the width of the ventricles, 1 for a young brain.
    explicit BrainSolids(double ventricles)
        : m_ventricles(ventricles)
    {
    }

    /// One hemisphere and what joins it to the other; the fissure between them is cut out, and so
    /// is the room of the cerebellum.
    double cerebrum(const ModelPoint& p) const;
    double cerebellum(const ModelPoint& p) const;
    double brainStem(const ModelPoint& p) const;
    double cerebellarPeduncle(const ModelPoint& p) const;
    /// The room within the skull.
    double cranium(const ModelPoint& p) const;

    double lateralVentricle(const ModelPoint& p) const;
    double thirdVentricle(const ModelPoint& p) const;
    double fourthVentricle(const ModelPoint& p) const;

    double corpusCallosum(const ModelPoint& p) const;
    double caudate(const ModelPoint& p) const;
    double putamen(const ModelPoint& p) const;
    double pallidum(const ModelPoint& p) const;
    double thalamus(const ModelPoint& p) const;
    double hippocampus(const ModelPoint& p) const;
    double amygdala(const ModelPoint& p) const;

    /// Distance to the sheet of the Sylvian fissure and the insula at its bottom, never negative.
    double sylvianFissure(const ModelPoint& p) const;

private:
    double m_ventricles = 1.0;
};

} // namespace dawson
