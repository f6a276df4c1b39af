#include "core/registration/detail_likeness.h"
#include "tests/core/registration/analytic_head.h"

#include <QTest>

using namespace dawson;

/// One head's fine structure against another's.
class DetailLikenessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneHeadIsLikeItself();
    void anotherHeadIsNot();
    void flatImagesHaveNone();
};

namespace
{

Mask everywhere()
{
    Mask mask(headGrid(3.0));
    std::ranges::fill(mask.labels(), std::uint8_t{1});
    return mask;
}

Volume scaled(const Volume& image, float factor, float more)
{
    std::vector<float> voxels(image.voxels().begin(), image.voxels().end());
    for (float& v : voxels) {
        v = factor * v + more;
    }
    return {image.geometry(), std::move(voxels)};
}

} // namespace

void DetailLikenessTest::oneHeadIsLikeItself()
{
    const Volume head = headOn(headGrid(3.0), samePoint);

    QVERIFY(*detailLikeness(head, scaled(head, 3.0F, 100.0F), everywhere()) > 0.95);
    QVERIFY(*detailLikeness(head, scaled(head, -1.0F, 0.0F), everywhere()) < -0.95);
}

/// Alike in the large, since both are ellipsoids of one size; ventricles and furrows are not.
void DetailLikenessTest::anotherHeadIsNot()
{
    const Volume head = headOn(headGrid(3.0), samePoint);
    const Volume other = headOn(headGrid(3.0), [](const PatientPoint& p) {
        return PatientPoint{0.88 * p.x, -1.1 * p.y, 1.05 * p.z};
    });

    const double likeness = *detailLikeness(head, other, everywhere());

    QVERIFY2(likeness < kOnePatientsDetail, qPrintable(QString::number(likeness)));
}

void DetailLikenessTest::flatImagesHaveNone()
{
    const Volume head = headOn(headGrid(3.0), samePoint);

    QVERIFY(!detailLikeness(head, scaled(head, 0.0F, 0.0F), everywhere()).has_value());
    QVERIFY(!detailLikeness(head, head, Mask(headGrid(3.0))).has_value());
}

QTEST_GUILESS_MAIN(DetailLikenessTest)
#include "detail_likeness_test.moc"
