#include "widgets/panel/model_words.h"
#include "widgets/panel/outcome_layer.h"
#include "widgets/panel/registration_bar.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"

#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

/// Numbers inside sentences have a comma in a German window; the words themselves are not loaded.
class GermanNumbersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void init() { applyLanguage(QStringLiteral("de")); }

    void cleanup() { applyLanguage(QStringLiteral("en")); }

    void theRule();
    void aModelsPage();
    void aCorrectionByHand();
};

void GermanNumbersTest::theRule()
{
    MatchRule rule;
    rule.minOverlap = 0.125;
    rule.minVolumeMl = 0.003;
    const QString german = ruleSentence(rule);
    QVERIFY2(german.contains(QStringLiteral("12,5 %")), qPrintable(german));
    QVERIFY2(german.contains(QStringLiteral("0,003 ml")), qPrintable(german));

    applyLanguage(QStringLiteral("en"));
    const QString english = ruleSentence(rule);
    QVERIFY2(english.contains(QStringLiteral("12.5 %")), qPrintable(english));
    QVERIFY2(english.contains(QStringLiteral("0.003 ml")), qPrintable(english));
}

void GermanNumbersTest::aModelsPage()
{
    AvailableModel model;
    model.header.preprocessing.spacingMm = 0.75;
    model.header.minimumVolumeMm3 = 4.5;
    const QString german = modelPageText(model, {});
    QVERIFY2(german.contains(QStringLiteral("0,75 mm")), qPrintable(german));
    QVERIFY2(german.contains(QStringLiteral("4,5 mm")), qPrintable(german));
}

void GermanNumbersTest::aCorrectionByHand()
{
    const QTemporaryDir folder;
    LoadedCase loaded;
    loaded.subject = "01";
    loaded.session = "02";
    loaded.task = Task::New;
    loaded.root = folder.path().toStdString();
    LoadedCase::Image image;
    image.series.path = loaded.root / "sub-01" / "FLAIR.nii.gz";
    image.volume = std::make_shared<const Volume>();
    loaded.images.push_back(image);
    loaded.pair = CasePair{ImagePair(), PairState::Made, PairRecord(), {}, {}};
    CaseDocument document;
    RegistrationBar bar(document);
    document.show(loaded, graderAuthor("grader-1", "Grader 1"));

    bar.setNudge(std::array<double, 6>{0.5, -1.0, 0.0, 0.0, 0.0, 2.25});

    const auto* detail = bar.findChild<QLabel*>(QStringLiteral("registrationBar.detail"));
    QVERIFY2(detail->text().contains(QStringLiteral("0,5")) &&
                 detail->text().contains(QStringLiteral("-1,0")),
             qPrintable(detail->text()));
}

} // namespace dawson

QTEST_MAIN(dawson::GermanNumbersTest)
#include "german_numbers_test.moc"
