#include "tests/architecture/source_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

namespace dawson
{

namespace
{

const QString kRoot = QStringLiteral(DAWSON_SOURCE_DIR);
const QStringList kProductFolders{
    QStringLiteral("core"), QStringLiteral("widgets"), QStringLiteral("app")};

/// What each room may include besides itself: the arrows of docs/architecture.md.
const QMap<QString, QString> kArrows{
    {QStringLiteral("core/base"), QString()},
    {QStringLiteral("core/image"), QStringLiteral("core/base")},
    {QStringLiteral("core/registration"), QStringLiteral("core/base core/image")},
    {QStringLiteral("core/lesion"), QStringLiteral("core/base core/image")},
    {QStringLiteral("core/phantom"), QStringLiteral("core/base core/image")},
    {QStringLiteral("core/study"),
     QStringLiteral("core/base core/image core/lesion core/registration")},
    {QStringLiteral("core/training"), QStringLiteral("core/base core/image core/lesion")},
    {QStringLiteral("core/nn"), QStringLiteral("core/base core/image core/lesion core/training")},
    {QStringLiteral("core/run"), QStringLiteral("core/base core/image core/training")},
    {QStringLiteral("core/job"), QStringLiteral("core/base core/run core/training")},
    {QStringLiteral("core/document"),
     QStringLiteral("core/base core/image core/lesion core/study")},
    {QStringLiteral("widgets/theme"), QStringLiteral("core/study")},
    {QStringLiteral("widgets/view"),
     QStringLiteral("core/base core/image core/lesion core/registration core/study core/document "
                    "widgets/theme")},
    {QStringLiteral("widgets/chart"),
     QStringLiteral("core/base core/image core/lesion core/study core/training widgets/theme")},
    {QStringLiteral("widgets/panel"),
     QStringLiteral("core/base core/image core/lesion core/study core/training core/run core/job "
                    "core/document "
                    "widgets/theme widgets/chart")},
    {QStringLiteral("widgets/change"),
     QStringLiteral("core/base core/image core/lesion core/study core/document widgets/theme "
                    "widgets/panel")},
    {QStringLiteral("app/bench"),
     QStringLiteral("core/base core/image core/registration core/study core/document widgets/theme "
                    "widgets/view")},
    {QStringLiteral("app/worker"),
     QStringLiteral("core/base core/image core/lesion core/phantom core/study core/training "
                    "core/nn core/registration core/run")},
};

bool isThirdParty(const QString& include)
{
    static const QRegularExpression heavy(
        QStringLiteral("^(itk|vtk|torch/|ATen/|c10/|hdf5|H5|qcustomplot)"));
    return heavy.match(include).hasMatch();
}

QString folderOf(const QString& include)
{
    return include.section(QLatin1Char('/'), 0, -2);
}

bool isQt(const QString& include)
{
    static const QRegularExpression qt(QStringLiteral("^Q[A-Z]|^Qt"));
    return qt.match(include).hasMatch();
}

QStringList linkedLibraries(const QString& program)
{
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {program});
    ldd.waitForFinished();
    return QString::fromLocal8Bit(ldd.readAllStandardOutput()).split(QLatin1Char('\n'));
}

/// Whether a line says a colour that is no token of the look.
bool hasLiteralColor(const QString& line)
{
    static const QRegularExpression literal(
        QStringLiteral("#[0-9A-Fa-f]{6}\\b") +
        QStringLiteral("|Qt::(dark|light)?(red|green|blue|yellow|cyan|magenta|gr[ae]y)\\b") +
        QStringLiteral("|Qt::(dark|light)[A-Z]\\w+") +
        // QColor(1, 2, 3), QColor name{1, 2, 3}, QColor::fromHsv(1, 2, 3), qRgb(1, 2, 3)
        QStringLiteral("|\\bQColor(::from\\w+)?(\\s+\\w+)?\\s*[\\x28{]\\s*[0-9.\\x22]") +
        QStringLiteral("|\\bqRgba?\\s*\\x28\\s*[0-9]") +
        // color.setRgb(1, 2, 3); VTK's property->SetColor(0.1, 0.2, 0.3)
        QStringLiteral("|\\bset(Rgb|Hsv|Hsl)F?\\s*\\x28\\s*[0-9.]") +
        QStringLiteral("|\\bSet\\w*(Color|Background)2?\\s*\\x28\\s*[0-9.]"));
    return literal.match(line).hasMatch();
}

} // namespace

class ArchitectureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rule1_arrowsGoDown();
    void rule2_windowLinksNoTorch();
    void rule2_workerLinksNoQt6();
    void rule3_thirdPartyHeadersStayPrivate();
    void rule4_coreDrawsNothing();
    void rule5_everyRoomIsOnThePlan();
    void namesAreDecided();
    void filesFitTheirLimits();
    void functionsFitOnAScreen();
    void colorsAreTokens();
    void literalColorsAreFound_data();
    void literalColorsAreFound();
    void nothingNamesOneMachine();

private:
    void report(const QStringList& faults);

    std::vector<SourceFile> m_product;
    std::vector<SourceFile> m_all;
};

void ArchitectureTest::initTestCase()
{
    m_product = readSources(kRoot, kProductFolders);
    m_all = readSources(kRoot, kProductFolders + QStringList{QStringLiteral("tests")});
    QVERIFY2(m_product.size() > 50, "the sources were not found");
}

void ArchitectureTest::report(const QStringList& faults)
{
    QVERIFY2(faults.isEmpty(), qPrintable(QStringLiteral("\n") + faults.join(QLatin1Char('\n'))));
}

void ArchitectureTest::rule1_arrowsGoDown()
{
    QStringList faults;
    for (const SourceFile& file : m_product) {
        for (const QString& include : file.includes) {
            const QString target = folderOf(include);
            const bool ours = target.startsWith(QLatin1String("core/")) ||
                              target.startsWith(QLatin1String("widgets/")) ||
                              target.startsWith(QLatin1String("app"));
            if (!ours || target == file.folder) {
                continue;
            }
            const bool window = file.folder == QLatin1String("app");
            const bool allowed =
                window ? target != QLatin1String("app/worker") && target != QLatin1String("core/nn")
                       : kArrows.value(file.folder).split(QLatin1Char(' ')).contains(target);
            if (!allowed) {
                faults << file.path + QStringLiteral(" may not include ") + include;
            }
        }
    }
    report(faults);
}

void ArchitectureTest::rule2_windowLinksNoTorch()
{
    const QString program = QStringLiteral(DAWSON_PROGRAM_DIR "/dawson");
    if (!QFile::exists(program)) {
        QSKIP("the window is not built here");
    }
    const auto libraries = linkedLibraries(program);
    QVERIFY(!libraries.filter(QStringLiteral("libQt6Widgets")).isEmpty());
    QCOMPARE(libraries.filter(QStringLiteral("torch")), QStringList());
    QCOMPARE(libraries.filter(QStringLiteral("libQt5")), QStringList());
}

void ArchitectureTest::rule2_workerLinksNoQt6()
{
    const QString program = QStringLiteral(DAWSON_PROGRAM_DIR "/dawson-worker");
    if (!QFile::exists(program)) {
        QSKIP("the worker is not built here");
    }
    const auto libraries = linkedLibraries(program);
    QVERIFY(!libraries.filter(QStringLiteral("libc.so")).isEmpty());
    QCOMPARE(libraries.filter(QStringLiteral("libQt6")), QStringList());
}

void ArchitectureTest::rule3_thirdPartyHeadersStayPrivate()
{
    QMap<QString, QString> privateHeaders;
    for (const SourceFile& file : m_product) {
        const bool heavy = std::any_of(file.includes.begin(), file.includes.end(), isThirdParty);
        if (file.isHeader() && heavy) {
            privateHeaders.insert(file.path, file.folder);
        }
    }
    QStringList faults;
    for (const SourceFile& file : m_product) {
        for (const QString& include : file.includes) {
            if (privateHeaders.contains(include) && privateHeaders.value(include) != file.folder) {
                faults << file.path + QStringLiteral(" sees third-party headers through ") +
                              include;
            }
        }
    }
    report(faults);
}

void ArchitectureTest::rule4_coreDrawsNothing()
{
    QStringList faults;
    for (const SourceFile& file : m_product) {
        const bool core = file.path.startsWith(QLatin1String("core/"));
        const bool mayUseQt = file.folder == QLatin1String("core/job") ||
                              file.folder == QLatin1String("core/document");
        const bool worker = file.folder == QLatin1String("app/worker");
        for (const QString& include : file.includes) {
            if (core && include.startsWith(QLatin1String("vtk"))) {
                faults << file.path + QStringLiteral(" includes VTK");
            }
            if (((core && !mayUseQt) || worker) && isQt(include)) {
                faults << file.path + QStringLiteral(" includes Qt");
            }
            if (mayUseQt && include.contains(QLatin1String("Widget"))) {
                faults << file.path + QStringLiteral(" includes widgets");
            }
        }
    }
    report(faults);
}

void ArchitectureTest::rule5_everyRoomIsOnThePlan()
{
    QFile plan(kRoot + QStringLiteral("/docs/architecture.md"));
    QVERIFY(plan.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(plan.readAll());
    QStringList faults;
    for (const QString& top : {QStringLiteral("core"), QStringLiteral("widgets")}) {
        for (const QString& room :
             QDir(kRoot + QLatin1Char('/') + top).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (!text.contains(QStringLiteral("\n  ") + room + QLatin1Char('/'))) {
                faults << top + QLatin1Char('/') + room +
                              QStringLiteral(" has no line in docs/architecture.md");
            }
        }
    }
    report(faults);
}

void ArchitectureTest::namesAreDecided()
{
    static const QRegularExpression refused(
        QStringLiteral("(Manager|Helper|Utils?|Handler|Processor|Controller|Service|Wrapper|Common|"
                       "Misc|Data|Info|Base|Impl|New|2)$"));
    static const QRegularExpression refusedFile(
        QStringLiteral("(^|_)(manager|helper|helpers|util|utils|handler|processor|controller|"
                       "service|wrapper|common|misc|data|info|base|impl|new)$"));
    static const QRegularExpression lowerSnake(QStringLiteral("^[a-z0-9_]+$"));
    QStringList faults;
    for (const SourceFile& file : m_all) {
        const QString stem = QFileInfo(file.path).completeBaseName();
        const bool sharedData = file.path.startsWith(QLatin1String("tests/support/shared_data"));
        if (!lowerSnake.match(stem).hasMatch() ||
            (refusedFile.match(stem).hasMatch() && !sharedData)) {
            faults << file.path + QStringLiteral(": the file's name");
        }
        for (const QString& type : definedTypes(file)) {
            // LibTorch's module holders ask for the suffix Impl.
            const bool module =
                file.folder == QLatin1String("core/nn") && type.endsWith(QLatin1String("Impl"));
            if (refused.match(type).hasMatch() && !module) {
                faults << file.path + QStringLiteral(": the type ") + type;
            }
        }
    }
    report(faults);
}

void ArchitectureTest::filesFitTheirLimits()
{
    constexpr qsizetype sourceLimit = 400;
    constexpr qsizetype headerLimit = 180;
    QStringList faults;
    for (const SourceFile& file : m_all) {
        const qsizetype limit = file.isHeader() ? headerLimit : sourceLimit;
        if (file.lines.size() - 1 > limit) {
            faults << QStringLiteral("%1: %2 lines, limit %3")
                          .arg(file.path)
                          .arg(file.lines.size() - 1)
                          .arg(limit);
        }
        if (file.path == QLatin1String("app/main_window.cpp") && file.lines.size() > 350) {
            faults << QStringLiteral("app/main_window.cpp composes only: 350 lines at most");
        }
    }
    report(faults);
}

void ArchitectureTest::functionsFitOnAScreen()
{
    constexpr qsizetype limit = 60;
    QStringList faults;
    for (const SourceFile& file : m_all) {
        for (const FunctionBody& body : functionBodies(file)) {
            const bool table =
                body.head.contains(QLatin1String("_data()")); // rows of a test, not logic
            if (body.length > limit && !table) {
                faults << QStringLiteral("%1:%2: %3 lines: %4")
                              .arg(file.path)
                              .arg(body.line)
                              .arg(body.length)
                              .arg(body.head);
            }
        }
    }
    report(faults);
}

void ArchitectureTest::colorsAreTokens()
{
    QStringList faults;
    for (const SourceFile& file : m_product) {
        if (file.folder == QLatin1String("widgets/theme")) {
            continue;
        }
        for (qsizetype n = 0; n < file.lines.size(); ++n) {
            if (hasLiteralColor(file.lines[n])) {
                faults << QStringLiteral("%1:%2: a literal colour").arg(file.path).arg(n + 1);
            }
        }
    }
    report(faults);
}

void ArchitectureTest::literalColorsAreFound_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("literal");
    const auto row = [](const char* line, bool literal) {
        QTest::newRow(line) << QString::fromLatin1(line) << literal;
    };
    row("style(\"color: #FF00aa\");", true);
    row("pen.setColor(Qt::darkGray);", true);
    row("return QColor(1, 2, 3);", true);
    row("const QColor ink{80, 80, 80};", true);
    row("QColor ink(\"orange\");", true);
    row("return QColor::fromHsv(48, 110, 150);", true);
    row("picture.fill(qRgb(10, 20, 30));", true);
    row("ink.setRgbF(0.5, 0.5, 0.5);", true);
    row("property->SetColor(0.9, 0.8, 0.7);", true);
    row("renderer->SetBackground(0, 0, 0);", true);
    row("return QColor(part(a, b), 2, 3);", false);
    row("picture.setPixel(x, y, qRgb(gray, gray, gray));", false);
    row("property->SetColor(color.redF(), color.greenF(), color.blueF());", false);
    row("image.fill(Qt::black);", false);
    row("std::vector<QColor> colors{QColor()};", false);
}

void ArchitectureTest::literalColorsAreFound()
{
    QFETCH(const QString, line);
    QTEST(hasLiteralColor(line), "literal");
}

void ArchitectureTest::nothingNamesOneMachine()
{
    static const QRegularExpression machine(QStringLiteral("/(work|home|root|tmp/dawson)/[a-z]"));
    QStringList faults;
    for (const SourceFile& file : m_all) {
        for (qsizetype n = 0; n < file.lines.size(); ++n) {
            if (file.folder != QLatin1String("tests/architecture") &&
                machine.match(file.lines[n]).hasMatch()) {
                faults << QStringLiteral("%1:%2: a path of one machine").arg(file.path).arg(n + 1);
            }
        }
    }
    report(faults);
}

} // namespace dawson

QTEST_GUILESS_MAIN(dawson::ArchitectureTest)

#include "architecture_test.moc"
