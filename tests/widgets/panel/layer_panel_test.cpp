#include "widgets/panel/layer_panel.h"
#include "widgets/panel/mask_row.h"
#include "widgets/theme/theme.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QRadioButton>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace dawson;

namespace
{

MaskLayer layer(const QString& id, const QString& name)
{
    MaskLayer result;
    result.id = id;
    result.name = name;
    result.mask = std::make_shared<Mask>();
    result.color = QColor(Qt::cyan);
    return result;
}

ImageLayer image(const QString& name, double low, double high)
{
    return {name, std::make_shared<Volume>(), {low, high}};
}

} // namespace

class LayerPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void invitesWithoutACase();
    void listsWhatTheStackHolds();
    void clickShowsAnotherImage();
    void levelAndWidthMakeTheWindow();
    void resetBringsTheFirstWindowBack();
    void tickHidesAMask();
    void outlineAndOpacityReachTheStack();
    void followsChangesFromElsewhere();
    void namesAreShortenedNotWidened();
    void legendComesWithTheOutcome();
    void patternsDifferWithoutColour();

private:
    template <typename Widget>
    Widget* child(const char* name) const
    {
        return m_panel->findChild<Widget*>(QLatin1String(name));
    }

    std::unique_ptr<LayerStack> m_layers;
    std::unique_ptr<LayerPanel> m_panel;
};

void LayerPanelTest::init()
{
    applyTheme(ThemeName::Dark);
    m_layers = std::make_unique<LayerStack>();
    m_layers->addImage(image(QStringLiteral("FLAIR"), 100, 300));
    m_layers->addImage(image(QStringLiteral("T1w"), 0, 80));
    m_layers->addMask(layer(QStringLiteral("grader-1"), QStringLiteral("Grader 1")));
    m_layers->addMask(layer(QStringLiteral("model-a"), QStringLiteral("Model A")));
    m_panel = std::make_unique<LayerPanel>(*m_layers);
    m_panel->resize(300, 400);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void LayerPanelTest::cleanup()
{
    m_panel.reset();
    m_layers.reset();
}

void LayerPanelTest::invitesWithoutACase()
{
    QVERIFY(!child<QLabel>("layerPanel.empty")->isVisible());

    m_layers->clear();

    QVERIFY(child<QLabel>("layerPanel.empty")->isVisible());
    QVERIFY(!child<QDoubleSpinBox>("layerPanel.level")->isVisible());
    QVERIFY(m_panel->findChildren<MaskRow*>().isEmpty());
}

void LayerPanelTest::listsWhatTheStackHolds()
{
    QCOMPARE(child<QRadioButton>("layerPanel.image.0")->text(), QStringLiteral("FLAIR"));
    QVERIFY(child<QRadioButton>("layerPanel.image.0")->isChecked());
    QCOMPARE(child<QRadioButton>("layerPanel.image.1")->text(), QStringLiteral("T1w"));
    QCOMPARE(child<QCheckBox>("layer.grader-1.visible")->text(), QStringLiteral("Grader 1"));
    QVERIFY(child<QCheckBox>("layer.grader-1.visible")->toolTip().contains(QLatin1String("(1)")));

    m_layers->removeMask(QStringLiteral("grader-1"));
    QCOMPARE(m_panel->findChildren<MaskRow*>().size(), 1);
    QVERIFY(child<QCheckBox>("layer.model-a.visible")->toolTip().contains(QLatin1String("(1)")));
}

void LayerPanelTest::clickShowsAnotherImage()
{
    auto* button = child<QRadioButton>("layerPanel.image.1");
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));

    QCOMPARE(m_layers->shownImage(), 1);
    QCOMPARE(child<QDoubleSpinBox>("layerPanel.level")->value(), 40.0);
    QCOMPARE(child<QDoubleSpinBox>("layerPanel.width")->value(), 80.0);
}

void LayerPanelTest::levelAndWidthMakeTheWindow()
{
    auto* level = child<QDoubleSpinBox>("layerPanel.level");
    level->setFocus();
    level->selectAll();
    QTest::keyClicks(level, QStringLiteral("250"));
    QTest::keyClick(level, Qt::Key_Return);
    QCOMPARE(m_layers->images()[0].window, (IntensityWindow{150, 350}));

    auto* width = child<QDoubleSpinBox>("layerPanel.width");
    width->selectAll();
    QTest::keyClicks(width, QStringLiteral("50"));
    QTest::keyClick(width, Qt::Key_Return);
    QCOMPARE(m_layers->images()[0].window, (IntensityWindow{225, 275}));
    QCOMPARE(m_layers->images()[1].window, (IntensityWindow{0, 80}));
}

void LayerPanelTest::resetBringsTheFirstWindowBack()
{
    m_layers->setWindow(0, {7, 9});
    m_layers->addMask(layer(QStringLiteral("b"), QStringLiteral("B"))); // rebuilds the panel

    QTest::mouseClick(child<QToolButton>("layerPanel.resetWindow"), Qt::LeftButton);

    QCOMPARE(m_layers->images()[0].window, (IntensityWindow{100, 300}));
}

void LayerPanelTest::tickHidesAMask()
{
    auto* tick = child<QCheckBox>("layer.model-a.visible");
    QTest::mouseClick(tick, Qt::LeftButton, {}, QPoint(8, tick->height() / 2));

    QVERIFY(!m_layers->mask(QStringLiteral("model-a"))->visible);
    QVERIFY(m_layers->mask(QStringLiteral("grader-1"))->visible);
    QVERIFY(!child<QSlider>("layer.model-a.opacity")->isEnabled());
}

void LayerPanelTest::outlineAndOpacityReachTheStack()
{
    QTest::mouseClick(child<QToolButton>("layer.grader-1.outline"), Qt::LeftButton);
    auto* opacity = child<QSlider>("layer.grader-1.opacity");
    QCOMPARE(opacity->value(), 35);
    QTest::keyClick(opacity, Qt::Key_End);

    QVERIFY(m_layers->mask(QStringLiteral("grader-1"))->outline);
    QCOMPARE(m_layers->mask(QStringLiteral("grader-1"))->opacity, 1.0);
    QVERIFY(!m_layers->mask(QStringLiteral("model-a"))->outline);
}

void LayerPanelTest::followsChangesFromElsewhere()
{
    m_layers->setMaskVisible(QStringLiteral("grader-1"), false);
    m_layers->setMaskOpacity(QStringLiteral("grader-1"), 0.8);
    m_layers->setWindow(0, {0, 10});
    m_layers->showImage(1);

    QVERIFY(!child<QCheckBox>("layer.grader-1.visible")->isChecked());
    QCOMPARE(child<QSlider>("layer.grader-1.opacity")->value(), 80);
    QVERIFY(child<QRadioButton>("layerPanel.image.1")->isChecked());
    m_layers->showImage(0);
    QCOMPARE(child<QDoubleSpinBox>("layerPanel.width")->value(), 10.0);
    QCOMPARE(m_layers->mask(QStringLiteral("grader-1"))->opacity, 0.8);
}

void LayerPanelTest::namesAreShortenedNotWidened()
{
    const QString name = QStringLiteral("A model with quite a long name & a sign in it");
    m_layers->addMask(layer(QStringLiteral("long"), name));
    m_layers->addImage(image(name, 0, 80));
    const auto* tick = child<QCheckBox>("layer.long.visible");
    const auto* radio = child<QRadioButton>("layerPanel.image.2");

    for (const QAbstractButton* button :
         {static_cast<const QAbstractButton*>(tick), static_cast<const QAbstractButton*>(radio)}) {
        m_panel->resize(300, 400);
        QTRY_VERIFY(button->text().contains(QChar(0x2026)));
        QVERIFY(button->text().startsWith(QLatin1String("A ")));
        QVERIFY(button->text().endsWith(QLatin1String("it")));
        QCOMPARE(button->accessibleName(), name);
        QVERIFY(button->toolTip().contains(name));
        m_panel->resize(900, 400);
        QTRY_COMPARE(button->text(),
                     QString(name).replace(QLatin1String("&"), QLatin1String("&&")));
    }
}

void LayerPanelTest::legendComesWithTheOutcome()
{
    QVERIFY(!child<QWidget>("layerPanel.legend")->isVisible());
    MaskLayer outcome = layer(QStringLiteral("outcome"), QStringLiteral("Comparison"));
    outcome.labelColors = {QColor(), agreedColor(), missedColor(), spuriousColor()};
    m_layers->addMask(outcome);

    QVERIFY(child<QWidget>("layerPanel.legend")->isVisible());
    m_layers->removeMask(QStringLiteral("outcome"));
    QVERIFY(!child<QWidget>("layerPanel.legend")->isVisible());
}

void LayerPanelTest::patternsDifferWithoutColour()
{
    const auto shape = [](MaskPattern pattern, bool outline) {
        return patternSwatch(Qt::white, pattern, outline, 2.0)
            .toImage()
            .convertToFormat(QImage::Format_Alpha8);
    };
    const QList<QImage> shapes{shape(MaskPattern::Solid, false),
                               shape(MaskPattern::Solid, true),
                               shape(MaskPattern::Dashed, false),
                               shape(MaskPattern::Hatched, false)};
    for (qsizetype a = 0; a < shapes.size(); ++a) {
        for (qsizetype b = a + 1; b < shapes.size(); ++b) {
            QVERIFY(shapes[a] != shapes[b]);
        }
    }
}

QTEST_MAIN(LayerPanelTest)
#include "layer_panel_test.moc"
