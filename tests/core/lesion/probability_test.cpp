#include "core/lesion/probability.h"
#include "tests/core/lesion/boxes.h"

#include <QTest>

namespace dawson
{

class ProbabilityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thresholdIsTheLeastValueKept();
    void zeroIsNeverLesion();
    void smallComponentsAreDropped();
    void bandsBeginAtTheirLimits();

private:
    /// 0 everywhere but for what is given by offset.
    static Volume volume(const std::vector<std::pair<std::size_t, float>>& values)
    {
        const Geometry grid = emptyCube().geometry();
        std::vector<float> voxels(grid.voxelCount(), 0.0F);
        for (const auto& [offset, value] : values) {
            voxels[offset] = value;
        }
        return {grid, std::move(voxels)};
    }
};

void ProbabilityTest::thresholdIsTheLeastValueKept()
{
    const Volume map = volume({{100, 0.5F}, {300, 0.49F}, {500, 1.0F}});
    const Mask mask = thresholded(map, 0.5);
    QCOMPARE(mask.foregroundCount(), std::size_t{2});
    QCOMPARE(int(mask.labels()[100]), 1);
    QCOMPARE(int(mask.labels()[300]), 0);
    QCOMPARE(int(mask.labels()[500]), 1);
}

void ProbabilityTest::zeroIsNeverLesion()
{
    QCOMPARE(thresholded(volume({{7, 0.001F}}), 0.0).foregroundCount(), std::size_t{1});
}

void ProbabilityTest::smallComponentsAreDropped()
{
    // Offsets 100, 101, 102 are neighbours along x: 0.003 ml of 1 mm voxels; 500 stands alone.
    const Volume map = volume({{100, 0.9F}, {101, 0.9F}, {102, 0.9F}, {500, 0.9F}});
    const Mask mask = maskAt(map, {0.5, 3.0});
    QCOMPARE(mask.foregroundCount(), std::size_t{3});
    QCOMPARE(int(mask.labels()[500]), 0);
}

void ProbabilityTest::bandsBeginAtTheirLimits()
{
    const Mask bands =
        probabilityBands(volume({{1, 0.09F}, {2, 0.25F}, {3, 0.6F}, {4, 0.75F}, {5, 1.0F}}));
    QCOMPARE(int(bands.labels()[1]), 0);
    QCOMPARE(int(bands.labels()[2]), 2);
    QCOMPARE(int(bands.labels()[3]), 3);
    QCOMPARE(int(bands.labels()[4]), 4);
    QCOMPARE(int(bands.labels()[5]), 5);
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ProbabilityTest)
#include "probability_test.moc"
