#include "core/document/live_difference.h"
#include "core/image/image_file.h"
#include "core/image/subtraction.h"
#include "core/registration/transform_file.h"
#include "tests/widgets/view/view_case.h"
#include "widgets/theme/signed_color.h"
#include "widgets/theme/theme.h"
#include "widgets/view/nudge_keys.h"
#include "widgets/view/slice_view.h"

#include <QTest>

#include <cmath>

namespace dawson
{

namespace
{

constexpr int kShift = 10; ///< voxels of 1 mm, to the patient's left

bool inHead(const PatientPoint& p)
{
    return std::hypot(p.x - 32.0, p.y - 32.0, p.z - 32.0) < 26.0;
}

/// A head with a bright ball on a slope; another slope before, without the ball.
double current(const PatientPoint& p)
{
    const bool ball = std::hypot(p.x - 26.0, p.y - 32.0, p.z - 32.0) < 6.0;
    return inHead(p) ? 100.0 + 0.8 * p.y + (ball ? 120.0 : 0.0) : 0.0;
}

double prior(const PatientPoint& p)
{
    return inHead(p) ? 300.0 + 2.0 * p.z - 0.5 * p.x : 0.0;
}

Volume volumeOf(const ViewCase::Intensity& intensity)
{
    const Geometry grid = cube();
    std::vector<float> voxels(grid.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<float>(intensity(grid.toPatient(grid.voxelAt(n))));
    }
    return {grid, std::move(voxels)};
}

/// Mean and standard deviation within the head.
std::pair<double, double> momentsOf(const ViewCase::Intensity& intensity)
{
    double sum = 0.0;
    double squares = 0.0;
    double count = 0.0;
    const Geometry grid = cube();
    for (std::size_t n = 0; n < grid.voxelCount(); ++n) {
        const PatientPoint p = grid.toPatient(grid.voxelAt(n));
        if (inHead(p)) {
            sum += intensity(p);
            squares += intensity(p) * intensity(p);
            count += 1.0;
        }
    }
    const double mean = sum / count;
    return {mean, std::sqrt(squares / count - mean * mean)};
}

struct Fixture {
    Fixture()
        : kept(subtract(volumeOf(prior), volumeOf(current)))
        , made(cube(), current)
    {
        made.addImage(ImageRole::Prior, prior);
        made.addImage(ImageRole::Subtraction, [this](const PatientPoint& p) {
            return static_cast<double>(kept.at(cube().nearestVoxel(p)));
        });
        made.setRecord({});
        made.open();
        pane = new SliceView(made.document(), Orientation::Axial, &window);
        pane->setRole(ImageRole::Subtraction);
        pane->resize(320, 320);
        keys = std::make_unique<NudgeKeys>(made.document(), std::vector<SliceView*>{pane});
        window.show();
        const PairFiles files = pairFiles(made.root(), *made.document().pair()->images);
        std::filesystem::create_directories(files.transform.parent_path());
        writeVolume(made.root() / "followup.nii.gz", volumeOf(current));
        saveTransform(files.transform, Registration(), TransformRecord());
    }

    void moveLeft() const
    {
        for (int n = 0; n < 2 * kShift; ++n) {
            QTest::keyPress(pane, Qt::Key_Right); // and is held
        }
    }

    QColor shownAt(const PatientPoint& p) const
    {
        return colorAt(pane->grab().toImage(), pane->frame().toPixel(p));
    }

    const ImageLayer& subtraction() { return made.layers().images()[2]; }

    Volume kept;
    ViewCase made;
    QWidget window;
    SliceView* pane = nullptr;
    std::unique_ptr<NudgeKeys> keys;
};

/// The colour of the difference at p with the current image shifted, its scales unchanged.
QColor expectedAt(const PatientPoint& p, double shift)
{
    const auto [meanNow, widthNow] = momentsOf(current);
    const auto [meanBefore, widthBefore] = momentsOf(prior);
    const double now = (current({p.x - shift, p.y, p.z}) - meanNow) / widthNow;
    const double before = (prior(p) - meanBefore) / widthBefore;
    return signedColor((now - before) / 2.0); // shown from -2 to 2
}

} // namespace

class LiveSubtractionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void followsEveryKey();
    void isExactOnceTheKeyIsLetGo();
    void droppingShowsTheKeptOne();
    void aMoveWhileItIsMadeWins();
    void noRuleForOtherImages();
};

void LiveSubtractionTest::followsEveryKey()
{
    Fixture f;
    // Away from edges, the crosshair and the pane's texts.
    const std::vector<PatientPoint> places{{37, 34, 32}, {24, 36, 32}, {30, 22, 32}, {40, 44, 32}};
    for (const PatientPoint& p : places) {
        QVERIFY(near(f.shownAt(p), expectedAt(p, 0.0)));
    }
    f.keys->start();
    f.moveLeft();
    for (const PatientPoint& p : places) {
        QVERIFY(near(f.shownAt(p), expectedAt(p, kShift)));
    }
    QVERIFY(!f.subtraction().live->exact);
}

void LiveSubtractionTest::isExactOnceTheKeyIsLetGo()
{
    Fixture f;
    f.keys->start();
    f.moveLeft();
    QTest::keyRelease(f.pane, Qt::Key_Right);
    QTRY_VERIFY(f.subtraction().live->exact);
    // By hand: whole voxels to the left, the scales measured anew, inside as before.
    const Volume shifted = volumeOf([](const PatientPoint& p) {
        return current({p.x - kShift, p.y, p.z});
    });
    Mask inside(cube());
    for (std::size_t n = 0; n < inside.labels().size(); ++n) {
        inside.labels()[n] = f.kept.voxels()[n] != 0.0F ? 1 : 0;
    }
    const Volume expected = subtract(volumeOf(prior), shifted, inside);
    const Volume& exact = *f.subtraction().live->exact;
    float worst = 0.0F;
    for (std::size_t n = 0; n < exact.voxels().size(); ++n) {
        worst = std::max(worst, std::abs(exact.voxels()[n] - expected.voxels()[n]));
    }
    QVERIFY2(worst < 1e-3F, qPrintable(QString::number(static_cast<double>(worst))));
    const PatientPoint p{37, 34, 32};
    const double value = static_cast<double>(expected.at(cube().nearestVoxel(p)));
    QVERIFY(near(f.shownAt(p), signedColor(value / 2.0)));
}

void LiveSubtractionTest::droppingShowsTheKeptOne()
{
    Fixture f;
    const PatientPoint p{37, 34, 32};
    f.keys->start();
    f.moveLeft();
    QVERIFY(!near(f.shownAt(p), expectedAt(p, 0.0)));
    QTest::keyClick(f.pane, Qt::Key_Escape);
    QVERIFY(!f.subtraction().live);
    QVERIFY(near(f.shownAt(p), expectedAt(p, 0.0)));
}

void LiveSubtractionTest::aMoveWhileItIsMadeWins()
{
    Fixture f;
    f.keys->start();
    f.moveLeft();
    QTest::keyRelease(f.pane, Qt::Key_Right);
    QTest::keyPress(f.pane, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(!f.subtraction().live->exact);
    QTest::keyRelease(f.pane, Qt::Key_Left, Qt::ShiftModifier);
    QTRY_VERIFY(f.subtraction().live->exact);
    f.keys->drop();
    QTest::keyPress(f.pane, Qt::Key_Right);
    QVERIFY(!f.subtraction().live); // the correction is over
}

void LiveSubtractionTest::noRuleForOtherImages()
{
    const Volume now = volumeOf(current);
    const Volume before = volumeOf(prior);
    const auto rule = differenceRule(now, before, subtract(before, now));
    QVERIFY(rule);
    QVERIFY(std::abs(rule->laterFactor * momentsOf(current).second - 1.0) < 1e-3);
    QVERIFY(std::abs(rule->earlierFactor * momentsOf(prior).second + 1.0) < 1e-3);
    QVERIFY(!differenceRule(before, before, subtract(before, now)));
    const Volume wave = volumeOf(
        [](const PatientPoint& p) { return inHead(p) ? 1.5 + std::sin(p.x) * std::cos(p.z) : 0; });
    QVERIFY(!differenceRule(now, before, wave));
}

} // namespace dawson

QTEST_MAIN(dawson::LiveSubtractionTest)
#include "live_subtraction_test.moc"
