#include "widgets/panel/intensity_limits.h"
#include "widgets/panel/tool_panel.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace dawson;

namespace
{

/// Values 0 to 1000 along i.
std::shared_ptr<const Volume> ramp()
{
    const Geometry grid = Geometry::axisAligned({1001, 4, 1}, {1, 1, 1});
    std::vector<float> voxels(grid.voxelCount());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<float>(grid.voxelAt(n).i);
    }
    return std::make_shared<const Volume>(grid, voxels);
}

} // namespace

class ToolPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void cleanup() { m_panel.reset(); }

    void modesAreClicked();
    void modesFromOutsideAreSilent();
    void shapeStartsPainting();
    void sizeInMm();
    void sliderRunsInRatios();
    void brushFromOutsideIsShownSilently();
    void limitsNeedAnImage();
    void limitsBeginAtTheBrighterHalf();
    void limitsAreTyped();
    void handlesAreDragged();
    void handlesDoNotCross();
    void anotherImageSwitchesLimitsOff();

private:
    template <typename Widget>
    Widget* child(const char* name) const
    {
        return m_panel->findChild<Widget*>(QStringLiteral("toolPanel.") + QLatin1String(name));
    }

    void tickLimits() const
    {
        auto* box = child<QCheckBox>("limited");
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    }

    std::unique_ptr<ToolPanel> m_panel;
};

void ToolPanelTest::init()
{
    applyTheme(ThemeName::Dark);
    m_panel = std::make_unique<ToolPanel>();
    m_panel->setImage(ramp(), {200, 600}, QStringLiteral("FLAIR"));
    m_panel->resize(300, 320);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void ToolPanelTest::modesAreClicked()
{
    QSignalSpy changed(m_panel.get(), &ToolPanel::modeChanged);
    const QString before = child<QLabel>("hint")->text();

    QTest::mouseClick(child<QToolButton>("paint"), Qt::LeftButton);
    QTest::mouseClick(child<QToolButton>("paint"), Qt::LeftButton);
    QTest::mouseClick(child<QToolButton>("eraseLesion"), Qt::LeftButton);

    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].value<ToolPanel::Mode>(), ToolPanel::Mode::Paint);
    QCOMPARE(changed[1][0].value<ToolPanel::Mode>(), ToolPanel::Mode::EraseLesion);
    QVERIFY(child<QLabel>("hint")->text() != before);
}

void ToolPanelTest::modesFromOutsideAreSilent()
{
    QSignalSpy changed(m_panel.get(), &ToolPanel::modeChanged);

    m_panel->setMode(ToolPanel::Mode::Paint);

    QCOMPARE(changed.size(), 0);
    QVERIFY(child<QToolButton>("paint")->isChecked());
    QVERIFY(!child<QToolButton>("view")->isChecked());
}

void ToolPanelTest::shapeStartsPainting()
{
    QSignalSpy mode(m_panel.get(), &ToolPanel::modeChanged);
    QSignalSpy brush(m_panel.get(), &ToolPanel::brushChanged);

    QTest::mouseClick(child<QToolButton>("ball"), Qt::LeftButton);

    QCOMPARE(brush.size(), 1);
    QCOMPARE(m_panel->brush().shape, Brush::Shape::Ball);
    QCOMPARE(mode.size(), 1);
    QCOMPARE(m_panel->mode(), ToolPanel::Mode::Paint);
}

void ToolPanelTest::sizeInMm()
{
    QSignalSpy brush(m_panel.get(), &ToolPanel::brushChanged);
    auto* size = child<QDoubleSpinBox>("size");

    QTest::keyClick(size, Qt::Key_Up);
    QCOMPARE(m_panel->brush().diameterMm, 6.5);
    QCOMPARE(brush.size(), 1);
    QVERIFY(size->text().endsWith(QLatin1String(" mm")));
    size->setValue(1000.0);
    QCOMPARE(m_panel->brush().diameterMm, ToolPanel::kMaxDiameterMm);
}

void ToolPanelTest::sliderRunsInRatios()
{
    auto* slider = child<QSlider>("sizeSlider");

    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(m_panel->brush().diameterMm, 60.0);
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(m_panel->brush().diameterMm, 0.5);
    slider->setValue(slider->maximum() / 2);
    QCOMPARE(m_panel->brush().diameterMm, 5.5); // sqrt(0.5 * 60) to the next half mm
    QCOMPARE(child<QDoubleSpinBox>("size")->value(), 5.5);
}

void ToolPanelTest::brushFromOutsideIsShownSilently()
{
    QSignalSpy changed(m_panel.get(), &ToolPanel::brushChanged);
    const Brush brush{Brush::Shape::Ball, 12.5, IntensityWindow{300, 700}};

    m_panel->setBrush(brush);

    QCOMPARE(changed.size(), 0);
    QCOMPARE(m_panel->brush(), brush);
    QVERIFY(child<QToolButton>("ball")->isChecked());
    QCOMPARE(child<QDoubleSpinBox>("size")->value(), 12.5);
    QVERIFY(child<QCheckBox>("limited")->isChecked());
    QCOMPARE(child<QDoubleSpinBox>("low")->value(), 300.0);
    QCOMPARE(child<QDoubleSpinBox>("high")->value(), 700.0);
}

void ToolPanelTest::limitsNeedAnImage()
{
    QVERIFY(child<QCheckBox>("limited")->isEnabled());

    m_panel->setImage(nullptr, {}, QString());

    QVERIFY(!child<QCheckBox>("limited")->isEnabled());
    m_panel->setLimited(true);
    QVERIFY(!m_panel->brush().threshold);
}

void ToolPanelTest::limitsBeginAtTheBrighterHalf()
{
    QVERIFY(!child<IntensityLimits>("histogram")->isVisible());
    QSignalSpy changed(m_panel.get(), &ToolPanel::brushChanged);

    tickLimits();

    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_panel->brush().threshold, (IntensityWindow{400, 1000}));
    QVERIFY(child<IntensityLimits>("histogram")->isVisible());
    QVERIFY(child<QCheckBox>("limited")->text().contains(QLatin1String("FLAIR")));
    tickLimits();
    QVERIFY(!m_panel->brush().threshold);
}

void ToolPanelTest::limitsAreTyped()
{
    tickLimits();
    auto* low = child<QDoubleSpinBox>("low");
    low->selectAll();
    QTest::keyClicks(low, QStringLiteral("450"));
    QTest::keyClick(low, Qt::Key_Return);
    QCOMPARE(m_panel->brush().threshold, (IntensityWindow{450, 1000}));

    auto* high = child<QDoubleSpinBox>("high");
    high->selectAll();
    QTest::keyClicks(high, QStringLiteral("420"));
    QTest::keyClick(high, Qt::Key_Return);
    QCOMPARE(m_panel->brush().threshold, (IntensityWindow{420, 420})); // never upside down
}

void ToolPanelTest::handlesAreDragged()
{
    tickLimits();
    auto* histogram = child<IntensityLimits>("histogram");
    QTRY_VERIFY(histogram->width() > 200);
    const auto at = [&](double value) {
        return QPoint(static_cast<int>(std::lround(histogram->positionOf(value))), 20);
    };
    const double perPixel = 100.0 / (histogram->positionOf(500) - histogram->positionOf(400));

    QTest::mousePress(histogram, Qt::LeftButton, {}, at(400));
    QTest::mouseMove(histogram, at(350));
    QTest::mouseMove(histogram, at(300));
    QTest::mouseRelease(histogram, Qt::LeftButton, {}, at(300));

    QVERIFY(std::abs(m_panel->brush().threshold->low - 300) <= perPixel);
    QCOMPARE(m_panel->brush().threshold->high, 1000.0);
    // The right end, past the histogram's last bar, is the image's own maximum.
    QTest::mousePress(histogram, Qt::LeftButton, {}, at(700));
    QTest::mouseMove(histogram, at(650));
    QVERIFY(m_panel->brush().threshold->high < 700.0);
    QTest::mouseMove(histogram, QPoint(histogram->width() - 1, 20));
    QCOMPARE(m_panel->brush().threshold->high, 1000.0);
    QTest::mouseRelease(histogram, Qt::LeftButton);
}

void ToolPanelTest::handlesDoNotCross()
{
    m_panel->setBrush({Brush::Shape::Disc, 6.0, IntensityWindow{400, 500}});
    auto* histogram = child<IntensityLimits>("histogram");
    QTRY_VERIFY(histogram->width() > 200);
    const auto at = [&](double value) {
        return QPoint(static_cast<int>(std::lround(histogram->positionOf(value))), 20);
    };

    QTest::mousePress(histogram, Qt::LeftButton, {}, at(400));
    QTest::mouseMove(histogram, at(650));
    QTest::mouseRelease(histogram, Qt::LeftButton, {}, at(650));

    QCOMPARE(m_panel->brush().threshold, (IntensityWindow{500, 500}));
}

void ToolPanelTest::anotherImageSwitchesLimitsOff()
{
    tickLimits();
    QSignalSpy changed(m_panel.get(), &ToolPanel::brushChanged);

    m_panel->setImage(ramp(), {0, 100}, QStringLiteral("T1w + Gd"));

    QCOMPARE(changed.size(), 1);
    QVERIFY(!m_panel->brush().threshold);
    QVERIFY(child<QCheckBox>("limited")->text().contains(QLatin1String("T1w + Gd")));
    tickLimits();
    QCOMPARE(m_panel->brush().threshold->low, 50.0);
}

QTEST_MAIN(ToolPanelTest)
#include "tool_panel_test.moc"
