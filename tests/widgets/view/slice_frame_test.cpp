#include "tests/widgets/view/view_case.h"
#include "widgets/view/pane_text.h"
#include "widgets/view/slice_frame.h"

#include <QLocale>
#include <QScopeGuard>
#include <QTest>

#include <cmath>
#include <numbers>

Q_DECLARE_METATYPE(dawson::Orientation)
Q_DECLARE_METATYPE(dawson::PaneConvention)

namespace dawson
{

namespace
{

constexpr Geometry::Vector kLeft{1, 0, 0};
constexpr Geometry::Vector kRight{-1, 0, 0};
constexpr Geometry::Vector kPosterior{0, 1, 0};
constexpr Geometry::Vector kAnterior{0, -1, 0};
constexpr Geometry::Vector kSuperior{0, 0, 1};
constexpr Geometry::Vector kInferior{0, 0, -1};

QString letters(const SliceFrame& frame)
{
    return frame.letter(PaneEdge::Left) + QLatin1Char(' ') + frame.letter(PaneEdge::Right) +
           QLatin1Char(' ') + frame.letter(PaneEdge::Top) + QLatin1Char(' ') +
           frame.letter(PaneEdge::Bottom);
}

/// A head nodded by an angle about the left-right axis.
Geometry nodded(double degrees)
{
    const double a = degrees * std::numbers::pi / 180.0;
    return {{60, 70, 30},
            {1.0, 1.0, 3.0},
            {-5.0, 7.0, 11.0},
            columns(kLeft, {0, std::cos(a), std::sin(a)}, {0, -std::sin(a), std::cos(a)})};
}

} // namespace

class SliceFrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lettersAtTheEdges_data();
    void lettersAtTheEdges();
    void storageDoesNotChangeThePicture_data();
    void storageDoesNotChangeThePicture();
    void obliqueLettersBecomeCompound_data();
    void obliqueLettersBecomeCompound();
    void pixelsAndPatientAgree();
    void zoomKeepsThePointUnderTheMouse();
    void panKeepsThePictureInThePane();
    void contentFillsThePane();
    void slicesAreCutToTheImage();
    void positionsAreWrittenInTheLanguage();
};

void SliceFrameTest::lettersAtTheEdges_data()
{
    QTest::addColumn<Orientation>("orientation");
    QTest::addColumn<PaneConvention>("convention");
    QTest::addColumn<QString>("letters"); // left right top bottom

    const auto radiological = PaneConvention::Radiological;
    const auto neurological = PaneConvention::Neurological;
    QTest::newRow("axial, radiological") << Orientation::Axial << radiological << "R L A P";
    QTest::newRow("axial, neurological") << Orientation::Axial << neurological << "L R A P";
    QTest::newRow("sagittal, radiological") << Orientation::Sagittal << radiological << "A P S I";
    QTest::newRow("sagittal, neurological") << Orientation::Sagittal << neurological << "A P S I";
    QTest::newRow("coronal, radiological") << Orientation::Coronal << radiological << "R L S I";
    QTest::newRow("coronal, neurological") << Orientation::Coronal << neurological << "L R S I";
}

void SliceFrameTest::lettersAtTheEdges()
{
    QFETCH(Orientation, orientation);
    QFETCH(PaneConvention, convention);
    QFETCH(QString, letters);

    QCOMPARE(dawson::letters(SliceFrame(cube(), orientation, convention)), letters);
}

void SliceFrameTest::storageDoesNotChangeThePicture_data()
{
    QTest::addColumn<QList<double>>("i");
    QTest::addColumn<QList<double>>("j");
    QTest::addColumn<QList<double>>("k");

    const auto list = [](const Geometry::Vector& v) { return QList<double>{v[0], v[1], v[2]}; };
    QTest::newRow("LPS, as DICOM") << list(kLeft) << list(kPosterior) << list(kSuperior);
    QTest::newRow("RAS, as NIfTI") << list(kRight) << list(kAnterior) << list(kSuperior);
    QTest::newRow("sagittal scan") << list(kPosterior) << list(kInferior) << list(kLeft);
    QTest::newRow("coronal scan") << list(kRight) << list(kInferior) << list(kAnterior);
}

void SliceFrameTest::storageDoesNotChangeThePicture()
{
    QFETCH(QList<double>, i);
    QFETCH(QList<double>, j);
    QFETCH(QList<double>, k);
    const auto vector = [](const QList<double>& v) { return Geometry::Vector{v[0], v[1], v[2]}; };
    const Geometry geometry(
        {50, 60, 40}, {1.0, 0.9, 2.0}, {3.0, -4.0, 5.0}, columns(vector(i), vector(j), vector(k)));
    SliceFrame axial(geometry, Orientation::Axial, PaneConvention::Radiological);
    axial.setPaneSize({400, 300});
    const PatientPoint middle = geometry.center();
    const double step = 10.0 / axial.mmPerPixel();

    const QPointF center = axial.toPixel(middle);
    const QPointF toLeft = axial.toPixel({middle.x + 10.0, middle.y, middle.z}) - center;
    const QPointF toPosterior = axial.toPixel({middle.x, middle.y + 10.0, middle.z}) - center;
    QVERIFY(std::hypot(toLeft.x() - step, toLeft.y()) < 1e-6);
    QVERIFY(std::hypot(toPosterior.x(), toPosterior.y() - step) < 1e-6);
    QCOMPARE(letters(axial), QStringLiteral("R L A P"));
    QCOMPARE(axial.plane().normal, kSuperior);
}

void SliceFrameTest::obliqueLettersBecomeCompound_data()
{
    QTest::addColumn<double>("degrees");
    QTest::addColumn<QString>("letters");

    // Nodding by a positive angle lifts what was posterior: image rows run to P and S.
    QTest::newRow("straight") << 0.0 << "R L A P";
    QTest::newRow("subcallosal, 12 degrees") << 12.0 << "R L A P";
    QTest::newRow("25 degrees") << 25.0 << "R L AI PS";
    QTest::newRow("25 degrees the other way") << -25.0 << "R L AS PI";
}

void SliceFrameTest::obliqueLettersBecomeCompound()
{
    QFETCH(double, degrees);
    QFETCH(QString, letters);
    const SliceFrame frame(nodded(degrees), Orientation::Axial, PaneConvention::Radiological);

    QCOMPARE(dawson::letters(frame), letters);
    QVERIFY(std::abs(frame.obliquityDegrees() - std::abs(degrees)) < 1e-6);
}

void SliceFrameTest::pixelsAndPatientAgree()
{
    const Geometry geometry = nodded(17.0);
    SliceFrame frame(geometry, Orientation::Axial, PaneConvention::Radiological);
    frame.setPaneSize({640, 480});
    frame.setSlice(11);
    frame.zoomAt(2.3, {100, 50});

    const PatientPoint p = frame.toPatient({200.5, 77.25});
    const QPointF back = frame.toPixel(p);
    QVERIFY(std::hypot(back.x() - 200.5, back.y() - 77.25) < 1e-6);
    QVERIFY(std::abs(geometry.toVoxel(p).k - 11.0) < 1e-9);
    // 10 mm along the tilted row axis are 10 mm on screen.
    const double a = 17.0 * std::numbers::pi / 180.0;
    const QPointF below =
        frame.toPixel({p.x, p.y + 10.0 * std::cos(a), p.z + 10.0 * std::sin(a)}) - back;
    QVERIFY(std::hypot(below.x(), below.y() - 10.0 / frame.mmPerPixel()) < 1e-6);
}

void SliceFrameTest::zoomKeepsThePointUnderTheMouse()
{
    SliceFrame frame(cube(), Orientation::Coronal, PaneConvention::Radiological);
    frame.setPaneSize({400, 300});
    const QPointF mouse(180, 140);
    const PatientPoint before = frame.toPatient(mouse);
    const double scale = frame.mmPerPixel();

    frame.zoomAt(3.0, mouse);

    const PatientPoint after = frame.toPatient(mouse);
    QVERIFY(std::hypot(after.x - before.x, after.y - before.y, after.z - before.z) < 1e-9);
    QVERIFY(std::abs(frame.mmPerPixel() - scale / 3.0) < 1e-12);
    frame.zoomAt(1e9, mouse);
    QVERIFY(frame.zoom() <= 40.0);
}

void SliceFrameTest::panKeepsThePictureInThePane()
{
    SliceFrame frame(cube(), Orientation::Axial, PaneConvention::Radiological);
    frame.setPaneSize({400, 300});
    frame.pan({1e6, -1e6});

    const QRectF image = frame.imageRect();
    QVERIFY(image.intersects(QRectF(0, 0, 400, 300)));
    frame.reset();
    QCOMPARE(frame.panMm(), QPointF());
    QVERIFY(frame.imageRect().center().x() == 200.0);
}

void SliceFrameTest::contentFillsThePane()
{
    SliceFrame frame(cube(), Orientation::Axial, PaneConvention::Radiological);
    frame.setPaneSize({444, 344}); // 300 pixels high between the letters
    frame.setContent({{10, 20, 0}, {20, 30, 64}});

    QVERIFY(std::abs(frame.mmPerPixel() - 0.1) < 1e-9);
    const QPointF middle = frame.toPixel(PatientPoint{19.5, 34.5, 0.0});
    QVERIFY(std::hypot(middle.x() - 222.0, middle.y() - 172.0) < 1e-6);
}

void SliceFrameTest::slicesAreCutToTheImage()
{
    SliceFrame frame(cube(), Orientation::Sagittal, PaneConvention::Radiological);
    frame.setSliceAt({1e5, 0.0, 0.0});
    QCOMPARE(frame.slice(), 63);
    frame.setSliceAt({-1e9, 0.0, 0.0});
    QCOMPARE(frame.slice(), 0);
    frame.setSliceAt({11.4, 0.0, 0.0});
    QCOMPARE(frame.slice(), 11);
    frame.setSlice(-4);
    QCOMPARE(frame.slice(), 0);
}

void SliceFrameTest::positionsAreWrittenInTheLanguage()
{
    const auto restored = qScopeGuard([] { QLocale::setDefault(QLocale::c()); });
    const PatientPoint point{-7.5, 0.0, 18.25};
    QLocale::setDefault(QLocale::c());
    QCOMPARE(positionText(Orientation::Sagittal, point), QStringLiteral("R 7.5 mm"));
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(positionText(Orientation::Sagittal, point), QStringLiteral("R 7,5 mm"));
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::SliceFrameTest)
#include "slice_frame_test.moc"
