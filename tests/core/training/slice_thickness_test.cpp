#include "core/training/slice_thickness.h"

#include <QTest>

#include <cmath>
#include <numeric>
#include <vector>

using namespace dawson;

class SliceThicknessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void averagesOverSlices_data();
    void averagesOverSlices();
    void keepsWhatIsFlat();
};

namespace
{

std::size_t at(int size, int i, int j, int k)
{
    return static_cast<std::size_t>((k * size + j) * size + i);
}

} // namespace

void SliceThicknessTest::averagesOverSlices_data()
{
    QTest::addColumn<int>("axis");
    QTest::newRow("along i") << 0;
    QTest::newRow("along j") << 1;
    QTest::newRow("along k") << 2;
}

void SliceThicknessTest::averagesOverSlices()
{
    QFETCH(int, axis);
    // One bright plane at 6 of 12 voxels, slices of 4: it fills a quarter of the slice [4, 8),
    // whose middle is 6; the next middles are 4 voxels away.
    constexpr int size = 12;
    std::vector<float> image(size * size * size, 0.0F);
    const auto place = [axis](int n, int a, int b) {
        return axis == 0 ? at(size, n, a, b) : axis == 1 ? at(size, b, n, a) : at(size, a, b, n);
    };
    for (int a = 0; a < size; ++a) {
        for (int b = 0; b < size; ++b) {
            image[place(6, a, b)] = 8.0F;
        }
    }
    thickenSlices(image, size, {4.0, axis, 0.0});
    for (int n = 0; n < size; ++n) {
        const double expected = 2.0 * std::max(0.0, 1.0 - std::abs(n + 0.5 - 6.0) / 4.0);
        QVERIFY(std::abs(image[place(n, 3, 7)] - expected) < 1e-5);
    }
}

void SliceThicknessTest::keepsWhatIsFlat()
{
    constexpr int size = 10;
    for (const double thickness : {1.0, 1.3, 2.5, 5.0, 40.0}) {
        for (const double phase : {0.0, 0.37, 0.99}) {
            std::vector<float> image(size * size * size, 3.0F);
            thickenSlices(image, size, {thickness, 2, phase});
            for (const float value : image) {
                QVERIFY(std::abs(value - 3.0F) < 1e-4F);
            }
        }
    }
    std::vector<float> image(size * size * size);
    std::iota(image.begin(), image.end(), 0.0F);
    const std::vector<float> before = image;
    thickenSlices(image, size, {1.0, 2, 0.5});
    QVERIFY(image == before);
}

QTEST_GUILESS_MAIN(SliceThicknessTest)
#include "slice_thickness_test.moc"
