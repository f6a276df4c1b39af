#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/document/case_document.h"
#include "core/document/mask_stroke.h"
#include "tests/core/document/small_case.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

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

class CaseDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void showsImagesAndMasks();
    void coloursComeFromTheCaller();
    void saveMakesItClean();
    void saveRecordsWhoAndOnWhat();
    void submittingIsTakenBackByTheNextSave();
    void maskChangedByAnotherWindowIsNotOverwritten();
    void lockedMaskTakesNoStrokes();
    void aLockIsToldWhenItChanges();
    void failedSaveStaysModified();
    void halfASaveLeavesTheNextOnePossible();
    void refusedMaskIsNotReplaced();
    void closingTellsOnce();
    void closingInAStrokeEndsIt();

private:
    std::filesystem::path journals() const { return m_project->root() / ".dawson" / "journal"; }

    std::unique_ptr<SmallProject> m_project;
};

void CaseDocumentTest::init()
{
    m_project = std::make_unique<SmallProject>();
}

void CaseDocumentTest::showsImagesAndMasks()
{
    m_project->addImage("T1w", m_project->grid());
    m_project->addMask(kGrader1, m_project->grid());
    m_project->addMask(kGrader2, m_project->grid());
    CaseDocument document;
    QSignalSpy changed(&document, &CaseDocument::caseChanged);

    document.show(m_project->load(), kGrader2);

    QCOMPARE(changed.size(), 1);
    QVERIFY(document.isOpen());
    QVERIFY(document.warnings().empty());
    QCOMPARE(document.subject(), std::string("01"));
    QCOMPARE(document.layers().images().size(), std::size_t{2});
    QCOMPARE(document.layers().images()[0].name, QStringLiteral("FLAIR"));
    QCOMPARE(document.layers().masks().size(), std::size_t{2});
    const MaskLayer& edited = document.layers().masks()[0];
    QCOMPARE(edited.id, QStringLiteral("grader-2"));
    QVERIFY(edited.editable && edited.visible);
    QCOMPARE(edited.mask, document.editedMask());
    QCOMPARE(document.editedMask()->foregroundCount(), std::size_t{60});
    QVERIFY(!document.layers().masks()[1].editable);
    QCOMPARE(document.cursor().position(), m_project->grid().center());
}

void CaseDocumentTest::coloursComeFromTheCaller()
{
    m_project->addMask(kGrader2, m_project->grid());
    CaseDocument document;

    document.show(m_project->load(), kGrader1, [](const Author& author) {
        return author.folder == "grader-1" ? QColor(Qt::red) : QColor(Qt::blue);
    });

    QCOMPARE(document.layers().mask(QStringLiteral("grader-1"))->color, QColor(Qt::red));
    QCOMPARE(document.layers().mask(QStringLiteral("grader-2"))->color, QColor(Qt::blue));
}

void CaseDocumentTest::saveMakesItClean()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QSignalSpy modified(&document, &CaseDocument::modifiedChanged);
    QSignalSpy saved(&document, &CaseDocument::saved);

    dab(document, 10, 10);
    QCOMPARE(modified.takeLast()[0].toBool(), true);
    document.save();

    QCOMPARE(modified.takeLast()[0].toBool(), false);
    QCOMPARE(saved.size(), 1);
    QVERIFY(!document.isModified());
    const Mask written = readMask(m_project->maskPath(kGrader1));
    QCOMPARE(Labels(written.labels().begin(), written.labels().end()), labelsOf(document));
    QVERIFY(sameGrid(written.geometry(), m_project->grid()));
    document.undoStack().undo();
    QVERIFY(document.isModified());
}

void CaseDocumentTest::submittingIsTakenBackByTheNextSave()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);

    dab(document, 10, 10);
    document.submit();
    QCOMPARE(readSidecar(m_project->maskPath(kGrader1))->status, std::string("submitted"));
    QVERIFY(!document.isModified());

    dab(document, 5, 5);
    document.save();
    QCOMPARE(readSidecar(m_project->maskPath(kGrader1))->status, std::string("in progress"));
}

void CaseDocumentTest::maskChangedByAnotherWindowIsNotOverwritten()
{
    m_project->addMask(kGrader1, m_project->grid());
    CaseDocument first;
    CaseDocument second;
    first.show(m_project->load(), kGrader1);
    second.show(m_project->load(), kGrader1);
    dab(first, 10, 10);
    first.save();
    const auto saved = fileDigest(m_project->maskPath(kGrader1));

    dab(second, 15, 5);
    QVERIFY_THROWS_EXCEPTION(Error, second.save());

    QCOMPARE(fileDigest(m_project->maskPath(kGrader1)), saved);
    QVERIFY(second.isModified());
    dab(first, 12, 12);
    first.save(); // its own file may be saved again
}

void CaseDocumentTest::lockedMaskTakesNoStrokes()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    dab(document, 10, 10);
    const auto before = labelsOf(document);

    document.setLocked(EditLock::Comparison, true);
    document.setLocked(EditLock::Correction, true);
    document.setLocked(EditLock::Correction, false); // one of two is given back
    dab(document, 5, 5);
    QVERIFY(!document.eraseLesionAt(m_project->grid().toPatient(VoxelIndex{10, 10, 5})));
    QCOMPARE(labelsOf(document), before);
    document.save(); // what was painted before can still be saved

    document.setLocked(EditLock::Comparison, false);
    dab(document, 5, 5);
    QVERIFY(labelsOf(document) != before);
}

void CaseDocumentTest::aLockIsToldWhenItChanges()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QSignalSpy told(&document, &CaseDocument::lockedChanged);
    document.setLocked(EditLock::Registration, true);
    document.setLocked(EditLock::Registration, true); // as often as a job tells how far it is
    QCOMPARE(told.size(), 1);
    QVERIFY(!document.acceptsStrokes());
    document.setLocked(EditLock::Registration, false);
    QCOMPARE(told.size(), 2);
    QVERIFY(document.acceptsStrokes());
}

void CaseDocumentTest::saveRecordsWhoAndOnWhat()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    dab(document, 10, 10);
    document.save();

    const auto sidecar = readSidecar(m_project->maskPath(kGrader1));
    QVERIFY(sidecar.has_value());
    QCOMPARE(sidecar->authorName, std::string("Grader 1"));
    QCOMPARE(sidecar->role, AuthorRole::Grader);
    QCOMPARE(sidecar->imagePath, std::string("sub-01/anat/sub-01_FLAIR.nii.gz"));
    QCOMPARE(sidecar->imageDigest, fileDigest(m_project->anat() / "sub-01_FLAIR.nii.gz"));
    QVERIFY(sidecar->activeSeconds >= 0.0);
    QVERIFY(!sidecar->created.empty() && !sidecar->modified.empty());
}

void CaseDocumentTest::failedSaveStaysModified()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    dab(document, 10, 10);
    // A file where the derivatives folder should be.
    std::filesystem::remove_all(m_project->root() / "derivatives");
    QFile file(QString::fromStdString((m_project->root() / "derivatives").string()));
    QVERIFY(file.open(QIODevice::WriteOnly));

    QVERIFY_THROWS_EXCEPTION(Error, document.save());

    QVERIFY(document.isModified());
    QCOMPARE(filesUnder(journals()), 1);
}

/// The mask is written and its sidecar is not: no file may grow larger than the mask is.
void CaseDocumentTest::halfASaveLeavesTheNextOnePossible()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    dab(document, 10, 10);
    document.save();
    const auto mask = m_project->maskPath(kGrader1);
    const std::string before = fileDigest(mask);
    const auto most = std::filesystem::file_size(mask) + 40;
    QVERIFY(most < std::filesystem::file_size(sidecarPath(mask)));
    dab(document, 12, 12);

    rlimit old{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{most, old.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    std::string failure;
    try {
        document.save();
    } catch (const Error& error) {
        failure = error.describe();
    }
    ::setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, handler);

    QVERIFY(!failure.empty());
    QVERIFY(fileDigest(mask) != before); // the half that was written
    QVERIFY(document.isModified());
    document.save(); // and no word of another window
    QVERIFY(!document.isModified());
}

void CaseDocumentTest::refusedMaskIsNotReplaced()
{
    m_project->addMask(kGrader1, Geometry::axisAligned({24, 20, 12}, {1, 1, 3}, {0, 0, 5}));
    const std::string before = fileDigest(m_project->maskPath(kGrader1));
    CaseDocument document;

    document.show(m_project->load(), kGrader1);

    QVERIFY(document.isOpen() && !document.isEditable());
    QVERIFY(document.editedMask() == nullptr);
    QCOMPARE(document.warnings().size(), std::size_t{1});
    QVERIFY(document.warnings()[0].find("5.00 mm") != std::string::npos);
    dab(document, 8, 8);
    QVERIFY(!document.eraseLesionAt({6, 5, 14}));
    QVERIFY(!document.isModified());
    QVERIFY(document.layers().masks().empty());
    QVERIFY_THROWS_EXCEPTION(Error, document.save());
    QCOMPARE(fileDigest(m_project->maskPath(kGrader1)), before);
}

void CaseDocumentTest::closingTellsOnce()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    QSignalSpy changed(&document, &CaseDocument::caseChanged);

    document.close();
    document.close();

    QCOMPARE(changed.size(), 1);
    QVERIFY(document.layers().images().empty());
    QVERIFY(document.layers().masks().empty());
    QCOMPARE(document.geometry().voxelCount(), std::size_t{1});
}

void CaseDocumentTest::closingInAStrokeEndsIt()
{
    CaseDocument document;
    document.show(m_project->load(), kGrader1);
    MaskStroke stroke(document, {}, {}, 1);
    stroke.moveTo({8, 8, 15});

    document.close();
    stroke.moveTo({9, 9, 15});
    stroke.commit();

    QVERIFY(!document.isModified());
    QCOMPARE(filesUnder(journals()), 0);
}

QTEST_GUILESS_MAIN(CaseDocumentTest)
#include "case_document_test.moc"
