#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/file_lock.h"
#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/base/resources.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

using namespace dawson;
namespace fs = std::filesystem;

namespace
{

template <typename Call>
bool throwsIo(const Call& call)
{
    try {
        call();
    } catch (const Error& failure) {
        return failure.kind() == Error::Kind::Io;
    }
    return false;
}

} // namespace

class BaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digestOfKnownVectors_data();
    void digestOfKnownVectors();
    void digestOfPiecesAndFiles();
    void atomicWriteReplacesWhole();
    void failedAtomicWriteChangesNothing();
    void linesAreAppended();
    void readTextRefuses();
    void aLockWaitsForItsHolder();
    void aWaitForALockCanBeCancelled();
    void nothingIsHeldWhereNoFileCanBe_data();
    void nothingIsHeldWhereNoFileCanBe();
    void progressNests();
    void progressStops();
    void errorDescribesItsSubject();
    void resourcesAreFoundOrNamed();
    void logGoesToAFile();

private:
    fs::path pathOf(const std::string& name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    QStringList files() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    QTemporaryDir m_folder;
};

/// From FIPS 180-4's examples.
void BaseTest::digestOfKnownVectors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("hex");
    QTest::newRow("nothing")
        << QByteArray()
        << QStringLiteral("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc")
                         << QStringLiteral(
                                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks")
        << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        << QStringLiteral("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million times a")
        << QByteArray(1000000, 'a')
        << QStringLiteral("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void BaseTest::digestOfKnownVectors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, hex);
    Digest digest;
    digest.add(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    QCOMPARE(QString::fromStdString(digest.hex()), hex);
}

void BaseTest::digestOfPiecesAndFiles()
{
    const std::string text(3'000'000, 'x');
    Digest whole;
    whole.add(text);
    Digest pieces;
    pieces.add(std::string_view(text).substr(0, 1234));
    pieces.add(std::string_view(text).substr(1234));
    std::ofstream(pathOf("x")) << text;

    const std::string hex = whole.hex();
    QCOMPARE(pieces.hex(), hex);
    QCOMPARE(fileDigest(pathOf("x")), hex);
    QVERIFY(throwsIo([&] { fileDigest(pathOf("missing")); }));
    fs::remove(pathOf("x"));
}

void BaseTest::atomicWriteReplacesWhole()
{
    const fs::path path = pathOf("deep/er/text.json");
    writeTextAtomically(path, "first");
    writeTextAtomically(path, "second");
    QCOMPARE(readText(path), std::string("second"));

    // Writers look at the extension, and a reader must never meet a part.
    writeAtomically(path, [&](const fs::path& temporary) {
        QCOMPARE(temporary.parent_path(), path.parent_path());
        QCOMPARE(temporary.extension().string(), std::string(".json"));
        QVERIFY(temporary != path);
        std::ofstream(temporary) << "third, half";
        QCOMPARE(readText(path), std::string("second"));
        std::ofstream(temporary) << "third";
    });
    QCOMPARE(readText(path), std::string("third"));
}

void BaseTest::failedAtomicWriteChangesNothing()
{
    writeTextAtomically(pathOf("kept"), "old");
    try {
        writeAtomically(pathOf("kept"), [](const fs::path& temporary) {
            std::ofstream(temporary) << "new";
            throw Error(Error::Kind::Model, "No.");
        });
        QFAIL("the writer's error was lost");
    } catch (const Error& failure) {
        QCOMPARE(failure.kind(), Error::Kind::Model);
    }
    QCOMPARE(readText(pathOf("kept")), std::string("old"));
    // A writer that writes nothing, and a folder in the way.
    QVERIFY(throwsIo([&] { writeAtomically(pathOf("none"), [](const fs::path&) {}); }));
    fs::create_directories(pathOf("folder/inside"));
    QVERIFY(throwsIo([&] { writeTextAtomically(pathOf("folder"), "x"); }));
    QVERIFY(throwsIo([&] { writeTextAtomically(pathOf("kept/below"), "x"); }));
    QCOMPARE(files(), QStringList{QStringLiteral("kept")});
}

void BaseTest::linesAreAppended()
{
    appendLine(pathOf("lines"), "one");
    appendLine(pathOf("lines"), "");
    appendLine(pathOf("lines"), "three");
    QCOMPARE(readText(pathOf("lines")), std::string("one\n\nthree\n"));
    QVERIFY(throwsIo([&] { appendLine(pathOf("no/such/folder"), "x"); }));
    fs::remove(pathOf("lines"));
}

void BaseTest::readTextRefuses()
{
    std::ofstream(pathOf("long")) << "12345";
    QCOMPARE(readText(pathOf("long"), 5), std::string("12345"));
    QVERIFY(throwsIo([&] { readText(pathOf("long"), 4); }));
    QVERIFY(throwsIo([&] { readText(pathOf("missing")); }));
    QVERIFY(throwsIo([&] { readText(m_folder.path().toStdString()); }));
    std::ofstream(pathOf("long"), std::ios::trunc).flush();
    QCOMPARE(readText(pathOf("long")), std::string());
    fs::remove(pathOf("long"));
}

void BaseTest::aLockWaitsForItsHolder()
{
    const fs::path file = pathOf("folder") / "work.lock";
    std::optional<FileLock> first(std::in_place, file, Progress(), "");
    QVERIFY(first->held());
    int waited = 0;
    std::string phase;
    const Progress givesBack([&](double, std::string_view said) {
        phase = said;
        if (++waited == 2) {
            first.reset();
        }
        return true;
    });

    const FileLock second(file, givesBack, "Waiting");

    QVERIFY(second.held());
    QCOMPARE(waited, 2);
    QCOMPARE(phase, std::string("Waiting"));
}

void BaseTest::aWaitForALockCanBeCancelled()
{
    const fs::path file = pathOf("folder") / "work.lock";
    std::optional<FileLock> first(std::in_place, file, Progress(), "");
    const Progress stops([](double, std::string_view) { return false; });

    QVERIFY_THROWS_EXCEPTION(Error, FileLock(file, stops, "Waiting"));

    first.reset();
    QVERIFY(FileLock(file, stops, "Waiting").held()); // nobody in the way, nothing to wait for
}

void BaseTest::nothingIsHeldWhereNoFileCanBe_data()
{
    QTest::addColumn<QString>("path");
    fs::create_directories(pathOf("folder"));
    std::ofstream(pathOf("folder") / "file") << "x";
    QTest::newRow("no path") << QString();
    QTest::newRow("below a file") << QString::fromStdString(
        (pathOf("folder") / "file" / "work.lock").string());
}

void BaseTest::nothingIsHeldWhereNoFileCanBe()
{
    QFETCH(QString, path);
    QVERIFY(!FileLock(path.toStdString(), Progress(), "").held());
}

void BaseTest::progressNests()
{
    std::vector<double> seen;
    const Progress whole([&](double fraction, std::string_view phase) {
        seen.push_back(fraction);
        return phase != "stop";
    });
    whole.report(0.1);
    const Progress half = whole.part(0.5, 1.0);
    half.report(0.5);
    half.part(0.5, 1.0).report(0.5);
    half.report(7.0);
    whole.report(-1.0);
    QCOMPARE(seen, (std::vector<double>{0.1, 0.75, 0.875, 1.0, 0.0}));
    Progress().report(0.5); // nobody listens
}

void BaseTest::progressStops()
{
    const Progress stopping([](double fraction, std::string_view) { return fraction < 0.5; });
    stopping.report(0.4);
    try {
        stopping.part(0.0, 0.5).report(1.0);
        QFAIL("it did not stop");
    } catch (const Error& failure) {
        QCOMPARE(failure.kind(), Error::Kind::Cancelled);
    }
}

void BaseTest::errorDescribesItsSubject()
{
    QCOMPARE(Error(Error::Kind::Io, "It is gone.", "a.nii").describe(),
             std::string("a.nii: It is gone."));
    QCOMPARE(Error(Error::Kind::Data, "Nothing.").describe(), std::string("Nothing."));
}

void BaseTest::resourcesAreFoundOrNamed()
{
    fs::create_directories(pathOf("res/presets"));
    std::ofstream(pathOf("res/presets/a.json")) << "{}";
    qputenv("DAWSON_RESOURCES", pathOf("res").string().c_str());
    QCOMPARE(resourceFile("presets/a.json"), pathOf("res/presets/a.json"));
    try {
        resourceFile("presets/b.json");
        QFAIL("a missing file was found");
    } catch (const Error& failure) {
        QVERIFY(failure.subject().ends_with("presets/b.json"));
    }
    QVERIFY(fs::exists(programFolder() / "base_test"));
    QVERIFY(!softwareVersion().empty());
}

void BaseTest::logGoesToAFile()
{
    logToFile(pathOf("dawson.log"));
    logWarning("the disk is nearly full");
    QVERIFY(readText(pathOf("dawson.log")).find("warning the disk is nearly full\n") !=
            std::string::npos);
    QVERIFY(throwsIo([&] { logToFile(pathOf("dawson.log/below")); }));
}

QTEST_GUILESS_MAIN(BaseTest)
#include "base_test.moc"
