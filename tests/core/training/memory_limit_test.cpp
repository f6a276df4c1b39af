#include "core/base/atomic_file.h"
#include "core/training/memory_ceiling.h"
#include "core/training/memory_limit.h"

#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using namespace dawson;

/// File and content, below the mount.
using Files = QMap<QString, QString>;

class MemoryLimitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSmallestLimitCounts_data();
    void theSmallestLimitCounts();
    void theMachineIsTheMost();
};

void MemoryLimitTest::theSmallestLimitCounts_data()
{
    QTest::addColumn<QByteArray>("groups");
    QTest::addColumn<Files>("files");
    QTest::addColumn<quint64>("bytes");
    const QByteArray two = "0::/user.slice/job\n";
    const QByteArray one = "9:name=systemd:/\n4:cpu,memory:/docker/abc\n0::/\n";
    const auto row = [](const char* name, const QByteArray& groups, const Files& files, quint64 b) {
        QTest::newRow(name) << groups << files << b;
    };
    row("no groups", "", {}, 0);
    row("version 2, no limit",
        two,
        {{QStringLiteral("user.slice/job/memory.max"), QStringLiteral("max\n")}},
        0);
    row("version 2, the group's",
        two,
        {{QStringLiteral("user.slice/job/memory.max"), QStringLiteral("4000000000\n")}},
        4000000000);
    row("version 2, the one around it",
        two,
        {{QStringLiteral("user.slice/memory.max"), QStringLiteral("3000000000\n")},
         {QStringLiteral("user.slice/job/memory.max"), QStringLiteral("max\n")}},
        3000000000);
    row("version 2, in a container",
        "0::/\n",
        {{QStringLiteral("memory.max"), QStringLiteral("2000000000\n")}},
        2000000000);
    row("version 1, no limit",
        one,
        {{QStringLiteral("memory/docker/abc/memory.limit_in_bytes"),
          QStringLiteral("9223372036854771712\n")}},
        0);
    row("version 1, the group's",
        one,
        {{QStringLiteral("memory/memory.limit_in_bytes"), QStringLiteral("9223372036854771712\n")},
         {QStringLiteral("memory/docker/abc/memory.limit_in_bytes"),
          QStringLiteral("5000000000\n")}},
        5000000000);
    row("version 1, in a container, whose path is the host's",
        one,
        {{QStringLiteral("memory/memory.limit_in_bytes"), QStringLiteral("1000000000\n")}},
        1000000000);
    row("nonsense",
        two,
        {{QStringLiteral("user.slice/job/memory.max"), QStringLiteral("plenty\n")}},
        0);
}

void MemoryLimitTest::theSmallestLimitCounts()
{
    QFETCH(QByteArray, groups);
    QFETCH(Files, files);
    QFETCH(quint64, bytes);
    QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    writeTextAtomically(root / "cgroup", groups.toStdString());
    for (auto file = files.begin(); file != files.end(); ++file) {
        writeTextAtomically(root / "mount" / file.key().toStdString(), file->toStdString());
    }
    QCOMPARE(quint64{memoryLimitBytes(root / "cgroup", root / "mount")}, bytes);
    QCOMPARE(quint64{memoryLimitBytes(root / "none", root / "mount")}, quint64{0});
}

/// Here there may be a limit or none.
void MemoryLimitTest::theMachineIsTheMost()
{
    const std::uint64_t limit = memoryLimitBytes();
    QVERIFY(installedMemoryBytes() > 0);
    QVERIFY(limit == 0 || installedMemoryBytes() <= limit);
    QVERIFY(freeMemoryBytes() <= installedMemoryBytes());
}

QTEST_GUILESS_MAIN(MemoryLimitTest)
#include "memory_limit_test.moc"
