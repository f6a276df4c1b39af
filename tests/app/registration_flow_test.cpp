#include "app/registration_flow.h"
#include "core/document/mask_stroke.h"
#include "core/job/job_queue.h"
#include "core/run/run_folder.h"
#include "tests/app/pair_project.h"
#include "widgets/panel/registration_bar.h"
#include "widgets/theme/language.h"
#include "widgets/theme/theme.h"
#include "widgets/view/slice_view.h"

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <variant>

namespace dawson
{

namespace
{

constexpr int kJobMs = 3 * kTimeoutMs;

/// The open case with its bar and a pane, and the real worker.
struct Reading {
    explicit Reading(const PairProject& from,
                     const QString& worker = qEnvironmentVariable("DAWSON_WORKER"))
        : root(from.root)
        , jobs(worker.toStdString())
        , bar(project.document(), &window)
        , pane(project.document(), Orientation::Axial, &window)
        , panes{&pane}
        , flow({project, jobs, bar, panes})
    {
        pane.setRole(ImageRole::Current);
        pane.setGeometry(0, 120, 300, 300);
        bar.setGeometry(0, 0, 900, 110);
        QObject::connect(&flow, &RegistrationFlow::problem, &window, [this](const QString& text) {
            problems << text;
        });
        // As the window does.
        QObject::connect(
            &project.document(), &CaseDocument::saved, &project, &ProjectDocument::reload);
        project.setGrader(graderAuthor("1", "Dr. One"));
        project.setTask(Task::New);
        window.show();
    }

    void open()
    {
        QSignalSpy opened(&project, &ProjectDocument::projectOpened);
        project.open(root);
        QTRY_COMPARE(opened.size(), 1);
        jobs.open(root);
        openCase();
    }

    void openCase()
    {
        QSignalSpy shown(&project, &ProjectDocument::caseOpened);
        project.openCase({"01", "02"});
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, kTimeoutMs);
    }

    /// Until the job that was queued last has ended and, when it is done, the case was read again.
    void awaitEnd(Job::State expected)
    {
        QSignalSpy finished(&jobs, &JobQueue::jobFinished);
        QSignalSpy shown(&project, &ProjectDocument::caseOpened);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kJobMs);
        QCOMPARE(jobs.jobs().front().state, expected);
        if (expected == Job::State::Done) {
            QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, kTimeoutMs);
        }
    }

    void registerBy(const char* type)
    {
        bar.findChild<QAction*>(QStringLiteral("registrationBar.") + QLatin1StringView(type))
            ->trigger();
    }

    void paint(const PatientPoint& point)
    {
        MaskStroke stroke(project.document(), Brush(), SlicePlane(), 1);
        stroke.moveTo(point);
        stroke.commit();
    }

    QPushButton* button(const char* name) const
    {
        return bar.findChild<QPushButton*>(QStringLiteral("registrationBar.") +
                                           QLatin1StringView(name));
    }

    QString labelText(const char* name) const
    {
        return bar.findChild<QLabel*>(QStringLiteral("registrationBar.") + QLatin1StringView(name))
            ->text();
    }

    QString text() const { return labelText("text"); }

    const RegistrationJob& work(std::size_t job = 0) const
    {
        return std::get<RegistrationJob>(jobs.jobs()[job].spec.work);
    }

    PairRecord record() const
    {
        const ImagePair pair = *findPair(readStudy(root), "01", "02", Task::New).pair;
        return readPairRecord(pairFiles(root, pair).record).value_or(PairRecord());
    }

    std::filesystem::path root;
    ProjectDocument project;
    JobQueue jobs;
    QWidget window;
    RegistrationBar bar;
    SliceView pane;
    std::vector<SliceView*> panes;
    RegistrationFlow flow;
    QStringList problems;
};

} // namespace

/// The window's way from two scans to an accepted registration, with the real worker.
class RegistrationFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:

    void initTestCase()
    {
        applyTheme(ThemeName::Dark);
        applyLanguage(QStringLiteral("en"));
    }

    void init()
    {
        m_project = std::make_unique<PairProject>();
        m_project->addVisits("01", QStringLiteral("2020-01-01"), QStringLiteral("2021-02-03"));
    }

    void registersOnceShowsTheQualityAndRecordsWhoAccepted()
    {
        Reading r(*m_project);
        r.open();
        QVERIFY(r.bar.isVisible());
        QVERIFY(r.text().startsWith(QStringLiteral("The two images are not registered yet")));
        QVERIFY(r.button("run")->isVisible() && !r.button("accept")->isVisible());
        QVERIFY(!r.project.document().acceptsStrokes());

        r.registerBy("rigid");
        r.registerBy("affine"); // too late: one is on its way
        QCOMPARE(r.jobs.jobs().size(), std::size_t{1});
        QVERIFY(r.button("cancel")->isVisible() && !r.button("run")->isVisible());
        r.awaitEnd(Job::State::Done);

        std::uint64_t offset = 0;
        const auto events = RunFolder(r.jobs.jobs().front().folder).readEvents(offset);
        QVERIFY(std::ranges::any_of(events, [](const JobEvent& event) {
            return event.kind == JobEvent::Kind::Phase && event.fraction > 0.0;
        }));
        QCOMPARE(r.work().type, std::string("rigid"));
        QVERIFY(r.text().startsWith(QStringLiteral("Check the registration")));
        const PairRecord made = r.record();
        QVERIFY(made.correlationAfter && made.acceptedBy.empty());
        QVERIFY2(r.labelText("detail").contains(
                     QStringLiteral("%1 after").arg(*made.correlationAfter, 0, 'f', 2)),
                 qPrintable(r.labelText("detail")));
        QVERIFY(r.project.document().acceptsStrokes());

        const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-1);
        QTest::mouseClick(r.button("accept"), Qt::LeftButton);
        const PairRecord accepted = r.record();
        QCOMPARE(accepted.acceptedBy, std::string("Dr. One"));
        const auto when =
            QDateTime::fromString(QString::fromStdString(accepted.acceptedAt), Qt::ISODate);
        QVERIFY(when >= before && when <= QDateTime::currentDateTimeUtc().addSecs(1));
        QVERIFY(!r.bar.isVisible());
        r.openCase(); // and it stays so
        QVERIFY(!r.bar.isVisible());
        QCOMPARE(r.problems, QStringList());
    }

    void saysHowFarItIs()
    {
        // A worker that lives as long as its folder; what it would say is said here.
        const QString worker = m_project->folder.filePath(QStringLiteral("worker"));
        QFile script(worker);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nwhile [ -d \"$2\" ]; do sleep 0.1; done\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        Reading r(*m_project, worker);
        r.open();
        r.registerBy("rigid");
        QCOMPARE(r.jobs.jobs().size(), std::size_t{1});
        const RunFolder run(r.jobs.jobs().front().folder);
        JobEvent event;
        event.kind = JobEvent::Kind::Phase;
        for (const double fraction : {0.07, 0.42}) {
            event.fraction = fraction;
            run.append(event);
            QTRY_COMPARE(
                r.text(),
                QStringLiteral("Registering the two images: %1 %").arg(qRound(100.0 * fraction)));
        }
        QVERIFY(r.button("cancel")->isVisible() && !r.button("run")->isVisible());
        event.kind = JobEvent::Kind::Cancelled;
        QTest::mouseClick(r.button("cancel"), Qt::LeftButton);
        QVERIFY(run.asked(RunFolder::Request::Cancel));
        run.append(event);
        r.awaitEnd(Job::State::Cancelled);
    }

    void cancelsWhatGoesOn()
    {
        Reading r(*m_project);
        r.open();
        r.registerBy("rigid");
        QTest::mouseClick(r.button("cancel"), Qt::LeftButton);
        r.awaitEnd(Job::State::Cancelled);
        QVERIFY(r.text().startsWith(QStringLiteral("The two images are not registered yet")));
        QVERIFY(r.button("run")->isVisible());
        QVERIFY(
            !std::filesystem::exists(pairFiles(r.root, m_project->pair("01", Task::New)).record));
        QCOMPARE(r.problems, QStringList());
    }

    void paintingWaitsWhileItIsDoneAgainAndNothingIsLost()
    {
        Reading r(*m_project);
        r.open();
        r.registerBy("rigid");
        r.awaitEnd(Job::State::Done);
        CaseDocument& document = r.project.document();
        QVERIFY(document.acceptsStrokes());
        r.registerBy("affine");
        QVERIFY(!document.acceptsStrokes());
        QTest::mouseClick(r.button("cancel"), Qt::LeftButton);
        r.awaitEnd(Job::State::Cancelled);
        QVERIFY(document.acceptsStrokes());

        r.paint(kLesion); // the first of this case: there is no mask on disk yet
        QVERIFY(document.isModified());
        r.registerBy("affine");
        r.awaitEnd(Job::State::Done);
        QVERIFY(!document.isModified() && document.acceptsStrokes());
        const VoxelIndex lesion = document.geometry().nearestVoxel(kLesion);
        QVERIFY(document.editedMask()->at(lesion) != 0);
        r.paint({0.0, 0.0, 0.0});
        QVERIFY(document.isModified());
        document.save(); // and no word of another window
        QCOMPARE(r.problems, QStringList());
    }

    void saysWhyItFailed()
    {
        Reading r(*m_project);
        r.open();
        const std::filesystem::path followup = m_project->image("01", "02", "FLAIR");
        std::filesystem::resize_file(followup, std::filesystem::file_size(followup) / 2);
        r.registerBy("rigid");
        r.awaitEnd(Job::State::Failed);
        QCOMPARE(r.problems.size(), 1);
        QVERIFY2(r.problems.front().startsWith(QStringLiteral("The registration failed: ")) &&
                     r.problems.front().contains(QStringLiteral("sub-01")),
                 qPrintable(r.problems.front()));
        QVERIFY(r.button("run")->isVisible() && !r.button("cancel")->isVisible());
    }

    void keysCorrectIt()
    {
        Reading r(*m_project);
        r.open();
        r.registerBy("rigid");
        r.awaitEnd(Job::State::Done);
        const PairRecord before = r.record();
        QTest::mouseClick(r.button("nudge"), Qt::LeftButton);
        QVERIFY(!r.project.document().acceptsStrokes());
        QTest::keyClick(&r.pane, Qt::Key_Right);
        QTest::keyClick(&r.pane, Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY2(r.labelText("detail").startsWith(QStringLiteral("Moved by 0.5, 0.1, 0.0 mm")),
                 qPrintable(r.labelText("detail")));
        QTest::keyClick(&r.pane, Qt::Key_Escape);
        QCOMPARE(r.jobs.jobs().size(), std::size_t{1}); // dropped: nothing to do

        QTest::mouseClick(r.button("nudge"), Qt::LeftButton);
        QTest::keyClick(&r.pane, Qt::Key_Right);
        QTest::keyClick(&r.pane, Qt::Key_Return);
        QCOMPARE(r.jobs.jobs().size(), std::size_t{2});
        r.awaitEnd(Job::State::Done);
        const PairRecord after = r.record();
        QVERIFY(std::abs(after.nudge[0] - 0.5) < 1e-6 && std::abs(after.nudge[1]) < 1e-6);
        QCOMPARE(after.type, before.type);
        QVERIFY(after.correlationAfter < before.correlationAfter); // moved away from the best
        QVERIFY(r.text().startsWith(QStringLiteral("Check the registration")));
    }

    void registersAgainByAnotherKind_data()
    {
        QTest::addColumn<QString>("type");
        for (const char* type : {"affine", "syn"}) {
            QTest::newRow(type) << QString::fromLatin1(type);
        }
    }

    void registersAgainByAnotherKind()
    {
        QFETCH(QString, type);
        Reading r(*m_project);
        r.open();
        r.registerBy("rigid");
        r.awaitEnd(Job::State::Done);
        QTest::mouseClick(r.button("accept"), Qt::LeftButton);
        r.bar.checkAgain();
        QVERIFY(r.button("run")->isVisible());
        QCOMPARE(r.button("run")->text(), QStringLiteral("Register again"));
        r.registerBy(type.toLatin1().constData());
        r.awaitEnd(Job::State::Done);
        QCOMPARE(r.record().type, type.toStdString());
        QVERIFY(r.record().acceptedBy.empty()); // somebody has to look again
        QVERIFY(r.button("accept")->isVisible());
    }

private:
    std::unique_ptr<PairProject> m_project;
};

} // namespace dawson

QTEST_MAIN(dawson::RegistrationFlowTest)
#include "registration_flow_test.moc"
