#include "core/base/error.h"
#include "core/document/stroke_journal.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace dawson;

namespace
{

const JournalGeneration kGeneration{std::string(64, 'a'), {20, 20, 20}};

JournalRecord recordOf(std::uint32_t offset, StepAction action = StepAction::Do)
{
    return {action,
            PaintKind::Paint,
            MaskDelta::fromChanges({{offset, 0, 1}, {offset + 1, 0, 1}, {offset + 9, 0, 1}}),
            std::nullopt};
}

JournalRecord tagRecord()
{
    const LesionTag ring{{-1.5, 0.1, 1e-300}, EnhancementPattern::Ring};
    const LesionTag nodular{{30, 2, 7}, EnhancementPattern::Nodular};
    JournalRecord record;
    record.tags = TagStep{{ring}, {ring, nodular}};
    return record;
}

/// A journal of the first format with recordOf(10), byte for byte by its description.
QByteArray firstFormat()
{
    QByteArray bytes("DAWSONJ1\x14\0\0\0\x14\0\0\0\x14\0\0\0", 20);
    return bytes + QByteArray(64, 'a') +
           QByteArray::fromHex("e09ae99e"
                               "1e00000001000000000000002ca81db601014d444c3102"
                               "0000000a00000002000000000113000000010000000001");
}

} // namespace

class StrokeJournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void bringsBackWhatWasAppended();
    void goesOnAfterRecovery();
    void leavesNoFileBeforeTheFirstStroke();
    void restartForgets();
    void otherGenerationIsSetAside_data();
    void otherGenerationIsSetAside();
    void cutAtAnyByteGivesTheWholeRecordsBefore();
    void anyFlippedByteEndsTheRecovery();
    void missingRecordEndsTheRecovery();
    void firstFormatIsReadAndContinued();
    void firstFormatCutAtAnyByte();
    void emptyAndForeignFilesAreNotReplayed_data();
    void emptyAndForeignFilesAreNotReplayed();
    void twoWindowsCannotWriteTheSameOne();
    void strokesOfAVanishedWindowAreNotOverwritten();
    void saysWhyItCannotBeWritten();

private:
    /// Four records as an earlier session left them; returns the file's content.
    QByteArray earlierSession()
    {
        StrokeJournal journal(m_path, kGeneration);
        m_ends = {88}; // the header
        for (const JournalRecord& record :
             {recordOf(10), recordOf(10, StepAction::Undo), tagRecord(), recordOf(500)}) {
            journal.append(record);
            m_ends.push_back(content().size());
        }
        return content();
    }

    /// Of the earlier session's records, those that end at or before a byte.
    std::size_t wholeBefore(qsizetype byte) const
    {
        const auto whole = std::ranges::count_if(m_ends, [&](auto end) { return end <= byte; });
        return static_cast<std::size_t>(std::max<std::ptrdiff_t>(whole - 1, 0));
    }

    QByteArray content() const
    {
        QFile file(QString::fromStdString(m_path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QByteArray& bytes) const
    {
        QFile file(QString::fromStdString(m_path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_path;
    std::vector<qsizetype> m_ends; ///< of header and records of the earlier session
};

void StrokeJournalTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = std::filesystem::path(m_folder->path().toStdString()) / "deep" / "case.journal";
}

void StrokeJournalTest::bringsBackWhatWasAppended()
{
    earlierSession();

    StrokeJournal journal(m_path, kGeneration);
    const JournalRecovery found = journal.recover();

    QCOMPARE(found.records.size(), std::size_t{4});
    QVERIFY(found.records[0] == recordOf(10));
    QVERIFY(found.records[1] == recordOf(10, StepAction::Undo));
    QVERIFY(found.records[2] == tagRecord());
    QVERIFY(found.records[3] == recordOf(500));
    QVERIFY(!found.torn);
    QVERIFY(found.setAside.empty());
}

void StrokeJournalTest::goesOnAfterRecovery()
{
    const QByteArray whole = earlierSession();
    write(whole.chopped(3));
    {
        StrokeJournal journal(m_path, kGeneration);
        QVERIFY(journal.recover().torn);
        journal.append(recordOf(700));
    }

    StrokeJournal journal(m_path, kGeneration);
    const JournalRecovery found = journal.recover();

    QCOMPARE(found.records.size(), std::size_t{4});
    QVERIFY(found.records[2] == tagRecord());
    QVERIFY(found.records[3] == recordOf(700));
    QVERIFY(!found.torn);
}

void StrokeJournalTest::leavesNoFileBeforeTheFirstStroke()
{
    StrokeJournal journal(m_path, kGeneration);
    journal.recover();
    journal.requireWritable();
    journal.restart(kGeneration);

    QVERIFY(!std::filesystem::exists(m_path.parent_path()));
    journal.append(recordOf(1));
    QVERIFY(std::filesystem::exists(m_path));
    journal.remove();
    QVERIFY(!std::filesystem::exists(m_path));
}

void StrokeJournalTest::restartForgets()
{
    const JournalGeneration saved{std::string(64, 'b'), {20, 20, 20}};
    {
        StrokeJournal journal(m_path, kGeneration);
        journal.append(recordOf(10));
        journal.restart(saved);
        journal.append(recordOf(20));
    }

    StrokeJournal journal(m_path, saved);
    const JournalRecovery found = journal.recover();

    QCOMPARE(found.records.size(), std::size_t{1});
    QVERIFY(found.records[0] == recordOf(20));
}

void StrokeJournalTest::otherGenerationIsSetAside_data()
{
    QTest::addColumn<QString>("digest");
    QTest::addColumn<int>("slices");

    QTest::newRow("the mask was saved meanwhile") << QString(64, QLatin1Char('b')) << 20;
    QTest::newRow("the mask is gone") << QString() << 20;
    QTest::newRow("the image has another size") << QString(64, QLatin1Char('a')) << 21;
}

void StrokeJournalTest::otherGenerationIsSetAside()
{
    QFETCH(QString, digest);
    QFETCH(int, slices);
    const QByteArray whole = earlierSession();

    StrokeJournal journal(m_path, {digest.toStdString(), {20, 20, slices}});
    const JournalRecovery found = journal.recover();

    QVERIFY(found.records.empty());
    QVERIFY(!std::filesystem::exists(m_path));
    QFile kept(QString::fromStdString(found.setAside.string()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), whole);
    journal.append(recordOf(1)); // the way is free again
}

void StrokeJournalTest::cutAtAnyByteGivesTheWholeRecordsBefore()
{
    const QByteArray whole = earlierSession();

    for (qsizetype length = 0; length < whole.size(); ++length) {
        write(whole.first(length));
        StrokeJournal journal(m_path, kGeneration);
        const JournalRecovery found = journal.recover();

        QCOMPARE(found.records.size(), wholeBefore(length));
        const bool atBorder = length == 0 || std::ranges::find(m_ends, length) != m_ends.end();
        QCOMPARE(found.torn, !atBorder);
    }
}

void StrokeJournalTest::anyFlippedByteEndsTheRecovery()
{
    const QByteArray whole = earlierSession();

    for (qsizetype at = m_ends[0]; at < whole.size(); ++at) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        write(damaged);
        StrokeJournal journal(m_path, kGeneration);

        const JournalRecovery found = journal.recover();

        QCOMPARE(found.records.size(), wholeBefore(at));
        QVERIFY(found.torn);
    }
}

void StrokeJournalTest::missingRecordEndsTheRecovery()
{
    const QByteArray whole = earlierSession();
    write(whole.first(m_ends[1]) + whole.sliced(m_ends[2]));

    StrokeJournal journal(m_path, kGeneration);
    const JournalRecovery found = journal.recover();

    QCOMPARE(found.records.size(), std::size_t{1});
    QVERIFY(found.torn);
}

void StrokeJournalTest::firstFormatIsReadAndContinued()
{
    std::filesystem::create_directories(m_path.parent_path());
    write(firstFormat());
    {
        StrokeJournal journal(m_path, kGeneration);
        const JournalRecovery found = journal.recover();
        QCOMPARE(found.records.size(), std::size_t{1});
        QVERIFY(found.records[0] == recordOf(10));
        QVERIFY(!found.torn);
        // A program that knows no tags must not take it for its own.
        QVERIFY(content().startsWith("DAWSONJ2"));
        journal.append(tagRecord());
        StrokeJournal second(m_path, kGeneration);
        QVERIFY_THROWS_EXCEPTION(Error, second.recover());
    }

    StrokeJournal journal(m_path, kGeneration);
    const JournalRecovery found = journal.recover();
    QCOMPARE(found.records.size(), std::size_t{2});
    QVERIFY(found.records[0] == recordOf(10));
    QVERIFY(found.records[1] == tagRecord());
}

void StrokeJournalTest::firstFormatCutAtAnyByte()
{
    const QByteArray whole = firstFormat();
    std::filesystem::create_directories(m_path.parent_path());

    for (qsizetype length = 0; length < whole.size(); ++length) {
        write(whole.first(length));
        StrokeJournal journal(m_path, kGeneration);
        const JournalRecovery found = journal.recover();

        QVERIFY(found.records.empty());
        QCOMPARE(found.torn, length != 0 && length != 88);
        journal.append(recordOf(20));
    }
}

void StrokeJournalTest::emptyAndForeignFilesAreNotReplayed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("setAside");

    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("half a header") << QByteArray("DAWSONJ1\x14\x00") << false;
    QTest::newRow("another program's file") << QByteArray(500, 'x') << true;
}

void StrokeJournalTest::emptyAndForeignFilesAreNotReplayed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, setAside);
    std::filesystem::create_directories(m_path.parent_path());
    write(bytes);

    StrokeJournal journal(m_path, kGeneration);
    const JournalRecovery found = journal.recover();

    QVERIFY(found.records.empty());
    QCOMPARE(!found.setAside.empty(), setAside);
    journal.append(recordOf(3));
}

void StrokeJournalTest::twoWindowsCannotWriteTheSameOne()
{
    StrokeJournal first(m_path, kGeneration);
    first.append(recordOf(10));

    StrokeJournal second(m_path, kGeneration);
    QVERIFY_THROWS_EXCEPTION(Error, second.recover());
    QVERIFY_THROWS_EXCEPTION(Error, second.append(recordOf(20)));
    second.remove();

    first.append(recordOf(30));
    QVERIFY(std::filesystem::exists(m_path));
}

void StrokeJournalTest::strokesOfAVanishedWindowAreNotOverwritten()
{
    StrokeJournal ours(m_path, kGeneration);
    ours.recover();
    const QByteArray theirs = earlierSession();

    QVERIFY_THROWS_EXCEPTION(Error, ours.append(recordOf(20)));

    QCOMPARE(content(), theirs);
}

void StrokeJournalTest::saysWhyItCannotBeWritten()
{
    std::filesystem::create_directories(m_path.parent_path().parent_path());
    QFile file(QString::fromStdString(m_path.parent_path().string()));
    QVERIFY(file.open(QIODevice::WriteOnly)); // a file where the folder should be

    StrokeJournal journal(m_path, kGeneration);
    try {
        journal.requireWritable();
        QFAIL("It claims to be writable.");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), Error::Kind::Io);
        QVERIFY(error.describe().find("Not a directory") != std::string::npos);
    }
    QVERIFY_THROWS_EXCEPTION(Error, journal.append(recordOf(1)));
}

QTEST_GUILESS_MAIN(StrokeJournalTest)
#include "stroke_journal_test.moc"
