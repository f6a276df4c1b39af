#include "core/document/active_time.h"
#include "core/document/cursor.h"
#include "core/document/layer_stack.h"

#include <QSignalSpy>
#include <QTest>

using namespace dawson;
using namespace std::chrono_literals;

namespace
{

MaskLayer layer(const QString& id)
{
    MaskLayer result;
    result.id = id;
    result.name = id;
    result.mask = std::make_shared<Mask>();
    return result;
}

ImageLayer image(const QString& name)
{
    return {name, std::make_shared<Volume>(), {}};
}

} // namespace

class LayerStackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheFirstImage();
    void tellsRealChangesOnly();
    void replacedMaskKeepsItsLook();
    void priorAndCurrentShareTheirWindow();
    void aSubtractionsWindowStaysSymmetric();
    void removesMasks();
    void unknownLayersAreIgnored();
    void passesMaskChangesOn();
    void cursorAnnouncesOnlyRealMoves();
    void pausesDoNotCountAsWork();
};

void LayerStackTest::showsTheFirstImage()
{
    LayerStack layers;
    QCOMPARE(layers.shownImage(), -1);
    layers.addImage(image(QStringLiteral("FLAIR")));
    layers.addImage(image(QStringLiteral("T1w")));

    QCOMPARE(layers.shownImage(), 0);
    layers.showImage(1);
    QCOMPARE(layers.shownImage(), 1);
    layers.showImage(2);
    QCOMPARE(layers.shownImage(), 1);
    layers.clear();
    QCOMPARE(layers.shownImage(), -1);
}

void LayerStackTest::tellsRealChangesOnly()
{
    LayerStack layers;
    layers.addImage(image(QStringLiteral("FLAIR")));
    layers.addMask(layer(QStringLiteral("a")));
    QSignalSpy appearance(&layers, &LayerStack::appearanceChanged);
    QSignalSpy structure(&layers, &LayerStack::layersChanged);

    for (int twice = 0; twice < 2; ++twice) {
        layers.setMaskVisible(QStringLiteral("a"), false);
        layers.setMaskOutline(QStringLiteral("a"), true);
        layers.setMaskOpacity(QStringLiteral("a"), 1.7);
        layers.setPeeking(true);
        layers.setWindow(0, {2.0, 5.0});
        layers.showImage(0);
    }

    QCOMPARE(appearance.size(), 5);
    QCOMPARE(structure.size(), 0);
    const MaskLayer& mask = *layers.mask(QStringLiteral("a"));
    QVERIFY(!mask.visible && mask.outline);
    QCOMPARE(mask.opacity, 1.0);
    QVERIFY(layers.peeking());
    QCOMPARE(layers.images()[0].window, (IntensityWindow{2.0, 5.0}));
}

void LayerStackTest::replacedMaskKeepsItsLook()
{
    LayerStack layers;
    layers.addMask(layer(QStringLiteral("a")));
    layers.addMask(layer(QStringLiteral("b")));
    layers.setMaskVisible(QStringLiteral("a"), false);
    layers.setMaskOpacity(QStringLiteral("a"), 0.8);

    MaskLayer again = layer(QStringLiteral("a"));
    const auto pixels = again.mask;
    layers.addMask(again);

    QCOMPARE(layers.masks().size(), std::size_t{2});
    QCOMPARE(layers.masks()[0].mask, pixels);
    QVERIFY(!layers.masks()[0].visible);
    QCOMPARE(layers.masks()[0].opacity, 0.8);
}

void LayerStackTest::priorAndCurrentShareTheirWindow()
{
    LayerStack layers;
    ImageLayer current = image(QStringLiteral("FLAIR"));
    current.role = ImageRole::Current;
    current.window = {100.0, 300.0};
    ImageLayer prior = current;
    prior.role = ImageRole::Prior;
    prior.window = {0.0, 1000.0}; // another scanner's unit
    layers.addImage(current);
    layers.addImage(prior);
    layers.addImage(image(QStringLiteral("T2w")));
    QCOMPARE(layers.imageOf(ImageRole::Prior), 1);
    QCOMPARE(layers.imageOf(ImageRole::Subtraction), -1);

    layers.setWindow(0, {150.0, 250.0}); // its middle half
    QCOMPARE(layers.images()[1].window, (IntensityWindow{250.0, 750.0}));
    layers.setWindow(1, {0.0, 500.0}); // and from the other side
    QCOMPARE(layers.images()[0].window, (IntensityWindow{100.0, 200.0}));
    QCOMPARE(layers.images()[2].window, IntensityWindow());
    QCOMPARE(layers.images()[0].first, (IntensityWindow{100.0, 300.0}));
}

void LayerStackTest::aSubtractionsWindowStaysSymmetric()
{
    LayerStack layers;
    ImageLayer subtraction = image(QStringLiteral("FLAIR"));
    subtraction.role = ImageRole::Subtraction;
    subtraction.window = {-3.0, 3.0};
    layers.addImage(subtraction);
    layers.setWindow(0, {1.0, 5.0});
    QCOMPARE(layers.images()[0].window, (IntensityWindow{-2.0, 2.0}));
}

void LayerStackTest::removesMasks()
{
    LayerStack layers;
    layers.addMask(layer(QStringLiteral("a")));
    QSignalSpy structure(&layers, &LayerStack::layersChanged);

    layers.removeMask(QStringLiteral("b"));
    QCOMPARE(structure.size(), 0);
    layers.removeMask(QStringLiteral("a"));
    QCOMPARE(structure.size(), 1);
    layers.clear();
    QCOMPARE(structure.size(), 1);
}

void LayerStackTest::unknownLayersAreIgnored()
{
    LayerStack layers;
    QSignalSpy appearance(&layers, &LayerStack::appearanceChanged);

    layers.setMaskVisible(QStringLiteral("x"), false);
    layers.setMaskOpacity(QStringLiteral("x"), 0.1);
    layers.setWindow(0, {1.0, 2.0});
    layers.showImage(0);

    QCOMPARE(appearance.size(), 0);
    QCOMPARE(layers.mask(QStringLiteral("x")), nullptr);
}

void LayerStackTest::passesMaskChangesOn()
{
    LayerStack layers;
    QSignalSpy changed(&layers, &LayerStack::maskChanged);

    layers.noteMaskChange(QStringLiteral("a"), {});
    layers.noteMaskChange(QStringLiteral("a"), {{1, 2, 3}, {4, 5, 6}});

    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][1].value<Region>(), (Region{{1, 2, 3}, {4, 5, 6}}));
}

void LayerStackTest::cursorAnnouncesOnlyRealMoves()
{
    Cursor cursor;
    QSignalSpy moved(&cursor, &Cursor::moved);

    cursor.moveTo({10.0, -4.0, 32.5});
    cursor.moveTo({10.0, -4.0, 32.5});

    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved[0][0].value<PatientPoint>(), (PatientPoint{10.0, -4.0, 32.5}));
    QCOMPARE(cursor.position(), (PatientPoint{10.0, -4.0, 32.5}));
}

void LayerStackTest::pausesDoNotCountAsWork()
{
    ActiveTime time;
    const ActiveTime::Clock::time_point start{};
    time.restart(100.0);

    time.note(start);
    time.note(start + 30s);
    time.note(start + 90s);   // exactly the limit
    time.note(start + 1000s); // was away
    time.note(start + 1005s);

    QCOMPARE(time.seconds(), 195.0);
}

QTEST_GUILESS_MAIN(LayerStackTest)
#include "layer_stack_test.moc"
