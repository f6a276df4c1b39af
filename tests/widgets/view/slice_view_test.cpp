#include "tests/widgets/view/slice_pane.h"
#include "widgets/theme/theme.h"

#include <QTest>

#include <cmath>
#include <numbers>

Q_DECLARE_METATYPE(dawson::Orientation)

namespace dawson
{

namespace
{

/// A bright blob of 2.5 mm on dark tissue, which fills the image.
double blob(const PatientPoint& p, const PatientPoint& center)
{
    const double r = std::hypot(p.x - center.x, p.y - center.y, p.z - center.z);
    return 20.0 + 80.0 * std::exp(-r * r / (2.0 * 2.5 * 2.5));
}

PatientPoint plus(const PatientPoint& p, const Geometry::Vector& v, double mm)
{
    return {p.x + mm * v[0], p.y + mm * v[1], p.z + mm * v[2]};
}

/// Centre of brightness of the gray pixels within some pixels of a place.
QPointF brightestNear(const QImage& image, const QPointF& around, int reach)
{
    QPointF sum;
    double weight = 0.0;
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            const QPointF at = around + QPointF(x, y);
            const QColor color = colorAt(image, at);
            if (color.red() == color.green() && color.green() == color.blue()) {
                const int above = std::max(0, color.red() - 80);
                sum += at * above;
                weight += above;
            }
        }
    }
    return weight > 0.0 ? sum / weight : QPointF(-1.0, -1.0);
}

/// Head turned about all axes, anisotropic voxels: the worst a scanner does.
Geometry obliqueGeometry()
{
    const double a = 0.35;
    const double b = -0.2;
    const Geometry::Vector i{std::cos(a), std::sin(a), 0.0};
    const Geometry::Vector j{-std::sin(a) * std::cos(b), std::cos(a) * std::cos(b), std::sin(b)};
    const Geometry::Vector k{std::sin(a) * std::sin(b), -std::cos(a) * std::sin(b), std::cos(b)};
    return {{70, 64, 26}, {0.9, 1.1, 3.0}, {-20.0, 5.0, -8.0}, columns(i, j, k)};
}

} // namespace

class SliceViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void sidesOfThePatient_data();
    void sidesOfThePatient();
    void obliqueImageLiesWhereGeometrySays_data();
    void obliqueImageLiesWhereGeometrySays();
    void ringIsTrueAndDashedForErase();
    void masksAreFilledOrOutlined();
    void outcomesDifferWithoutColor();
    void peekHidesTheMasks();
    void bandWhileNeurological();
    void emptyPaneIsCalm();
};

void SliceViewTest::sidesOfThePatient_data()
{
    QTest::addColumn<Orientation>("orientation");
    QTest::addColumn<bool>("neurological");
    QTest::addColumn<QList<double>>("towards"); // patient, mm
    QTest::addColumn<QPoint>("screen");         // side of the pane

    const QPoint left(-1, 0);
    const QPoint right(1, 0);
    const QPoint up(0, -1);
    const QList<double> toRight{-18, 0, 0};
    const QList<double> toFront{0, -18, 0};
    const QList<double> toTop{0, 0, 18};
    const auto axial = Orientation::Axial;
    const auto sagittal = Orientation::Sagittal;
    const auto coronal = Orientation::Coronal;
    QTest::newRow("axial: right is left") << axial << false << toRight << left;
    QTest::newRow("axial: front is up") << axial << false << toFront << up;
    QTest::newRow("axial neurological: right is right") << axial << true << toRight << right;
    QTest::newRow("sagittal: front is left") << sagittal << false << toFront << left;
    QTest::newRow("sagittal: top is up") << sagittal << false << toTop << up;
    QTest::newRow("coronal: right is left") << coronal << false << toRight << left;
    QTest::newRow("coronal: top is up") << coronal << false << toTop << up;
    QTest::newRow("coronal neurological: right is right") << coronal << true << toRight << right;
}

void SliceViewTest::sidesOfThePatient()
{
    QFETCH(Orientation, orientation);
    QFETCH(bool, neurological);
    QFETCH(QList<double>, towards);
    QFETCH(QPoint, screen);
    // Stored as NIfTI often is, so that no axis happens to run the right way.
    const Geometry geometry(
        {64, 64, 64}, {1, 1, 1}, {63, 63, 0}, columns({-1, 0, 0}, {0, -1, 0}, {0, 0, 1}));
    const PatientPoint middle = geometry.toPatient(VoxelIndex{32, 32, 32});
    const PatientPoint mark = plus(middle, {towards[0], towards[1], towards[2]}, 1.0);
    ViewCase made(geometry, [&](const PatientPoint& p) { return blob(p, mark); });
    made.open();
    made.document().cursor().moveTo(middle);
    SlicePane pane(made, orientation);
    pane.settings.convention =
        neurological ? PaneConvention::Neurological : PaneConvention::Radiological;
    pane.view.setSettings(pane.settings);
    pane.view.centerOnCursor();

    const QPointF center(kPane.width() / 2.0, kPane.height() / 2.0);
    const QPointF expected = center + QPointF(screen) * 18.0 / pane.view.frame().mmPerPixel();
    const QPointF found = brightestNear(grabbed(pane.view), expected, 14);
    QVERIFY2(std::hypot(found.x() - expected.x(), found.y() - expected.y()) < 1.5,
             qPrintable(QStringLiteral("%1 %2").arg(found.x()).arg(found.y())));
}

void SliceViewTest::obliqueImageLiesWhereGeometrySays_data()
{
    QTest::addColumn<Orientation>("orientation");
    QTest::addColumn<int>("axis"); // of the image, in the plane
    QTest::addColumn<QPoint>("screen");

    QTest::newRow("axial along i") << Orientation::Axial << 0 << QPoint(1, 0);
    QTest::newRow("axial along j") << Orientation::Axial << 1 << QPoint(0, 1);
    QTest::newRow("sagittal along j") << Orientation::Sagittal << 1 << QPoint(1, 0);
    QTest::newRow("sagittal along k") << Orientation::Sagittal << 2 << QPoint(0, -1);
    QTest::newRow("coronal along i") << Orientation::Coronal << 0 << QPoint(1, 0);
    QTest::newRow("coronal along k") << Orientation::Coronal << 2 << QPoint(0, -1);
}

void SliceViewTest::obliqueImageLiesWhereGeometrySays()
{
    QFETCH(Orientation, orientation);
    QFETCH(int, axis);
    QFETCH(QPoint, screen);
    const Geometry geometry = obliqueGeometry();
    const PatientPoint middle = geometry.toPatient(VoxelIndex{35, 32, 13});
    const auto a = static_cast<std::size_t>(axis);
    const Geometry::Vector along{
        geometry.direction()[0][a], geometry.direction()[1][a], geometry.direction()[2][a]};
    const double mm = 6.0 * geometry.spacing()[a]; // a whole number of voxels: a symmetric blob
    const PatientPoint mark = plus(middle, along, mm);
    ViewCase made(geometry, [&](const PatientPoint& p) { return blob(p, mark); });
    made.open();
    made.document().cursor().moveTo(middle);
    SlicePane pane(made, orientation);
    pane.view.centerOnCursor();

    const QPointF center(kPane.width() / 2.0, kPane.height() / 2.0);
    const QPointF expected = center + QPointF(screen) * mm / pane.view.frame().mmPerPixel();
    const QPointF found = brightestNear(grabbed(pane.view), expected, 16);
    QVERIFY2(std::hypot(found.x() - expected.x(), found.y() - expected.y()) < 1.5,
             qPrintable(QStringLiteral("%1 %2").arg(found.x()).arg(found.y())));
}

void SliceViewTest::ringIsTrueAndDashedForErase()
{
    ViewCase made(cube(), black);
    made.open();
    SlicePane pane(made);
    pane.setMode(PaneMode::Paint, 20.0);
    const QPoint center(210, 170);
    const double radius = 10.0 / pane.view.frame().mmPerPixel();
    const auto brightShare = [&] {
        const QImage image = grabbed(pane.view);
        int bright = 0;
        for (int n = 0; n < 360; ++n) {
            const double angle = n * std::numbers::pi / 180.0;
            const QPointF ray(std::cos(angle), std::sin(angle));
            int best = 0; // within a pixel of the true circle
            for (const double off : {-0.7, 0.0, 0.7}) {
                best = std::max(best, colorAt(image, center + ray * (radius + off)).red());
            }
            bright += best > 100 ? 1 : 0;
        }
        return bright / 360.0;
    };

    QTest::mouseMove(&pane.view, center);
    const double solid = brightShare();
    QVERIFY2(solid > 0.97, qPrintable(QString::number(solid)));
    // As a display sends it: the state before the key.
    QTest::keyPress(&pane.view, Qt::Key_Control);
    const double dashed = brightShare();
    QVERIFY2(dashed > 0.35 && dashed < 0.9, qPrintable(QString::number(dashed)));
    QTest::keyRelease(&pane.view, Qt::Key_Control, Qt::ControlModifier);
    QVERIFY(brightShare() > 0.97);
}

void SliceViewTest::masksAreFilledOrOutlined()
{
    ViewCase made(cube(), gray);
    Mask one(cube());
    addBall(one, {22, 32, 32}, 7.0);
    Mask two(cube());
    addBall(two, {44, 32, 32}, 7.0);
    made.addMask(QStringLiteral("grader-1"), one);
    made.addMask(QStringLiteral("grader-2"), two);
    made.open();
    made.document().cursor().moveTo({32, 32, 32});
    made.layers().setMaskOutline(QStringLiteral("grader-2"), true);
    SlicePane pane(made);
    const auto& frame = pane.view.frame();

    const QImage image = grabbed(pane.view);
    const QColor plain(128, 128, 128);
    QVERIFY(near(colorAt(image, frame.toPixel({22, 32, 32})), QColor(113, 146, 165)));
    QVERIFY(near(colorAt(image, frame.toPixel({44, 32, 32})), plain)); // inside an outline
    QVERIFY(near(colorAt(image, frame.toPixel({32, 32, 32})), plain));
    const QColor border = colorAt(image, frame.toPixel({36.5, 32, 32}));
    QVERIFY2(border.red() > border.blue() + 80, qPrintable(border.name())); // orange
    made.layers().setMaskOpacity(QStringLiteral("grader-1"), 1.0);
    QVERIFY(near(colorAt(grabbed(pane.view), frame.toPixel({22, 32, 32})), QColor(kGraderOne)));
    made.layers().setMaskVisible(QStringLiteral("grader-1"), false);
    QVERIFY(near(colorAt(grabbed(pane.view), frame.toPixel({22, 32, 32})), plain));
}

void SliceViewTest::outcomesDifferWithoutColor()
{
    ViewCase made(cube(), black);
    made.open();
    auto outcome = std::make_shared<Mask>(cube());
    addBall(*outcome, {12, 32, 32}, 9.0, 1);
    for (int n = 0; n < 17 * 17; ++n) { // a box, so that its sides are straight
        outcome->set({24 + n % 17, 24 + n / 17, 32}, 2);
    }
    addBall(*outcome, {52, 32, 32}, 9.0, 3);
    MaskLayer layer;
    layer.id = QStringLiteral("outcome");
    layer.mask = outcome;
    layer.opacity = 0.5;
    layer.labelColors = {QColor(), agreedColor(), missedColor(), spuriousColor()};
    layer.labelPatterns = {
        MaskPattern::Solid, MaskPattern::Solid, MaskPattern::Dashed, MaskPattern::Hatched};
    made.layers().addMask(layer);
    made.document().cursor().moveTo({32, 32, 32});
    SlicePane pane(made);
    const QImage image = grabbed(pane.view);
    const auto filledShare = [&](double x, double halfMm) {
        int filled = 0;
        int count = 0;
        for (double dx = -halfMm; dx <= halfMm; dx += 0.25) {
            for (double dy = -halfMm; dy <= halfMm; dy += 0.25) {
                const QPointF at = pane.view.frame().toPixel({x + dx, 32.0 + dy, 32.0});
                filled += colorAt(image, at).lightness() > 10 ? 1 : 0;
                ++count;
            }
        }
        return static_cast<double>(filled) / count;
    };

    QCOMPARE(filledShare(12, 4), 1.0);         // agreed: filled
    QCOMPARE(filledShare(32, 4), 0.0);         // missed: outline only
    const double hatched = filledShare(52, 4); // spurious: hatched
    QVERIFY2(hatched > 0.2 && hatched < 0.6, qPrintable(QString::number(hatched)));
    int gaps = 0; // along the left side of the missed lesion
    int dashes = 0;
    for (double y = 24.0; y <= 40.0; y += 0.1) {
        const QColor color = colorAt(image, pane.view.frame().toPixel({23.5, y, 32.0}));
        (color.red() > 60 ? dashes : gaps) += 1;
    }
    QVERIFY2(dashes > 60 && gaps > 30, qPrintable(QString::number(dashes)));
}

void SliceViewTest::peekHidesTheMasks()
{
    ViewCase made(cube(), gray);
    Mask one(cube());
    addBall(one, {32, 32, 32}, 7.0);
    made.addMask(QStringLiteral("grader-1"), one);
    made.open();
    made.document().cursor().moveTo({32, 32, 32});
    SlicePane pane(made);
    const QPointF at = pane.view.frame().toPixel({32, 32, 32});

    made.layers().setPeeking(true);
    QVERIFY(near(colorAt(grabbed(pane.view), at), QColor(128, 128, 128)));
    made.layers().setPeeking(false);
    QVERIFY(near(colorAt(grabbed(pane.view), at), QColor(113, 146, 165)));
}

void SliceViewTest::bandWhileNeurological()
{
    ViewCase made(cube(), black);
    made.open();
    SlicePane pane(made);
    QVERIFY(!near(colorAt(grabbed(pane.view), {30, 10}), paneTokens().warning));
    pane.settings.convention = PaneConvention::Neurological;
    pane.view.setSettings(pane.settings);
    QVERIFY(near(colorAt(grabbed(pane.view), {30, 10}), paneTokens().warning));
    QVERIFY(near(colorAt(grabbed(pane.view), {390, 10}), paneTokens().warning));
}

void SliceViewTest::emptyPaneIsCalm()
{
    CaseDocument document;
    SliceView view(document, Orientation::Sagittal);
    view.resize(kPane);
    view.show();
    turnWheel(view, {50, 50}, 1);
    QTest::mouseClick(&view, Qt::LeftButton, {}, {50, 50});
    QTest::keyClick(&view, Qt::Key_Up);
    const QImage image = grabbed(view);
    QVERIFY(near(colorAt(image, {5, 5}), paneTokens().pane));
    QCOMPARE(view.accessibleName(), QStringLiteral("Sagittal"));
}

} // namespace dawson

QTEST_MAIN(dawson::SliceViewTest)
#include "slice_view_test.moc"
