#include "core/document/mask_stroke.h"
#include "tests/core/document/small_case.h"

#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace dawson;

namespace
{

using Labels = std::vector<std::uint8_t>;

Labels labelsOf(const CaseDocument& document)
{
    const auto labels = document.editedMask()->labels();
    return {labels.begin(), labels.end()};
}

constexpr SlicePlane axialAt(double z)
{
    return {{0, 0, z}, {0, 0, 1}};
}

void dab(CaseDocument& document, const PatientPoint& at, std::uint8_t label, Brush brush = {})
{
    MaskStroke stroke(document, brush, axialAt(at.z), label);
    stroke.moveTo(at);
    stroke.commit();
}

/// A gesture of one to six points with a random brush, painting or erasing.
void randomStroke(CaseDocument& document, std::mt19937& random)
{
    const auto number = [&](double low, double high) {
        return std::uniform_real_distribution(low, high)(random);
    };
    Brush brush;
    brush.shape = number(0, 1) < 0.5 ? Brush::Shape::Disc : Brush::Shape::Ball;
    brush.diameterMm = number(0.5, 12);
    const double z = number(0, 33);
    MaskStroke stroke(document, brush, axialAt(z), number(0, 1) < 0.7 ? 1 : 0);
    for (int n = static_cast<int>(number(1, 6)); n >= 0; --n) {
        stroke.moveTo({number(-3, 26), number(-3, 22), z});
    }
    stroke.commit();
}

} // namespace

class MaskStrokeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void paintsLiveAndTellsWhere();
    void oneGestureIsOneStep();
    void strokeThatChangesNothingLeavesNoStep();
    void destructionPutsTheMaskBack();
    void undoInAStrokePutsItBackFirst();
    void thresholdLimitsPaintingOnly();
    void sweptPointsJoin();
    void erasesAWholeLesion();
    void undoesAllAndRedoesAllOfRandomStrokes();

private:
    std::unique_ptr<SmallProject> m_project;
    std::unique_ptr<CaseDocument> m_document;
    Labels m_empty;
};

void MaskStrokeTest::init()
{
    m_document.reset();
    m_project = std::make_unique<SmallProject>();
    m_document = std::make_unique<CaseDocument>();
    m_document->show(m_project->load(), kGrader1);
    m_empty = labelsOf(*m_document);
}

void MaskStrokeTest::paintsLiveAndTellsWhere()
{
    QSignalSpy changed(&m_document->layers(), &LayerStack::maskChanged);
    MaskStroke stroke(*m_document, {Brush::Shape::Disc, 6.0, {}}, axialAt(15), 1);

    stroke.moveTo({10, 10, 15});

    QCOMPARE(m_document->editedMask()->foregroundCount(), std::size_t{29});
    QCOMPARE(stroke.changedVoxels(), std::size_t{29});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toString(), QStringLiteral("grader-1"));
    QCOMPARE(changed[0][1].value<Region>(), (Region{{7, 7, 5}, {7, 7, 1}}));

    stroke.moveTo({11, 10, 15}); // only the new voxels: one column of seven
    QCOMPARE(stroke.changedVoxels(), std::size_t{36});
    QCOMPARE(changed[1][1].value<Region>(), (Region{{11, 7, 5}, {4, 7, 1}}));
    QVERIFY(!m_document->isModified());
    stroke.commit();
    QVERIFY(m_document->isModified());
}

void MaskStrokeTest::oneGestureIsOneStep()
{
    MaskStroke stroke(*m_document, {Brush::Shape::Ball, 6.0, {}}, axialAt(15), 1);
    for (int x = 5; x < 15; ++x) {
        stroke.moveTo({static_cast<double>(x), 10, 15});
    }
    stroke.commit();
    stroke.commit();
    stroke.moveTo({3, 3, 15}); // over

    QCOMPARE(m_document->undoStack().count(), 1);
    QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("Paint lesion"));
    m_document->undoStack().undo();
    QCOMPARE(labelsOf(*m_document), m_empty);
}

void MaskStrokeTest::strokeThatChangesNothingLeavesNoStep()
{
    dab(*m_document, {10, 10, 15}, 0);
    dab(*m_document, {500, 500, 15}, 1);

    QCOMPARE(m_document->undoStack().count(), 0);
    QVERIFY(!m_document->isModified());
}

void MaskStrokeTest::destructionPutsTheMaskBack()
{
    dab(*m_document, {8, 8, 15}, 1);
    const Labels before = labelsOf(*m_document);
    QSignalSpy changed(&m_document->layers(), &LayerStack::maskChanged);
    {
        MaskStroke stroke(*m_document, {}, axialAt(15), 0);
        stroke.moveTo({10, 10, 15});
        QVERIFY(labelsOf(*m_document) != before);
    }

    QCOMPARE(labelsOf(*m_document), before);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[1][1].value<Region>(), changed[0][1].value<Region>());
    QCOMPARE(m_document->undoStack().count(), 1);
}

void MaskStrokeTest::undoInAStrokePutsItBackFirst()
{
    dab(*m_document, {8, 8, 15}, 1);
    MaskStroke stroke(*m_document, {}, axialAt(15), 1);
    stroke.moveTo({10, 10, 15});

    m_document->undoStack().undo();

    QCOMPARE(labelsOf(*m_document), m_empty);
    stroke.moveTo({12, 10, 15});
    stroke.commit();
    QCOMPARE(labelsOf(*m_document), m_empty);
    QCOMPARE(m_document->undoStack().count(), 1);
}

void MaskStrokeTest::thresholdLimitsPaintingOnly()
{
    Brush brush{Brush::Shape::Disc, 6.0, IntensityWindow{95.0, 115.0}}; // i = 10 and 11
    dab(*m_document, {10, 10, 15}, 1, brush);

    // Of the disc of radius 3 about (10, 10): a column of 7 at i = 10, one of 5 at i = 11.
    QCOMPARE(m_document->editedMask()->foregroundCount(), std::size_t{12});
    brush.threshold = IntensityWindow{0.0, 5.0};
    dab(*m_document, {10, 10, 15}, 0, brush);
    QCOMPARE(labelsOf(*m_document), m_empty);
}

void MaskStrokeTest::sweptPointsJoin()
{
    MaskStroke stroke(*m_document, {Brush::Shape::Disc, 1.0, {}}, axialAt(15), 1);
    stroke.moveTo({2, 10, 15});
    stroke.moveTo({20, 10, 15});
    stroke.commit();

    QCOMPARE(m_document->editedMask()->foregroundCount(), std::size_t{19});
    QCOMPARE(m_document->editedMask()->foregroundRegion(), (Region{{2, 10, 5}, {19, 1, 1}}));
}

void MaskStrokeTest::erasesAWholeLesion()
{
    dab(*m_document, {6, 6, 15}, 1);
    const Labels one = labelsOf(*m_document);
    dab(*m_document, {17, 15, 15}, 1);
    const Labels two = labelsOf(*m_document);

    QVERIFY(m_document->eraseLesionAt({18, 15, 15}));
    QCOMPARE(labelsOf(*m_document), one);
    QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("Erase whole lesion"));
    QVERIFY(!m_document->eraseLesionAt({18, 15, 15}));
    QVERIFY(!m_document->eraseLesionAt({-900, 15, 15}));
    m_document->undoStack().undo();
    QCOMPARE(labelsOf(*m_document), two);
}

void MaskStrokeTest::undoesAllAndRedoesAllOfRandomStrokes()
{
    for (unsigned seed = 1; seed <= 5; ++seed) {
        init();
        std::mt19937 random(seed);
        std::vector<Labels> states{m_empty};
        while (states.size() < 40) {
            const int before = m_document->undoStack().count();
            randomStroke(*m_document, random);
            if (m_document->undoStack().count() > before) {
                states.push_back(labelsOf(*m_document));
            }
        }

        for (auto state = states.rbegin() + 1; state != states.rend(); ++state) {
            m_document->undoStack().undo();
            QCOMPARE(labelsOf(*m_document), *state);
        }
        QVERIFY(!m_document->undoStack().canUndo());
        QVERIFY(!m_document->isModified());
        m_document->undoStack().setIndex(m_document->undoStack().count());
        QCOMPARE(labelsOf(*m_document), states.back());
    }
}

QTEST_GUILESS_MAIN(MaskStrokeTest)
#include "mask_stroke_test.moc"
