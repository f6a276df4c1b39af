#include "tests/widgets/view/view_case.h"
#include "widgets/theme/language.h"
#include "widgets/theme/signed_color.h"
#include "widgets/theme/theme.h"
#include "widgets/view/compare_panes.h"
#include "widgets/view/pair_display.h"
#include "widgets/view/pane_text.h"
#include "widgets/view/slice_image.h"
#include "widgets/view/slice_view.h"
#include "widgets/view/view_grid.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace dawson
{

namespace
{

double currentGray(const PatientPoint& /*point*/)
{
    return 80.0;
}

double priorGray(const PatientPoint& /*point*/)
{
    return 20.0;
}

/// Brighter by 2 on the patient's left, darker by 2 on the right, nothing at the back.
double change(const PatientPoint& point)
{
    return point.y > 48.0 ? 0.0 : point.x > 32.0 ? 2.0 : -2.0;
}

struct Fixture {
    Fixture()
        : made(cube(), currentGray)
        , grid(made.document())
    {
        made.addImage(ImageRole::Prior, priorGray);
        made.addImage(ImageRole::Subtraction, change);
        grid.setCrosshairVisible(false);
        grid.resize(900, 600);
        grid.show();
    }

    SliceView& pane(const char* role, int row = 1) const
    {
        auto* found = grid.findChild<SliceView*>(
            QStringLiteral("view.compare.%1.%2").arg(QLatin1String(role)).arg(row));
        Q_ASSERT(found != nullptr);
        return *found;
    }

    /// Where no text is: right above the middle of the pane.
    static QColor probe(SliceView& view, double xShare = 0.4)
    {
        return colorAt(view.grab().toImage(), {xShare * view.width(), 0.4 * view.height()});
    }

    ViewCase made;
    ViewGrid grid;
};

constexpr QRgb kCurrent = 0xffcccccc; ///< 80 of 100
constexpr QRgb kPrior = 0xff333333;

} // namespace

class ComparePanesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void aPairHangsItself();
    void everyPaneShowsItsImage();
    void missingImagesAreNamed();
    void flairHangsBesideContrastAlone();
    void panesOfAPlaneShareZoomAndSlice();
    void planesCanBeChanged();
    void aStrokeInOnePaneShowsInAll();
    void flickerSwapsTheCurrentPaneOnly();
    void holdingSpacePeeks();
    void wipeIsDraggedByItsGrip();
    void checkerboardAlternates();
    void windowDragInTheSubtractionIsItsOwn();
    void stateComesBack();
    void headlinesSayWhatIsShown();
    void windowsAreWrittenInTheLanguage();
};

void ComparePanesTest::aPairHangsItself()
{
    Fixture f;
    f.grid.setLayoutKind(ViewGrid::Layout::AxialLarge);
    f.made.open();
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::CompareTwo);
    QVERIFY(f.pane("prior").isVisible() && f.pane("subtraction", 2).isVisible());
    QVERIFY(!f.pane("other").isVisible());
    QVERIFY(f.pane("prior").x() < f.pane("current").x());
    QVERIFY(f.pane("current").x() < f.pane("subtraction").x());

    f.grid.setLayoutKind(ViewGrid::Layout::Grid); // the user's choice holds for this case
    f.made.open();
    QCOMPARE(f.grid.layoutKind(), ViewGrid::Layout::Grid);

    Fixture other;
    other.grid.setLayoutKind(ViewGrid::Layout::AxialLarge);
    other.made.open();
    LoadedCase flair; // a case of one image takes the layout from before the pair
    flair.root = other.made.root();
    LoadedCase::Image image;
    image.volume = other.made.layers().images()[0].volume;
    flair.images.push_back(image);
    other.made.document().show(flair, {"grader-1", "Grader 1", AuthorRole::Grader});
    QCOMPARE(other.grid.layoutKind(), ViewGrid::Layout::AxialLarge);
}

void ComparePanesTest::everyPaneShowsItsImage()
{
    Fixture f;
    f.made.open();
    QVERIFY(near(Fixture::probe(f.pane("prior")), QColor(kPrior)));
    QVERIFY(near(Fixture::probe(f.pane("current")), QColor(kCurrent)));
    // Radiological: the patient's right, where it became darker, is on the left.
    const Tokens& look = paneTokens();
    QVERIFY(near(Fixture::probe(f.pane("subtraction"), 0.35), look.darker));
    QVERIFY(near(Fixture::probe(f.pane("subtraction"), 0.65), look.brighter));
    QCOMPARE(signedColor(0.0), look.unchanged);
    SliceView& outside = f.pane("subtraction");
    const QPointF back = outside.frame().toPixel({20.0, 58.0, 32.0});
    QVERIFY(near(colorAt(outside.grab().toImage(), back), look.pane));
}

void ComparePanesTest::missingImagesAreNamed()
{
    ViewCase made(cube(), currentGray);
    made.addImage(ImageRole::Prior, priorGray);
    ViewGrid grid(made.document());
    made.open();
    auto* pane = grid.findChild<SliceView*>(QStringLiteral("view.compare.subtraction.1"));
    pane->resize(300, 300);
    const QImage image = pane->grab().toImage();
    bool written = false;
    for (int y = 0; y < image.height() && !written; ++y) {
        for (int x = 0; x < image.width() && !written; ++x) {
            written = image.pixelColor(x, y).lightness() > 80;
        }
    }
    QVERIFY(written);
    QVERIFY(missingText(Task::New, ImageRole::Prior).contains(QStringLiteral("FLAIR")));
    QVERIFY(missingText(Task::Enhancing, ImageRole::Prior).contains(QStringLiteral("T1w")));
    turnWheel(*pane, {100, 100}, 1); // nothing to do, nothing to fall over
    QTest::mouseClick(pane, Qt::LeftButton, {}, {100, 100});
}

/// T1w before gadolinium is missing: its pane says so, and there is no fourth empty one.
void ComparePanesTest::flairHangsBesideContrastAlone()
{
    Fixture f;
    LoadedCase alone;
    alone.root = f.made.root();
    alone.task = Task::Enhancing;
    for (const ImageRole role : {ImageRole::Current, ImageRole::Other}) {
        LoadedCase::Image image;
        image.volume = std::make_shared<const Volume>(
            cube(),
            std::vector<float>(cube().voxelCount(), role == ImageRole::Current ? 80.0F : 20.0F));
        image.window = {0.0, 100.0};
        image.role = role;
        alone.images.push_back(image);
    }
    alone.pair = CasePair{};
    f.made.document().show(alone, {"grader-1", "Grader 1", AuthorRole::Grader});
    QVERIFY(f.pane("prior").isVisible() && f.pane("other").isVisible());
    QVERIFY(!f.pane("subtraction").isVisible() && !f.pane("subtraction", 2).isVisible());
    QVERIFY(f.pane("prior").x() < f.pane("current").x());
    QVERIFY(f.pane("current").x() < f.pane("other").x());
    QCOMPARE(f.pane("current").y(), f.pane("other").y());
    QVERIFY(near(Fixture::probe(f.pane("current")), QColor(kCurrent)));
    QVERIFY(near(Fixture::probe(f.pane("other")), QColor(kPrior)));
}

void ComparePanesTest::panesOfAPlaneShareZoomAndSlice()
{
    Fixture f;
    f.made.open();
    turnWheel(f.pane("prior"), {100, 100}, 3, Qt::ControlModifier);
    QTest::mousePress(&f.pane("current"), Qt::MiddleButton, {}, {100, 100});
    QTest::mouseMove(&f.pane("current"), {130, 90});
    QTest::mouseRelease(&f.pane("current"), Qt::MiddleButton, {}, {130, 90});
    const SliceFrame& shown = f.pane("current").frame();
    QVERIFY(shown.zoom() > 1.3 && shown.panMm().x() != 0.0);
    for (const char* role : {"prior", "subtraction"}) {
        const SliceFrame& other = f.pane(role).frame();
        QVERIFY(std::abs(other.mmPerPixel() - shown.mmPerPixel()) < 1e-9);
        QCOMPARE(other.panMm(), shown.panMm());
    }
    QCOMPARE(f.pane("current", 2).frame().zoom(), 1.0);
    const int slice = shown.slice();
    turnWheel(f.pane("subtraction"), {100, 100}, 4);
    QCOMPARE(f.pane("prior").frame().slice(), slice + 4);
}

void ComparePanesTest::planesCanBeChanged()
{
    Fixture f;
    f.made.open();
    f.made.document().cursor().moveTo({20, 30, 40});
    f.grid.comparison().setPlane(Orientation::Coronal);
    QCOMPARE(f.pane("prior").frame().orientation(), Orientation::Coronal);
    QCOMPARE(f.pane("prior").frame().slice(), 30);
    QCOMPARE(f.pane("prior", 2).frame().orientation(), Orientation::Sagittal);
    f.grid.comparison().setPlane(Orientation::Sagittal);
    QCOMPARE(f.pane("current", 2).frame().orientation(), Orientation::Axial);
    f.grid.setLayoutKind(ViewGrid::Layout::Compare);
    QVERIFY(!f.pane("prior", 2).isVisible());
    QTest::mouseDClick(&f.pane("subtraction"), Qt::LeftButton, {}, {100, 100});
    QVERIFY(f.pane("subtraction").isVisible() && !f.pane("prior").isVisible());
    QTest::mouseDClick(&f.pane("subtraction"), Qt::LeftButton, {}, {100, 100});
    QVERIFY(f.pane("prior").isVisible());
}

void ComparePanesTest::aStrokeInOnePaneShowsInAll()
{
    Fixture f;
    f.made.open();
    f.grid.setMode(ViewGrid::Mode::Paint);
    SliceView& subtraction = f.pane("subtraction");
    const QPointF at = subtraction.frame().toPixel({20, 20, 32});
    QTest::mouseClick(&subtraction, Qt::LeftButton, {}, at.toPoint());
    QVERIFY(f.made.document().editedMask()->foregroundCount() > 0);
    for (const char* role : {"prior", "current", "subtraction"}) {
        SliceView& view = f.pane(role);
        const QImage image = view.grab().toImage();
        const QColor inside = colorAt(image, view.frame().toPixel({20, 20, 32}));
        const QColor beside = colorAt(image, view.frame().toPixel({20, 30, 32}));
        QVERIFY2(!near(inside, beside), role);
    }
}

void ComparePanesTest::flickerSwapsTheCurrentPaneOnly()
{
    Fixture f;
    f.made.open();
    f.grid.pairDisplay().swap();
    QVERIFY(near(Fixture::probe(f.pane("current")), QColor(kPrior)));
    QVERIFY(near(Fixture::probe(f.pane("prior")), QColor(kPrior)));
    f.grid.pairDisplay().swap();
    QVERIFY(near(Fixture::probe(f.pane("current")), QColor(kCurrent)));

    f.grid.pairDisplay().setRateHz(100.0); // cut to the fastest
    QCOMPARE(f.grid.pairDisplay().rateHz(), PairDisplay::kFastestHz);
    QSignalSpy changed(&f.grid.pairDisplay(), &PairDisplay::changed);
    f.grid.pairDisplay().setFlickering(true);
    QTRY_VERIFY(changed.size() >= 4);
    f.grid.pairDisplay().setFlickering(false);
    QVERIFY(!f.grid.pairDisplay().look().priorShown);
}

void ComparePanesTest::holdingSpacePeeks()
{
    PairDisplay pair;
    pair.pressSwap();
    pair.releaseSwap(); // a tap stays
    QVERIFY(pair.look().priorShown);
    pair.releaseSwap(); // of a key pressed elsewhere
    QVERIFY(pair.look().priorShown);
    pair.pressSwap();
    QVERIFY(!pair.look().priorShown);
    QElapsedTimer held;
    held.start();
    QTRY_VERIFY(held.elapsed() > 400);
    pair.releaseSwap();
    QVERIFY(pair.look().priorShown);
}

void ComparePanesTest::wipeIsDraggedByItsGrip()
{
    Fixture f;
    f.made.open();
    f.grid.setMode(ViewGrid::Mode::Paint);
    f.grid.pairDisplay().setBlend(Blend::Wipe);
    SliceView& current = f.pane("current");
    QVERIFY(near(Fixture::probe(current, 0.35), QColor(kPrior)));
    QVERIFY(near(Fixture::probe(current, 0.65), QColor(kCurrent)));
    const QPoint grip(current.width() / 2, qRound(0.8 * current.height()));
    const QPoint there(qRound(0.75 * current.width()), grip.y());
    QTest::mousePress(&current, Qt::LeftButton, {}, grip);
    QTest::mouseMove(&current, there);
    QTest::mouseRelease(&current, Qt::LeftButton, {}, there);
    QVERIFY(std::abs(f.grid.pairDisplay().look().wipe - 0.75) < 0.01);
    QVERIFY(near(Fixture::probe(current, 0.65), QColor(kPrior)));
    QCOMPARE(f.made.document().editedMask()->foregroundCount(), std::size_t{0});
    QTest::mouseClick(&current, Qt::LeftButton, {}, {there.x(), there.y() - 100}); // on the line
    QVERIFY(f.made.document().editedMask()->foregroundCount() > 0);
}

void ComparePanesTest::checkerboardAlternates()
{
    Fixture f;
    f.made.open();
    f.grid.pairDisplay().setBlend(Blend::Checkerboard);
    const QImage image = f.pane("current").grab().toImage();
    // Squares of 56 pixels, the first one of the prior.
    QVERIFY(near(colorAt(image, {56.0 * 2.5, 56.0 * 2.5}), QColor(kPrior)));
    QVERIFY(near(colorAt(image, {56.0 * 3.5, 56.0 * 2.5}), QColor(kCurrent)));
    QVERIFY(near(colorAt(image, {56.0 * 2.5, 56.0 * 1.5}), QColor(kCurrent)));
}

void ComparePanesTest::windowDragInTheSubtractionIsItsOwn()
{
    Fixture f;
    f.made.open();
    SliceView& view = f.pane("subtraction");
    QTest::mousePress(&view, Qt::LeftButton, {}, {100, 150});
    QTest::mouseMove(&view, {180, 180});
    QTest::mouseMove(&view, {250, 200});
    QTest::mouseRelease(&view, Qt::LeftButton, {}, {250, 200});
    const auto& images = f.made.layers().images();
    QCOMPARE(images[0].window, (IntensityWindow{0.0, 100.0}));
    QVERIFY(std::abs(images[2].window.width() - 8.0) < 1e-9); // 150 pixels double it
    QCOMPARE(images[2].window.level(), 0.0);
}

void ComparePanesTest::stateComesBack()
{
    Fixture before;
    before.made.open();
    before.grid.setLayoutKind(ViewGrid::Layout::Compare);
    before.grid.comparison().setPlane(Orientation::Coronal);
    before.grid.pairDisplay().setBlend(Blend::Checkerboard);
    before.grid.pairDisplay().setRateHz(4.0);
    Fixture after;
    after.grid.restoreState(before.grid.saveState());
    QCOMPARE(after.grid.layoutKind(), ViewGrid::Layout::Grid); // no pair yet
    after.made.open();
    QCOMPARE(after.grid.layoutKind(), ViewGrid::Layout::Compare);
    QCOMPARE(after.grid.comparison().plane(), Orientation::Coronal);
    QCOMPARE(after.grid.pairDisplay().look().blend, Blend::Checkerboard);
    QCOMPARE(after.grid.pairDisplay().rateHz(), 4.0);
}

void ComparePanesTest::headlinesSayWhatIsShown()
{
    Fixture f;
    f.made.open();
    const auto& images = f.made.layers().images();
    const SliceFrame& frame = f.pane("current").frame();
    PaneImages shown{&images[0], &images[1], {}};
    const auto texts = [&] { return cornerTexts(shown, Task::New, frame, {}); };
    QCOMPARE(texts().headline, QStringLiteral("Current  2020-05-06"));
    shown.look.priorShown = true;
    QCOMPARE(texts().headline, QStringLiteral("Prior  2019-03-02"));
    shown.look = {Blend::Wipe, false, 0.5};
    QCOMPARE(texts().headline, QStringLiteral("Prior  2019-03-02"));
    QCOMPARE(texts().rightHeadline, QStringLiteral("Current  2020-05-06"));
    shown = {&images[2], nullptr, {}};
    QCOMPARE(texts().headline, QStringLiteral("Subtraction"));
    QCOMPARE(roleText(Task::Enhancing, ImageRole::Prior), QStringLiteral("Before gadolinium"));
    ImageLayer beside = images[0];
    beside.role = ImageRole::Other;
    beside.name = QStringLiteral("FLAIR");
    shown = {&beside, nullptr, {}};
    QCOMPARE(cornerTexts(shown, Task::Enhancing, frame, {}).headline, QStringLiteral("FLAIR"));
    QVERIFY(!cornerTexts(shown, Task::Flair, frame, {}).headline.contains(beside.name));
}

void ComparePanesTest::windowsAreWrittenInTheLanguage()
{
    const auto restored = qScopeGuard([] { applyLanguage(QStringLiteral("en")); });
    applyLanguage(QStringLiteral("de"));
    Fixture f;
    f.made.open();
    ImageLayer narrow = f.made.layers().images()[0];
    narrow.window = {0.25, 1.75};
    const CornerTexts texts =
        cornerTexts({&narrow, nullptr, {}}, Task::New, f.pane("current").frame(), {});
    QVERIFY2(texts.bottomLeft.join(u'|').contains(QStringLiteral("W 1,50  L 1,00")),
             qPrintable(texts.bottomLeft.join(u'|')));
}

} // namespace dawson

QTEST_MAIN(dawson::ComparePanesTest)
#include "compare_panes_test.moc"
