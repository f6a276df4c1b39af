#include "core/phantom/contrast.h"

#include "core/phantom/anatomy.h"

#include <algorithm>
#include <array>

namespace dawson
{

namespace
{

using Table = std::array<TissueSignal, kTissueCount>;

constexpr std::size_t kLabels = 600;

TissueSignal& signal(Table& table, Tissue tissue)
{
    return table[static_cast<std::size_t>(tissue)];
}

/// Gives every label its tissue's signal, moved a little. Paired labels (left and right) move
/// together, so that the two halves of the brain look alike.
Contrast spread(const Table& table, const TissueSignal& lesion, double jitter, RandomSource& random)
{
    Contrast contrast;
    contrast.byLabel.resize(kLabels);
    for (std::size_t label = 0; label < kLabels; ++label) {
        const Tissue tissue = tissueOf(static_cast<std::uint16_t>(label));
        TissueSignal s = table[static_cast<std::size_t>(tissue)];
        if (tissue == Tissue::DeepGrey || tissue == Tissue::Outside) {
            s.mean = std::max(0.0, s.mean + jitter * random.normal());
        }
        contrast.byLabel[label] = s;
    }
    const std::array<std::array<std::size_t, 2>, 7> pairs{
        {{10, 49}, {11, 50}, {12, 51}, {13, 52}, {17, 53}, {18, 54}, {28, 60}}};
    for (const auto& [left, right] : pairs) {
        contrast.byLabel[right] = contrast.byLabel[left];
    }
    contrast.lesion = lesion;
    contrast.brain = table[static_cast<std::size_t>(Tissue::Cortex)].mean;
    contrast.csf = table[static_cast<std::size_t>(Tissue::Csf)].mean;
    return contrast;
}

Table flairTable()
{
    Table t{};
    signal(t, Tissue::Csf) = {0.10, 0.02};
    signal(t, Tissue::Ventricle) = {0.08, 0.015};
    signal(t, Tissue::Cortex) = {0.62, 0.035};
    signal(t, Tissue::White) = {0.49, 0.02};
    signal(t, Tissue::DeepGrey) = {0.56, 0.02};
    signal(t, Tissue::BrainStem) = {0.50, 0.03};
    signal(t, Tissue::CerebellarWhite) = {0.49, 0.02};
    signal(t, Tissue::CerebellarCortex) = {0.58, 0.03};
    signal(t, Tissue::Vessel) = {0.30, 0.03};
    signal(t, Tissue::Outside) = {0.35, 0.05};
    return t;
}

Table t1Table()
{
    Table t{};
    signal(t, Tissue::Csf) = {0.17, 0.02};
    signal(t, Tissue::Ventricle) = {0.15, 0.015};
    signal(t, Tissue::Cortex) = {0.56, 0.03};
    signal(t, Tissue::White) = {0.86, 0.02};
    signal(t, Tissue::DeepGrey) = {0.66, 0.02};
    signal(t, Tissue::BrainStem) = {0.80, 0.03};
    signal(t, Tissue::CerebellarWhite) = {0.84, 0.02};
    signal(t, Tissue::CerebellarCortex) = {0.58, 0.03};
    signal(t, Tissue::Vessel) = {0.50, 0.03};
    signal(t, Tissue::Outside) = {0.50, 0.05};
    return t;
}

void drawUnevenness(Contrast& contrast, RandomSource& random)
{
    contrast.whitePatches = random.uniform(0.0, 0.025);
    contrast.greyPatches = random.uniform(0.0, 0.05);
    contrast.ventricleRim = random.chance(0.6) ? random.uniform(0.05, 0.3) : 0.0;
}

} // namespace

const TissueSignal& Contrast::of(std::uint16_t label) const
{
    static constexpr TissueSignal dark{};
    return label < byLabel.size() ? byLabel[label] : dark;
}

double Contrast::lesionSignal(double brightness) const
{
    return brightness >= 0.0 ? brain + brightness * (lesion.mean - brain)
                             : brain + brightness * (brain - csf);
}

Contrast flairContrast(RandomSource& random)
{
    Contrast contrast = spread(flairTable(), {0.92, 0.03}, 0.02, random);
    contrast.byLabel[kSkullLabel] = {0.05, 0.02};
    contrast.byLabel[kScalpLabel] = {0.60, 0.06};
    return contrast;
}

Contrast t1Contrast(RandomSource& random)
{
    Contrast contrast = spread(t1Table(), {0.62, 0.03}, 0.03, random);
    contrast.byLabel[kSkullLabel] = {0.08, 0.02};
    contrast.byLabel[kScalpLabel] = {1.0, 0.08};
    return contrast;
}

Contrast variedT1Contrast(RandomSource& random)
{
    Table t = t1Table();
    const double white = random.uniform(0.65, 0.95);
    const double grey = white - random.uniform(0.08, 0.35);
    signal(t, Tissue::White).mean = white;
    signal(t, Tissue::Cortex).mean = grey;
    signal(t, Tissue::DeepGrey).mean = random.uniform(grey, white);
    signal(t, Tissue::BrainStem).mean = random.uniform(grey + 0.03, white);
    signal(t, Tissue::CerebellarWhite).mean = white + random.uniform(-0.05, 0.03);
    signal(t, Tissue::CerebellarCortex).mean = grey + random.uniform(-0.03, 0.05);
    signal(t, Tissue::Csf).mean = random.uniform(0.08, 0.3);
    signal(t, Tissue::Ventricle).mean = signal(t, Tissue::Csf).mean;
    signal(t, Tissue::Vessel).mean = random.uniform(0.2, 0.7);
    signal(t, Tissue::Outside).mean = random.uniform(0.2, 0.8);
    for (TissueSignal& s : t) {
        s.deviation *= random.uniform(0.5, 2.0);
    }
    Contrast contrast = spread(t, {grey + random.uniform(-0.15, 0.1) * white, 0.03}, 0.03, random);
    contrast.whitePatches = random.uniform(0.0, 0.02);
    contrast.greyPatches = random.uniform(0.0, 0.03);
    return contrast;
}

Contrast variedFlairContrast(RandomSource& random)
{
    Table t = flairTable();
    const double white = random.uniform(0.40, 0.58);
    // Down to none: at some echo times grey and white matter are told apart by the folds only.
    const double grey = white + random.uniform(-0.02, 0.22);
    const double csf = random.uniform(0.02, 0.25);
    signal(t, Tissue::White).mean = white;
    signal(t, Tissue::Cortex).mean = grey;
    signal(t, Tissue::DeepGrey).mean = random.uniform(white - 0.08, grey + 0.02);
    signal(t, Tissue::BrainStem).mean = random.uniform(white - 0.05, grey + 0.02);
    signal(t, Tissue::CerebellarWhite).mean = white + random.uniform(-0.05, 0.05);
    signal(t, Tissue::CerebellarCortex).mean = random.uniform(white, grey + 0.05);
    signal(t, Tissue::Csf).mean = csf;
    signal(t, Tissue::Ventricle).mean = std::max(0.0, csf + random.uniform(-0.08, 0.04));
    signal(t, Tissue::Vessel).mean = random.uniform(0.1, 0.5);
    signal(t, Tissue::Outside).mean = random.uniform(0.2, 1.0);
    for (TissueSignal& s : t) {
        s.deviation *= random.uniform(0.5, 2.0);
    }
    Contrast contrast =
        spread(t, {std::max(white, grey) + random.uniform(0.15, 0.55), 0.04}, 0.03, random);
    drawUnevenness(contrast, random);
    return contrast;
}

void allowFaintLesions(Contrast& contrast, RandomSource& random)
{
    constexpr std::uint16_t white = 2;
    const double healthy = contrast.of(white).mean;
    if (random.chance(0.5) && healthy < contrast.brain) {
        contrast.brain = random.uniform(healthy, contrast.brain);
    }
}

Contrast randomContrast(RandomSource& random)
{
    Table t{};
    double brightest = 0.0;
    for (std::size_t n = 1; n < t.size(); ++n) {
        t[n] = {random.uniform(0.05, 0.70), random.uniform(0.005, 0.06)};
        const auto tissue = static_cast<Tissue>(n);
        if (tissue != Tissue::Outside && tissue != Tissue::Vessel && tissue != Tissue::Csf &&
            tissue != Tissue::Ventricle) {
            brightest = std::max(brightest, t[n].mean);
        }
    }
    signal(t, Tissue::Ventricle).mean = signal(t, Tissue::Csf).mean;
    Contrast contrast = spread(t, {brightest + random.uniform(0.12, 0.50), 0.04}, 0.06, random);
    contrast.brain = brightest;
    drawUnevenness(contrast, random);
    return contrast;
}

} // namespace dawson
