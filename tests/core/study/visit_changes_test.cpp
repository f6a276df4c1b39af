#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/registration/transform_file.h"
#include "core/study/grading_file.h"
#include "core/study/visit_changes.h"
#include "tests/core/study/study_fixture.h"

#include <QTest>

#include <cmath>
#include <filesystem>
#include <numbers>

namespace dawson
{

namespace
{

namespace fs = std::filesystem;

using Missing = VisitChangesSearch::Missing;

/// A lesion in the patient, whatever the visit.
struct Ball {
    PatientPoint centre;
    double radiusMm = 0.0;
};

using Balls = std::vector<Ball>;

/// In every visit the patient lies elsewhere, and slices are cut differently.
struct Position {
    Geometry grid;
    PatientPoint shift; ///< from the patient's own coordinates to the scanner's
};

Position positionOf(std::size_t visit)
{
    const double c = std::cos(0.2);
    const double s = std::sin(0.2);
    const Geometry::Matrix turned{{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}};
    const Geometry::Matrix straight{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    if (visit == 1) {
        return {Geometry({80, 80, 40}, {1.0, 1.0, 2.0}, {-30.0, -50.0, -42.0}, turned),
                {4.0, -3.0, 6.0}};
    }
    if (visit == 2) {
        return {Geometry({72, 72, 48}, {1.0, 1.0, 1.5}, {-36.0, -36.0, -36.0}, straight),
                {-2.0, 1.0, 0.0}};
    }
    return {Geometry({64, 64, 64}, {1.0, 1.0, 1.0}, {-32.0, -32.0, -32.0}, straight), {}};
}

PatientPoint moved(const PatientPoint& p, const PatientPoint& by, double sign = 1.0)
{
    return {p.x + sign * by.x, p.y + sign * by.y, p.z + sign * by.z};
}

Mask drawn(const Balls& balls, const Position& position)
{
    Mask mask(position.grid);
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        const PatientPoint scanner = position.grid.toPatient(position.grid.voxelAt(n));
        const PatientPoint p = moved(scanner, position.shift, -1.0);
        for (const Ball& ball : balls) {
            const PatientPoint d = moved(p, ball.centre, -1.0);
            if (std::hypot(d.x, d.y, d.z) <= ball.radiusMm) {
                mask.labels()[n] = 1;
            }
        }
    }
    return mask;
}

Volume flat(const Geometry& grid)
{
    return {grid, std::vector<float>(grid.voxelCount(), 1.0F)};
}

std::string sessionName(std::size_t visit)
{
    return "0" + std::to_string(visit + 1);
}

const Author kReader = graderAuthor("1", "Grader 1");

/// A project of one patient on disk.
class Visits
{
public:
    explicit Visits(const std::vector<Balls>& visits)
    {
        m_folder.write("dataset_description.json", R"({"Name": "T"})");
        for (std::size_t n = 0; n < visits.size(); ++n) {
            const Position position = positionOf(n);
            const std::string stem = "sub-01_ses-" + sessionName(n);
            const fs::path anat = root() / "sub-01" / ("ses-" + sessionName(n)) / "anat";
            fs::create_directories(anat);
            writeVolume(anat / (stem + "_FLAIR.nii.gz"), flat(position.grid));
            save(n, drawn(visits[n], position));
        }
    }

    fs::path root() const { return m_folder.path(); }

    Study study() const { return readStudy(root()); }

    void save(std::size_t visit, const Mask& mask) const
    {
        const Grading grading{
            kReader.folder, "01", sessionName(visit), Task::Flair, {}, {}, {}, {}};
        writeGrading(root(), kReader, grading, mask, {});
    }

    /// Registers the visit with the one before by what is known.
    void registerPair(std::size_t visit) const
    {
        const ImagePair pair = *findPair(study(), "01", sessionName(visit), Task::New).pair;
        const PairFiles files = pairFiles(root(), pair);
        fs::create_directories(files.registered.parent_path());
        writeVolume(files.registered, flat(positionOf(visit - 1).grid));
        writeVolume(files.subtraction, flat(positionOf(visit - 1).grid));
        const PatientPoint shift =
            moved(positionOf(visit).shift, positionOf(visit - 1).shift, -1.0);
        Registration registration;
        registration.transform.affine.offset = {shift.x, shift.y, shift.z};
        saveTransform(files.transform, registration, {});
        PairRecord record;
        record.baselineDigest = fileDigest(pair.baseline.path);
        record.followupDigest = fileDigest(pair.followup.path);
        writePairRecord(root(), pair, record);
    }

    VisitChangesSearch changes(std::size_t visit) const
    {
        return findVisitChanges(study(), {"01", sessionName(visit), kReader.folder, {}});
    }

    VisitHistorySearch history(std::size_t visit) const
    {
        return readVisitHistory(study(), {"01", sessionName(visit), kReader.folder, {}});
    }

private:
    Folder m_folder;
};

const Ball kOld{{-12, 0, 0}, 5};
const Ball kGrowing{{10, 8, -5}, 3.5};
const Ball kGrown{{10, 8, -5}, 5};
const Ball kGone{{5, -14, 8}, 4};
const Ball kFresh{{0, 4, 14}, 4};

double mlOf(const Ball& ball)
{
    return 4.0 / 3.0 * std::numbers::pi * std::pow(ball.radiusMm, 3) / 1000.0;
}

int idAt(const LesionIds& ids, const LesionMap& map, const PatientPoint& place)
{
    const std::int32_t label = map.labelAt(map.geometry.nearestVoxel(place));
    return label == 0 ? 0 : ids[static_cast<std::size_t>(label) - 1].id;
}

} // namespace

class VisitChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void findsChangesThroughTheTransform()
    {
        const Visits visits({{kOld, kGrowing, kGone}, {kOld, kGrown, kFresh}});
        visits.registerPair(1);
        const VisitChangesSearch search = visits.changes(1);
        QVERIFY(search.found);
        const VisitChanges& found = *search.found;
        QCOMPARE(found.visits, 2U);
        QVERIFY(!found.accepted);
        for (const auto& [kind, ball] : {std::pair{ChangeClass::New, kFresh},
                                         std::pair{ChangeClass::Enlarging, kGrown},
                                         std::pair{ChangeClass::Stable, kOld},
                                         std::pair{ChangeClass::Resolved, kGone}}) {
            QCOMPARE(found.changes.sum(kind).count, 1U);
            const auto change = std::find_if(found.changes.changes.begin(),
                                             found.changes.changes.end(),
                                             [&](const auto& c) { return c.kind == kind; });
            // The first visit's own coordinates are the patient's.
            const PatientPoint d = moved(change->inside, ball.centre, -1.0);
            QVERIFY(std::hypot(d.x, d.y, d.z) < 2.0);
            const double ml = std::max(change->priorMl, change->currentMl);
            QVERIFY(std::abs(ml / mlOf(ball) - 1.0) < 0.12);
        }
    }

    void idsGoOnOverThreeVisits()
    {
        const Visits visits({{kOld, kGrowing}, {kOld, kGrown, kFresh}, {kOld, kFresh, kGone}});
        visits.registerPair(1);
        visits.registerPair(2);
        const VisitChanges first = *visits.changes(1).found;
        const VisitChanges second = *visits.changes(2).found;
        QCOMPARE(second.visits, 3U);
        QCOMPARE(second.pair.baselineSession, "02");
        const auto atFirst = [&](const Ball& ball) {
            return idAt(first.currentIds, first.current, ball.centre);
        };
        const auto atSecond = [&](const LesionIds& ids, const LesionMap& map, const Ball& ball) {
            return idAt(ids, map, moved(ball.centre, positionOf(1).shift));
        };
        // By size at the first visit, then by appearance.
        QCOMPARE(idAt(first.priorIds, first.prior, kOld.centre), 1);
        QCOMPARE(idAt(first.priorIds, first.prior, kGrowing.centre), 2);
        QCOMPARE(atFirst(kOld), 1);
        QCOMPARE(atFirst(kGrown), 2);
        QCOMPARE(atFirst(kFresh), 3);
        QCOMPARE(atSecond(second.priorIds, second.prior, kGrown), 2);
        QCOMPARE(atSecond(second.currentIds, second.current, kOld), 1);
        QCOMPARE(atSecond(second.currentIds, second.current, kFresh), 3);
        QCOMPARE(atSecond(second.currentIds, second.current, kGone), 4);
    }

    void strokesCountBeforeTheyAreSaved()
    {
        const Visits visits({{kOld, kGrowing}, {kOld}});
        visits.registerPair(1);
        const VisitHistory history = *visits.history(1).found;
        const ChangeRule rule;
        const LesionChanges saved = compareVisits(history, {}, rule).found->changes;
        QCOMPARE(saved.sum(ChangeClass::Resolved).count, 1U);

        PaintedMasks painted;
        painted.current = std::make_shared<Mask>(drawn({kOld, kGrown, kFresh}, positionOf(1)));
        const VisitChanges found = *compareVisits(history, painted, rule).found;
        QCOMPARE(found.changes.sum(ChangeClass::Resolved).count, 0U);
        QCOMPARE(found.changes.sum(ChangeClass::Enlarging).count, 1U);
        QCOMPARE(found.changes.sum(ChangeClass::New).count, 1U);
        QCOMPARE(idAt(found.currentIds, found.current, kFresh.centre), 3);
        // And where to jump to on the later visit's own image.
        const PatientPoint there = found.toCurrent.toMoving(kFresh.centre);
        const PatientPoint d = moved(there, moved(kFresh.centre, positionOf(1).shift), -1.0);
        QVERIFY(std::hypot(d.x, d.y, d.z) < 1e-6);

        fs::remove(visits.study().grading(kReader.folder, "01", "02", Task::Flair)->path);
        const VisitHistory unsaved = *visits.history(1).found;
        QCOMPARE(compareVisits(unsaved, {}, rule).missing, Missing::CurrentMask);
        QCOMPARE(compareVisits(unsaved, painted, rule).found->changes.sum(ChangeClass::New).count,
                 1U);
    }

    void newLesionsPaintedHereCountOnce()
    {
        const Visits visits({{kOld}, {kOld, kFresh}});
        visits.registerPair(1);
        const VisitHistory history = *visits.history(1).found;
        PaintedMasks painted;
        // One that the lesion mask holds already, and one that it does not.
        painted.added = std::make_shared<Mask>(drawn({kFresh, kGone}, positionOf(0)));
        const VisitChanges found = *compareVisits(history, painted, {}).found;
        const ChangeSum fresh = found.changes.sum(ChangeClass::New);
        QCOMPARE(fresh.count, 2U);
        QVERIFY(std::abs(fresh.currentMl / (mlOf(kFresh) + mlOf(kGone)) - 1.0) < 0.12);
        QCOMPARE(idAt(found.currentIds, found.current, kGone.centre), 3);

        painted.added = std::make_shared<Mask>(drawn({kFresh}, positionOf(1)));
        QVERIFY_THROWS_EXCEPTION(Error, compareVisits(history, painted, {}));
    }

    void idsBeginAfterAGap()
    {
        const Visits visits({{kOld}, {kOld, kFresh}, {kFresh}});
        visits.registerPair(2); // the first pair was never registered
        const VisitChanges found = *visits.changes(2).found;
        QCOMPARE(found.visits, 2U);
        QCOMPARE(found.changes.sum(ChangeClass::Resolved).count, 1U);
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QString>("situation");
        QTest::addColumn<int>("expected");
        QTest::newRow("the first visit") << "first" << static_cast<int>(Missing::Pair);
        QTest::newRow("not registered") << "plain" << static_cast<int>(Missing::Registration);
        QTest::newRow("image changed since") << "stale" << static_cast<int>(Missing::Registration);
        QTest::newRow("no mask before") << "before" << static_cast<int>(Missing::PriorMask);
        QTest::newRow("no mask now") << "now" << static_cast<int>(Missing::CurrentMask);
        QTest::newRow("mask on another grid") << "grid" << static_cast<int>(Missing::Grid);
    }

    void saysWhatIsMissing()
    {
        QFETCH(QString, situation);
        QFETCH(int, expected);
        const Visits visits({{kOld}, {kOld}});
        if (situation != QLatin1String("plain")) {
            visits.registerPair(1);
        }
        const Study study = visits.study();
        if (situation == QLatin1String("stale")) {
            writeVolume(study.subject("01")->session("02")->primary(Task::Flair)->path,
                        Volume(positionOf(1).grid,
                               std::vector<float>(positionOf(1).grid.voxelCount(), 2.0F)));
        } else if (situation == QLatin1String("before") || situation == QLatin1String("now")) {
            const char* session = situation == QLatin1String("now") ? "02" : "01";
            fs::remove(study.grading(kReader.folder, "01", session, Task::Flair)->path);
        } else if (situation == QLatin1String("grid")) {
            visits.save(1, drawn({kOld}, positionOf(0)));
        }
        const VisitChangesSearch search =
            visits.changes(situation == QLatin1String("first") ? 0 : 1);
        QCOMPARE(static_cast<int>(search.missing), expected);
        QVERIFY(!search.found);
        QCOMPARE(search.detail.empty(),
                 search.missing != Missing::Pair && search.missing != Missing::Grid);
    }

    void smallestLesionSurvivesACoarseGrid()
    {
        Mask fine(Geometry::axisAligned({40, 40, 40}, {0.5, 0.5, 0.5}));
        fine.set({21, 21, 21}, 1);
        const Geometry coarse = Geometry::axisAligned({10, 10, 10}, {2.0, 2.0, 2.0});
        const LesionMap carried = carryLesions(findLesions(fine), coarse, {});
        QCOMPARE(std::count(carried.labels.begin(), carried.labels.end(), 1), 1);
        QCOMPARE(carried.lesions[0].volumeMl, 0.125 / 1000.0);
    }

    void onlyAuthorsOfBothVisits()
    {
        const Visits visits({{kOld}, {kOld}});
        const Author second = graderAuthor("2", "Grader 2");
        writeGrading(visits.root(),
                     second,
                     {second.folder, "01", "02", Task::Flair, {}, {}, {}, {}},
                     drawn({kOld}, positionOf(1)),
                     {});
        const Study study = visits.study();
        const auto authors =
            authorsOfBothVisits(study, *findPair(study, "01", "02", Task::New).pair);
        QCOMPARE(study.authors.size(), 2U);
        QCOMPARE(authors.size(), 1U);
        QCOMPARE(authors[0].folder, kReader.folder);
    }
};

} // namespace dawson

using dawson::VisitChangesTest;
QTEST_GUILESS_MAIN(VisitChangesTest)
#include "visit_changes_test.moc"
