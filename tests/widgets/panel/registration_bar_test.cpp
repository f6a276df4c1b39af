#include "widgets/panel/comparison_panel.h"
#include "widgets/panel/registration_bar.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace dawson
{

namespace
{

/// A document whose case compares two images, and the bar over it.
struct Fixture {
    Fixture() { window.resize(1000, 60); }

    void show(std::optional<CasePair> pair, Task task = Task::New)
    {
        LoadedCase loaded;
        loaded.subject = "01";
        loaded.session = "02";
        loaded.task = task;
        loaded.root = folder.path().toStdString();
        LoadedCase::Image image;
        image.series.path = loaded.root / "sub-01" / "FLAIR.nii.gz";
        image.volume = std::make_shared<const Volume>();
        loaded.images.push_back(image);
        loaded.pair = std::move(pair);
        document.show(loaded, graderAuthor("grader-1", "Grader 1"));
        bar.show();
        window.show();
    }

    static CasePair made(const PairRecord& record = {})
    {
        return {ImagePair(),
                record.acceptedBy.empty() ? PairState::Made : PairState::Accepted,
                record,
                {},
                {}};
    }

    QString text(const char* name) const
    {
        return window.findChild<QLabel*>(QStringLiteral("registrationBar.") + QLatin1String(name))
            ->text();
    }

    QPushButton& button(const char* name) const
    {
        return *window.findChild<QPushButton*>(QStringLiteral("registrationBar.") +
                                               QLatin1String(name));
    }

    QTemporaryDir folder;
    CaseDocument document;
    QWidget window;
    RegistrationBar bar{document, &window};
};

} // namespace

class RegistrationBarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase() { applyTheme(ThemeName::Dark); }

    void hiddenInCasesOfOneImage();
    void saysWhatIsMissing();
    void offersToRegister();
    void asksForACheckUntilAccepted();
    void showsWhatGoesOn();
    void showsACorrectionByHand();
    void theRuleReachesTheDocument();
};

void RegistrationBarTest::hiddenInCasesOfOneImage()
{
    Fixture f;
    f.show({});
    f.bar.setRunning(0.5); // of a job for something else
    f.bar.setRunning(std::nullopt);
    QVERIFY(!f.bar.isVisibleTo(&f.window));
}

void RegistrationBarTest::saysWhatIsMissing()
{
    Fixture f;
    CasePair pair;
    pair.missing = "sub-01 has one visit only: nothing to compare it with.";
    f.show(pair);
    QVERIFY(f.bar.isVisibleTo(&f.window));
    QVERIFY(f.text("detail").contains(QStringLiteral("one visit only")));
    for (const char* name : {"accept", "nudge", "run", "keep", "cancel"}) {
        QVERIFY2(!f.button(name).isVisibleTo(&f.bar), name);
    }
}

void RegistrationBarTest::offersToRegister()
{
    Fixture f;
    CasePair pair;
    pair.images = ImagePair();
    f.show(pair);
    QVERIFY(!f.button("accept").isVisibleTo(&f.bar));
    QVERIFY(f.button("run").isVisibleTo(&f.bar));
    QSignalSpy wanted(&f.bar, &RegistrationBar::registrationWanted);
    for (QAction* kind : f.button("run").menu()->actions()) {
        kind->trigger();
    }
    QCOMPARE(wanted.size(), 3);
    QCOMPARE(wanted[0][0].toString(), QStringLiteral("rigid"));
    QCOMPARE(wanted[2][0].toString(), QStringLiteral("syn"));
}

void RegistrationBarTest::asksForACheckUntilAccepted()
{
    Fixture f;
    PairRecord record;
    record.correlationBefore = 0.728;
    record.correlationAfter = 0.976;
    record.warnings = {"The images overlap little."};
    f.show(Fixture::made(record));
    QVERIFY(f.text("detail").contains(QStringLiteral("0.73")));
    QVERIFY(f.text("detail").contains(QStringLiteral("0.98")));
    QVERIFY(f.text("detail").contains(QStringLiteral("overlap little")));
    QSignalSpy accept(&f.bar, &RegistrationBar::acceptWanted);
    QTest::mouseClick(&f.button("accept"), Qt::LeftButton);
    QCOMPARE(accept.size(), 1);

    record.acceptedBy = "Grader 1";
    record.acceptedAt = "2026-11-28T06:00:00Z";
    f.document.setPairRecord(record);
    QVERIFY(!f.bar.isVisibleTo(&f.window));
    f.bar.checkAgain();
    QVERIFY(f.bar.isVisibleTo(&f.window));
    QVERIFY(f.text("text").contains(QStringLiteral("Grader 1, 2026-11-28")));
    QVERIFY(!f.button("accept").isVisibleTo(&f.bar));
    QVERIFY(f.button("nudge").isVisibleTo(&f.bar));
}

void RegistrationBarTest::showsWhatGoesOn()
{
    Fixture f;
    f.show(Fixture::made());
    f.bar.setRunning(0.43);
    QVERIFY(f.text("text").contains(QStringLiteral("43")));
    QVERIFY(f.text("detail").contains(QStringLiteral("Painting waits")));
    QVERIFY(!f.button("accept").isVisibleTo(&f.bar));
    QSignalSpy cancel(&f.bar, &RegistrationBar::cancelWanted);
    QTest::mouseClick(&f.button("cancel"), Qt::LeftButton);
    QCOMPARE(cancel.size(), 1);
}

void RegistrationBarTest::showsACorrectionByHand()
{
    Fixture f;
    f.show(Fixture::made());
    f.bar.setNudge(std::array<double, 6>{0.5, -1.0, 0, 0, 0, 2.0});
    QVERIFY(f.text("detail").contains(QStringLiteral("-1.0")));
    QVERIFY(f.button("keep").isVisibleTo(&f.bar) && !f.button("accept").isVisibleTo(&f.bar));
    f.bar.setNudge(std::nullopt);
    QVERIFY(f.button("accept").isVisibleTo(&f.bar));
}

void RegistrationBarTest::theRuleReachesTheDocument()
{
    Fixture f;
    ComparisonPanel panel(f.document);
    auto* rule = panel.findChild<QComboBox*>(QStringLiteral("comparisonPanel.rule"));
    QCOMPARE(rule->currentIndex(), static_cast<int>(PriorRule::Warn));
    panel.setPriorRule(PriorRule::Forbid);
    QCOMPARE(f.document.priorRule(), PriorRule::Forbid);
    rule->activated(0);
    QCOMPARE(f.document.priorRule(), PriorRule::Allow);
}

} // namespace dawson

QTEST_MAIN(dawson::RegistrationBarTest)
#include "registration_bar_test.moc"
