#include "app/worker/lesion_library.h"
#include "app/worker/pretraining_cases.h"
#include "core/base/error.h"
#include "core/image/image_file.h"
#include "core/phantom/random_source.h"
#include "tests/core/phantom/onion.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dawson;
namespace fs = std::filesystem;

namespace
{

constexpr std::array<double, 3> kShift{5.0, -3.0, 2.0}; ///< of the other brain, in mm

/// The onion moved: the same voxels, another place.
LabelVolume shiftedOnion()
{
    LabelVolume map = onionBrain();
    const PatientPoint o = map.geometry.origin();
    map.geometry = Geometry::axisAligned(
        map.geometry.size(), {1.0, 1.0, 1.0}, {o.x + kShift[0], o.y + kShift[1], o.z + kShift[2]});
    return map;
}

PatientPoint centreOf(const Mask& mask)
{
    PatientPoint sum;
    for (std::size_t n = 0; n < mask.labels().size(); ++n) {
        if (mask.labels()[n] != 0) {
            const PatientPoint p = mask.geometry().toPatient(mask.geometry().voxelAt(n));
            sum = {sum.x + p.x, sum.y + p.y, sum.z + p.z};
        }
    }
    const auto count = static_cast<double>(mask.foregroundCount());
    return {sum.x / count, sum.y / count, sum.z / count};
}

Volume whereTissue(const LabelVolume& map, std::uint16_t label)
{
    std::vector<float> voxels;
    for (const std::uint16_t value : map.labels) {
        voxels.push_back(value == label ? 255.0F : 0.0F);
    }
    return Volume(map.geometry, voxels);
}

} // namespace

class LesionLibraryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lesionsFollowTheBrain();
    void aTransformIsKept();
    void canBeStoppedWhileItRegisters();
    void saysWhatIsDoubtful();
    void patientsLeftOutAreNotUsed();
    void everySixthIsForValidation();
    void refusesWhatIsNotThere();
    void casesAreMadeOfThem();

private:
    fs::path below(const char* name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    PretrainingSources sources() const
    {
        PretrainingSources result;
        result.lesionMasks = below("masks");
        result.brainTemplate = below("template");
        return result;
    }

    QTemporaryDir m_folder;
};

/// Seven patients; patient n has one ball of 3 mm, n * 50 degrees round the ventricle.
void LesionLibraryTest::initTestCase()
{
    const LabelVolume onion = onionBrain();
    fs::create_directories(below("template"));
    fs::create_directories(below("masks"));
    writeVolume(below("template") / "t1.nii.gz", likenessOf(onion));
    writeVolume(below("template") / "prob_wm.nii.gz", whereTissue(onion, 2));
    writeVolume(below("template") / "prob_gm.nii.gz", whereTissue(onion, 3));
    for (int patient = 0; patient < 7; ++patient) {
        const double angle = patient * 50.0 * 3.14159265358979 / 180.0;
        Mask mask(onion.geometry);
        for (std::size_t n = 0; n < mask.labels().size(); ++n) {
            const PatientPoint p = mask.geometry().toPatient(mask.geometry().voxelAt(n));
            const double x = p.x - 18.0 * std::cos(angle);
            const double y = p.y - 18.0 * std::sin(angle);
            mask.labels()[n] = std::hypot(x, y, p.z) < 3.0 ? 1 : 0;
        }
        writeMask(below("masks") / ("patient0" + std::to_string(patient) + "_lesions.nii.gz"),
                  mask);
    }
}

void LesionLibraryTest::lesionsFollowTheBrain()
{
    PretrainingSources one = sources();
    one.leaveOutMasks = {
        "patient01", "patient02", "patient03", "patient04", "patient05", "patient06"};
    LesionLibrary library(one, below("follow"));
    const Volume brain = likenessOf(shiftedOnion());
    const Mask carried = library.on({"shifted", brain, {}}, 1, LesionLibrary::Use::Learning);
    QVERIFY(sameGrid(carried.geometry(), brain.geometry()));
    // A ball of 3 mm has 113 mm3.
    QVERIFY(carried.foregroundCount() > 85 && carried.foregroundCount() < 160);
    const PatientPoint centre = centreOf(carried);
    QVERIFY(std::abs(centre.x - 18.0 - kShift[0]) < 1.0);
    QVERIFY(std::abs(centre.y - kShift[1]) < 1.0);
    QVERIFY(std::abs(centre.z - kShift[2]) < 1.0);
}

void LesionLibraryTest::aTransformIsKept()
{
    const Volume brain = likenessOf(shiftedOnion());
    const Mask first = LesionLibrary(sources(), below("kept"))
                           .on({"brain", brain, {}}, 5, LesionLibrary::Use::Learning);
    LesionLibrary library(sources(), below("kept"));
    const fs::path record = below("kept") / "brain_Transform.json";
    const auto written = fs::last_write_time(record);
    const Mask again = library.on({"brain", brain, {}}, 5, LesionLibrary::Use::Learning);
    QVERIFY(fs::last_write_time(record) == written);
    QVERIFY(std::ranges::equal(again.labels(), first.labels()));
}

void LesionLibraryTest::canBeStoppedWhileItRegisters()
{
    LesionLibrary library(sources(), below("stopped"));
    const Progress stop([](double, std::string_view) { return false; });
    try {
        library.on(
            {"brain", likenessOf(shiftedOnion()), {}}, 5, LesionLibrary::Use::Learning, stop);
        QFAIL("It registered to the end.");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Cancelled);
    }
    QVERIFY(fs::is_empty(below("stopped")));
}

/// A brain that is noise: nothing of the template is alike.
void LesionLibraryTest::saysWhatIsDoubtful()
{
    LesionLibrary library(sources(), below("noise"));
    const Volume brain = likenessOf(shiftedOnion());
    library.on({"alike", brain, {}}, 1, LesionLibrary::Use::Learning);
    QVERIFY(library.warnings().empty());

    RandomSource random(7);
    std::vector<float> voxels(brain.voxels().begin(), brain.voxels().end());
    for (float& voxel : voxels) {
        voxel = voxel == 0.0F ? 0.0F : static_cast<float>(random.uniform(1.0, 1000.0));
    }
    const Volume noise(brain.geometry(), std::move(voxels));
    library.on({"noise", noise, {}}, 1, LesionLibrary::Use::Learning);
    QVERIFY(!library.warnings().empty());
    QVERIFY(library.warnings().front().find("noise") != std::string::npos);
}

void LesionLibraryTest::patientsLeftOutAreNotUsed()
{
    PretrainingSources rest = sources();
    rest.leaveOutMasks = {"patient00", "patient02"};
    LesionLibrary library(rest, below("kept"));
    const Volume brain = likenessOf(shiftedOnion());
    const PatientPoint leftOut{18.0 + kShift[0], kShift[1], kShift[2]};
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Mask carried = library.on({"brain", brain, {}}, seed, LesionLibrary::Use::Learning);
        QVERIFY(carried.foregroundCount() > 85);
        QCOMPARE(carried.at(carried.geometry().nearestVoxel(leftOut)), std::uint8_t{0});
    }
}

void LesionLibraryTest::everySixthIsForValidation()
{
    LesionLibrary library(sources(), below("kept"));
    const Volume brain = likenessOf(shiftedOnion());
    const double angle = 250.0 * 3.14159265358979 / 180.0; // of the sixth
    const PatientPoint sixth{
        18.0 * std::cos(angle) + kShift[0], 18.0 * std::sin(angle) + kShift[1], kShift[2]};
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Mask learned = library.on({"brain", brain, {}}, seed, LesionLibrary::Use::Learning);
        const Mask heldOut = library.on({"brain", brain, {}}, seed, LesionLibrary::Use::Validation);
        const VoxelIndex place = learned.geometry().nearestVoxel(sixth);
        QCOMPARE(learned.at(place), std::uint8_t{0});
        QCOMPARE(heldOut.at(place), std::uint8_t{1});
    }
}

void LesionLibraryTest::refusesWhatIsNotThere()
{
    QVERIFY(LesionLibrary(PretrainingSources(), below("none")).empty());
    PretrainingSources wrong = sources();
    wrong.leaveOutMasks = {"patient"};
    QVERIFY_THROWS_EXCEPTION(Error, LesionLibrary(wrong, below("none")));
    wrong.leaveOutMasks = {"pateint01"};
    QVERIFY_THROWS_EXCEPTION(Error, LesionLibrary(wrong, below("none")));
    wrong = sources();
    wrong.brainTemplate = below("masks");
    QVERIFY_THROWS_EXCEPTION(Error, LesionLibrary(wrong, below("none")));
    QVERIFY(!fs::exists(below("none")));
}

void LesionLibraryTest::casesAreMadeOfThem()
{
    PretrainingSources all = sources();
    const LabelVolume map = shiftedOnion();
    fs::create_directories(below("maps"));
    writeVolume(below("maps") / "map.nii.gz",
                Volume(map.geometry, std::vector<float>(map.labels.begin(), map.labels.end())));
    all.labelMaps = below("maps");
    all.synthetic = 6;
    const auto cases = makePretrainingCases(all, below("cases"));
    QCOMPARE(cases.training.size(), std::size_t(6));
    std::size_t voxels = 0;
    for (const TrainingCase& one : cases.training) {
        const std::size_t count = readMask(one.reference).foregroundCount();
        QVERIFY(count < 400); // one or two balls, nothing made up
        voxels += count;
    }
    QVERIFY(voxels > 200);

    // Nor are they taken for others: images that are there would be kept.
    all.leaveOutMasks = {"patient00"};
    QVERIFY_THROWS_EXCEPTION(Error, makePretrainingCases(all, below("cases")));
}

QTEST_GUILESS_MAIN(LesionLibraryTest)
#include "lesion_library_test.moc"
