#include "core/document/mask_stroke.h"
#include "core/lesion/lesion_map.h"
#include "tests/core/document/small_case.h"

#include <QFile>
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

void dab(CaseDocument& document, double x, double y, std::uint8_t label = 1)
{
    MaskStroke stroke(document, {Brush::Shape::Ball, 7.0, {}}, {}, label);
    stroke.moveTo({x, y, 15});
    stroke.commit();
}

void tagFirst(CaseDocument& document, EnhancementPattern pattern)
{
    document.lesionTags().set(findLesions(*document.editedMask()), 1, pattern);
}

int filesUnder(const std::filesystem::path& folder)
{
    int count = 0;
    std::error_code missing;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, missing)) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
}

} // namespace

/// What comes back after a crash, which is a document that goes without save or discard.
class CaseRecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void unsavedStrokesComeBack();
    void undoHistoryComesBack();
    void undoingPastASaveComesBack();
    void tagsComeBack();
    void undoingATagPastASaveComesBack();
    void randomEditsComeBack();
    void savedStrokesAreNotReplayed();
    void strokesOnAReplacedMaskAreSetAside();
    void discardedStrokesStayAway();
    void closedCleanLeavesNoJournal();
    void projectWithoutJournalStillOpens();
    void lostJournalIsTold();
    void secondWindowIsTold();

private:
    std::filesystem::path journals() const { return m_project->root() / ".dawson" / "journal"; }

    std::unique_ptr<SmallProject> m_project;
};

void CaseRecoveryTest::init()
{
    m_project = std::make_unique<SmallProject>();
}

void CaseRecoveryTest::unsavedStrokesComeBack()
{
    m_project->addMask(kGrader1, m_project->grid());
    Labels left;
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        dab(document, 15, 15);
        dab(document, 5, 5, 0);
        left = labelsOf(document);
    }

    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    QCOMPARE(document.restoredStrokes(), 2);
    QCOMPARE(labelsOf(document), left);
    QVERIFY(document.isModified());
    document.show(m_project->load(), kGrader2); // not the other grader's
    QCOMPARE(document.restoredStrokes(), 0);
    QVERIFY(!document.isModified());
}

void CaseRecoveryTest::undoHistoryComesBack()
{
    Labels first;
    Labels second;
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        dab(document, 8, 8);
        first = labelsOf(document);
        dab(document, 15, 15);
        second = labelsOf(document);
        document.undoStack().undo();
    }

    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    QCOMPARE(document.restoredStrokes(), 1);
    QCOMPARE(labelsOf(document), first);
    document.undoStack().redo();
    QCOMPARE(labelsOf(document), second);
    document.undoStack().setIndex(0);
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{0});
    QVERIFY(!document.isModified());
}

void CaseRecoveryTest::undoingPastASaveComesBack()
{
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        dab(document, 8, 8);
        document.save();
        document.undoStack().undo();
        QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{0});
    }

    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{0});
    QVERIFY(document.isModified());
    document.undoStack().undo();
    QVERIFY(document.editedMask()->foregroundCount() > 0);
    QVERIFY(!document.isModified());
}

void CaseRecoveryTest::tagsComeBack()
{
    std::vector<LesionTag> left;
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        dab(document, 8, 8);
        tagFirst(document, EnhancementPattern::Ring);
        dab(document, 18, 15);
        tagFirst(document, EnhancementPattern::Nodular);
        tagFirst(document, EnhancementPattern::Ring);
        document.undoStack().undo();
        left = document.lesionTags().all();
        QCOMPARE(left.size(), std::size_t{1});
    }

    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    QCOMPARE(document.restoredStrokes(), 4);
    QVERIFY(document.isModified());
    QCOMPARE(document.lesionTags().all(), left);
    document.undoStack().redo();
    QCOMPARE(document.lesionTags().all()[0].pattern, EnhancementPattern::Ring);
    document.undoStack().setIndex(1);
    QVERIFY(document.lesionTags().all().empty());
    document.undoStack().setIndex(4);
    document.save();

    CaseDocument saved;
    saved.show(m_project->load(), kGrader1);
    QCOMPARE(saved.restoredStrokes(), 0);
    QCOMPARE(saved.lesionTags().all(), left);
}

void CaseRecoveryTest::undoingATagPastASaveComesBack()
{
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        dab(document, 8, 8);
        tagFirst(document, EnhancementPattern::Ring);
        document.save();
        document.undoStack().undo();
        QVERIFY(document.lesionTags().all().empty());
    }

    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    QVERIFY(document.lesionTags().all().empty());
    QVERIFY(document.isModified());
    document.undoStack().undo();
    QCOMPARE(document.lesionTags().all().size(), std::size_t{1});
    QVERIFY(!document.isModified());
}

void CaseRecoveryTest::randomEditsComeBack()
{
    for (unsigned seed = 1; seed <= 5; ++seed) {
        init();
        std::mt19937 random(seed);
        const auto number = [&](int low, int high) {
            return std::uniform_int_distribution(low, high)(random);
        };
        Labels left;
        std::vector<LesionTag> tags;
        {
            CaseDocument document;
            document.show(m_project->load(), kGrader1);
            for (int n = 0; n < 60; ++n) {
                switch (number(0, 8)) {
                case 0:
                    document.undoStack().undo();
                    break;
                case 1:
                    document.undoStack().redo();
                    break;
                case 2:
                    document.eraseLesionAt({1.0 * number(0, 23), 1.0 * number(0, 19), 15});
                    break;
                case 3:
                    document.save();
                    break;
                case 4:
                    if (document.editedMask()->foregroundCount() > 0) {
                        tagFirst(document,
                                 number(0, 1) > 0 ? EnhancementPattern::Ring
                                                  : EnhancementPattern::Nodular);
                    }
                    break;
                default:
                    dab(document, number(0, 23), number(0, 19), number(0, 2) > 0 ? 1 : 0);
                }
            }
            left = labelsOf(document);
            tags = document.lesionTags().within(*document.editedMask());
        }

        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        QVERIFY(document.warnings().empty());
        QCOMPARE(document.lesionTags().within(*document.editedMask()), tags);
        QCOMPARE(labelsOf(document), left);
        document.undoStack().setIndex(0);
        const LoadedCase again = m_project->load();
        const auto* saved = again.mask("grader-1");
        QVERIFY(saved != nullptr);
        QVERIFY(std::ranges::equal(saved->mask->labels(), document.editedMask()->labels()));
    }
}

void CaseRecoveryTest::savedStrokesAreNotReplayed()
{
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        dab(document, 8, 8);
        document.save();
        QCOMPARE(filesUnder(journals()), 1);
    }

    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    QCOMPARE(document.restoredStrokes(), 0);
    QVERIFY(!document.isModified());
    QVERIFY(document.editedMask()->foregroundCount() > 0);
}

void CaseRecoveryTest::strokesOnAReplacedMaskAreSetAside()
{
    {
        CaseDocument document;
        document.show(m_project->load(), kGrader1);
        dab(document, 18, 15);
    }
    m_project->addMask(kGrader1, m_project->grid()); // by another program

    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    QCOMPARE(document.restoredStrokes(), 0);
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{60});
    QCOMPARE(document.warnings().size(), std::size_t{1});
    QVERIFY(document.warnings()[0].find(".aside-1") != std::string::npos);
    dab(document, 18, 15); // and the journal works again
    QCOMPARE(document.warnings().size(), std::size_t{1});
}

void CaseRecoveryTest::discardedStrokesStayAway()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    dab(document, 8, 8);

    document.discard();

    QVERIFY(!document.isOpen());
    QVERIFY(!document.isModified());
    QCOMPARE(filesUnder(journals()), 0);
    document.show(m_project->load(), kGrader1);
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{0});
}

void CaseRecoveryTest::closedCleanLeavesNoJournal()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    dab(document, 8, 8);
    document.undoStack().undo();
    QCOMPARE(filesUnder(journals()), 1);

    document.close();

    QCOMPARE(filesUnder(journals()), 0);
}

void CaseRecoveryTest::projectWithoutJournalStillOpens()
{
    // A file where .dawson should be, which works for any user; read-only folders do not for root.
    QFile file(QString::fromStdString((m_project->root() / ".dawson").string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    CaseDocument document;
    QSignalSpy added(&document, &CaseDocument::warningAdded);

    document.show(m_project->load(), kGrader1);

    QCOMPARE(added.size(), 0); // caseChanged() tells it
    QCOMPARE(document.warnings().size(), std::size_t{1});
    QVERIFY(document.warnings()[0].find("would not survive") != std::string::npos);
    dab(document, 8, 8);
    QVERIFY(document.editedMask()->foregroundCount() > 0);
    QVERIFY(document.isModified());
}

void CaseRecoveryTest::lostJournalIsTold()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QSignalSpy warned(&document, &CaseDocument::warningAdded);
    QFile file(QString::fromStdString((m_project->root() / ".dawson").string()));
    QVERIFY(file.open(QIODevice::WriteOnly));

    dab(document, 8, 8);
    dab(document, 15, 15);

    QCOMPARE(warned.size(), 1);
    QCOMPARE(document.undoStack().count(), 2);
}

void CaseRecoveryTest::secondWindowIsTold()
{
    CaseDocument first;
    first.show(m_project->load(), kGrader1);
    dab(first, 8, 8);

    CaseDocument second;
    second.show(m_project->load(), kGrader1);

    QCOMPARE(second.restoredStrokes(), 0);
    QCOMPARE(second.warnings().size(), std::size_t{1});
    QVERIFY(second.warnings()[0].find("another window") != std::string::npos);
}

QTEST_GUILESS_MAIN(CaseRecoveryTest)
#include "case_recovery_test.moc"
