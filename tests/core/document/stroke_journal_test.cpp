#include "core/base/error.h"
#include "core/document/stroke_journal.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace dawson;

namespace
{

const JournalGeneration kGeneration{std::string(64, 'a'), {20, 20, 20}};

JournalRecord recordOf(std::uint32_t offset, StepAction action = StepAction::Do)
{
    return {action,
            PaintKind::Paint,
            MaskDelta::fromChanges({{offset, 0, 1}, {offset + 1, 0, 1}, {offset + 9, 0, 1}})};
}

bool same(const JournalRecord& a, const JournalRecord& b)
{
    return a.action == b.action && a.kind == b.kind && a.delta == b.delta;
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
    void emptyAndForeignFilesAreNotReplayed_data();
    void emptyAndForeignFilesAreNotReplayed();
    void twoWindowsCannotWriteTheSameOne();
    void strokesOfAVanishedWindowAreNotOverwritten();
    void saysWhyItCannotBeWritten();

private:
    /// Three records as an earlier session left them; returns the file's content.
    QByteArray earlierSession() const
    {
        StrokeJournal journal(m_path, kGeneration);
        journal.append(recordOf(10));
        journal.append(recordOf(10, StepAction::Undo));
        journal.append(recordOf(500));
        return content();
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

    QCOMPARE(found.records.size(), std::size_t{3});
    QVERIFY(same(found.records[0], recordOf(10)));
    QVERIFY(same(found.records[1], recordOf(10, StepAction::Undo)));
    QVERIFY(same(found.records[2], recordOf(500)));
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

    QCOMPARE(found.records.size(), std::size_t{3});
    QVERIFY(same(found.records[2], recordOf(700)));
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
    QVERIFY(same(found.records[0], recordOf(20)));
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
    const auto header = 88;
    const auto record = (whole.size() - header) / 3;
    QCOMPARE(header + 3 * record, whole.size());

    for (qsizetype length = 0; length < whole.size(); ++length) {
        write(whole.first(length));
        StrokeJournal journal(m_path, kGeneration);
        const JournalRecovery found = journal.recover();

        const auto expected = length < header ? 0 : (length - header) / record;
        QCOMPARE(static_cast<qsizetype>(found.records.size()), expected);
        const bool atBorder = length == 0 || (length >= header && (length - header) % record == 0);
        QCOMPARE(found.torn, !atBorder);
    }
}

void StrokeJournalTest::anyFlippedByteEndsTheRecovery()
{
    const QByteArray whole = earlierSession();
    const auto header = 88;
    const auto record = (whole.size() - header) / 3;

    for (qsizetype at = header; at < whole.size(); ++at) {
        QByteArray damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        write(damaged);
        StrokeJournal journal(m_path, kGeneration);

        const JournalRecovery found = journal.recover();

        QCOMPARE(static_cast<qsizetype>(found.records.size()), (at - header) / record);
        QVERIFY(found.torn);
    }
}

void StrokeJournalTest::missingRecordEndsTheRecovery()
{
    const QByteArray whole = earlierSession();
    const auto header = 88;
    const auto record = (whole.size() - header) / 3;
    write(whole.first(header + record) + whole.last(record));

    StrokeJournal journal(m_path, kGeneration);
    const JournalRecovery found = journal.recover();

    QCOMPARE(found.records.size(), std::size_t{1});
    QVERIFY(found.torn);
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
