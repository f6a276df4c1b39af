#include "core/base/resources.h"
#include "core/image/image_file.h"
#include "core/lesion/comparison.h"
#include "core/nn/convolution_kernels.h"
#include "core/nn/predictor.h"
#include "core/phantom/phantom.h"
#include "core/training/prepared_case.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace dawson;

namespace
{

/// Mean over the voxels of the brain.
double meanDifference(const Volume& a, const Volume& b, const Volume& brain)
{
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t n = 0; n < brain.voxels().size(); ++n) {
        if (brain.voxels()[n] != 0.0F) {
            sum += std::abs(static_cast<double>(a.voxels()[n] - b.voxels()[n]));
            count += 1.0;
        }
    }
    return sum / count;
}

} // namespace

/// The shipped model on a whole brain: bf16 must not change what a radiologist sees.
class Bf16PredictionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithFp32();
};

void Bf16PredictionTest::agreesWithFp32()
{
    if (!hasBf16Kernels()) {
        QSKIP("This processor (or build) does not compute in bf16.");
    }
    const QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "flair.nii.gz";
    writeVolume(file, makePhantom({.anatomy = {}, .lesionLoad = 2.0}).flair);
    const ModelFile model = readModel(resourceFile("models/flair-default.h5"));
    Preprocessing steps = model.preprocessing;
    steps.spacingMm = 1.0; // the phantom's own; a third of the voxels, the same arithmetic
    const auto prepared = prepareChannels({{file}, {}}, steps);
    const auto predict = [&](const char* precision) {
        return Predictor(model, 0, precision).probability(prepared.channels);
    };

    const Volume low = predict("auto");
    const Volume full = predict("fp32");

    const double off = meanDifference(low, full, prepared.channels.front());
    QVERIFY2(off < 0.02, qPrintable(QString::number(off)));
    QVERIFY2(off > 0.0, "both were computed alike");
    const Mask lowMask = thresholded(low, model.threshold);
    const Mask fullMask = thresholded(full, model.threshold);
    const auto comparison = compareMasks(fullMask, lowMask, MatchRule{});
    QVERIFY(comparison.reference.lesions.size() >= 5); // else there is nothing to compare
    QVERIFY2(comparison.dice.value_or(0.0) >= 0.99,
             qPrintable(QString::number(comparison.dice.value_or(0.0))));
    qInfo("mean difference %.5f, Dice %.4f, %zu lesions",
          off,
          comparison.dice.value_or(0.0),
          comparison.reference.lesions.size());
}

QTEST_GUILESS_MAIN(Bf16PredictionTest)
#include "bf16_prediction_test.moc"
