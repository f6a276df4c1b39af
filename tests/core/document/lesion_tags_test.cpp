#include "core/document/lesion_tags.h"
#include "tests/core/lesion/spheres.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace dawson;

namespace
{

constexpr auto kRing = EnhancementPattern::Ring;
constexpr auto kNodular = EnhancementPattern::Nodular;

/// The larger is label 1.
const std::vector<Sphere> kTwo{{{-15, 0, 0}, 6}, {{15, 0, 0}, 4}};

} // namespace

class LesionTagsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void init() { m_map = findLesions(withSpheres(kTwo)); }

    void eachLesionHasItsOwn()
    {
        m_tags.set(m_map, 1, kRing);
        m_tags.set(m_map, 2, kNodular);
        QCOMPARE(*m_tags.of(m_map, 1), kRing);
        QCOMPARE(*m_tags.of(m_map, 2), kNodular);
        m_tags.set(m_map, 1, kNodular);
        QCOMPARE(m_tags.all().size(), 2U);
    }

    void undoAfterDoIsIdentity()
    {
        m_undo.clear();
        m_tags.reset({});
        QSignalSpy changed(&m_tags, &LesionTags::changed);
        m_tags.set(m_map, 1, kRing);
        m_tags.set(m_map, 1, std::nullopt);
        m_tags.set(m_map, 2, kRing);
        QCOMPARE(m_undo.count(), 3);
        QCOMPARE(changed.count(), 3);
        m_undo.undo();
        m_undo.undo();
        QCOMPARE(*m_tags.of(m_map, 1), kRing);
        QVERIFY(!m_tags.of(m_map, 2));
        m_undo.undo();
        QVERIFY(m_tags.all().empty());
        m_undo.setIndex(3);
        QCOMPARE(*m_tags.of(m_map, 2), kRing);
    }

    void sameTagAgainIsNoStep()
    {
        m_undo.clear();
        m_tags.reset({});
        m_tags.set(m_map, 2, std::nullopt);
        QCOMPARE(m_undo.count(), 0);
        m_tags.set(m_map, 2, kRing);
        m_tags.set(m_map, 1, kNodular);
        m_tags.set(m_map, 2, kRing);
        QCOMPARE(m_undo.count(), 2);
    }

    void tagStaysWithItsLesionWhenNumbersChange()
    {
        m_tags.reset({});
        m_tags.set(m_map, 2, kRing);
        // The tagged lesion grew and is the larger one now.
        const LesionMap later = findLesions(withSpheres({{{-15, 0, 0}, 5}, {{14, 0, 0}, 8}}));
        QCOMPARE(*m_tags.of(later, 1), kRing);
        QVERIFY(!m_tags.of(later, 2));
    }

    void tagOfAnErasedLesionIsNotSaved()
    {
        m_tags.reset({});
        m_tags.set(m_map, 1, kRing);
        m_tags.set(m_map, 2, kNodular);
        const auto saved = m_tags.within(withSpheres({kTwo[0]}));
        QCOMPARE(saved.size(), 1U);
        QCOMPARE(saved[0].pattern, kRing);
        QCOMPARE(m_tags.all().size(), 2U);
    }

private:
    QUndoStack m_undo;
    LesionTags m_tags{m_undo};
    LesionMap m_map;
};

QTEST_GUILESS_MAIN(LesionTagsTest)
#include "lesion_tags_test.moc"
