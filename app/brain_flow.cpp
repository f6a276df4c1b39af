#include "app/brain_flow.h"

#include "app/actions.h"
#include "app/case_sentences.h"
#include "app/read_workspace.h"
#include "core/base/error.h"
#include "core/job/job_queue.h"
#include "widgets/panel/brain_panel.h"

#include <QAction>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>
#include <utility>
#include <variant>

namespace dawson
{

BrainFlow::BrainFlow(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_panel(parts.read.brain())
{
    connect(&m_panel, &BrainPanel::findWanted, this, &BrainFlow::find);
    connect(&m_panel, &BrainPanel::repairWanted, this, &BrainFlow::begin);
    connect(&m_panel, &BrainPanel::endWanted, this, &BrainFlow::end);
    connect(&m_panel, &BrainPanel::cancelWanted, this, [this] {
        guarded(tr("The job was not cancelled: %1"), [this] {
            if (const Job* job = running()) {
                m_parts.jobs.cancel(job->folder);
            }
        });
    });
    parts.actions.on("brain.find", this, [this](bool) { find(); });
    parts.actions.on("brain.repair", this, [this](bool on) { on ? begin() : end(true); });
    connectDocument();
    connect(&parts.project, &ProjectDocument::caseOpened, this, &BrainFlow::refresh);
    connect(&parts.jobs, &JobQueue::jobsChanged, this, &BrainFlow::refresh);
    connect(&parts.jobs, &JobQueue::jobChanged, this, &BrainFlow::refresh);
    connect(&parts.jobs, &JobQueue::jobFinished, this, &BrainFlow::finish);
    refresh();
}

void BrainFlow::connectDocument()
{
    CaseDocument& document = m_parts.project.document();
    connect(&document, &CaseDocument::brainChanged, this, [this] {
        followRepair(true);
        refresh();
    });
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        m_outdated = false;
        followRepair(false);
        refresh();
    });
    connect(&document, &CaseDocument::lockedChanged, this, [this] {
        readAnew();
        refresh();
    });
}

void BrainFlow::guarded(const QString& failed, const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        Q_EMIT problem(failed.arg(QString::fromStdString(error.describe())));
    }
}

/// A mask that somebody has repaired is not thrown away unasked.
void BrainFlow::askToReplace(const std::function<void()>& then)
{
    const auto& brain = m_parts.project.document().brain();
    if (!brain || brain->record.repairedBy.empty()) {
        then();
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Question,
                                QStringLiteral("Dawson"),
                                tr("Replace the brain mask that %1 has repaired?")
                                    .arg(QString::fromStdString(brain->record.repairedBy)),
                                QMessageBox::Cancel,
                                &m_parts.read);
    box->setObjectName(QStringLiteral("brainQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* replace = box->addButton(tr("Replace"), QMessageBox::AcceptRole);
    replace->setObjectName(QStringLiteral("brainQuestion.replace"));
    connect(replace, &QPushButton::clicked, this, then);
    box->open();
}

void BrainFlow::find()
{
    const CaseDocument& document = m_parts.project.document();
    if (!document.brain() || document.isRepairingBrain() || running() != nullptr) {
        return;
    }
    askToReplace([this] {
        guarded(tr("The brain was not found: %1"), [this] {
            const CaseDocument& open = m_parts.project.document();
            QString name = QString::fromStdString(open.subject());
            if (!open.session().empty()) {
                name += QLatin1Char(' ') + QString::fromStdString(open.session());
            }
            const BrainJob job{
                m_parts.project.study()->root, {open.brain()->image}, true, m_panel.model()};
            m_parts.jobs.submit({tr("Find the brain of %1").arg(name).toStdString(), job});
        });
        refresh();
    });
}

void BrainFlow::begin()
{
    CaseDocument& document = m_parts.project.document();
    const bool mask = document.brain() && document.brain()->mask;
    if (!mask || document.isRepairingBrain() || document.isLocked()) {
        refresh();
        return;
    }
    guarded(tr("The lesion mask was not saved: %1"), [&document] {
        if (document.isModified()) {
            document.save(); // nothing is lost when the brain takes the lesions' place
        }
    });
    if (document.isModified()) {
        refresh();
        return;
    }
    const std::size_t told = document.warnings().size();
    m_repair = Repair{m_parts.read.views().mode(), document.brain()->digest};
    document.repairBrain();
    if (const QStringList sentences = caseSentences(document, told); !sentences.isEmpty()) {
        Q_EMIT problem(sentences.join(QLatin1Char(' ')));
    }
    m_parts.read.views().setMode(ViewGrid::Mode::Paint);
}

void BrainFlow::end(bool keep)
{
    guarded(tr("The brain mask was not saved: %1"),
            [&] { m_parts.project.document().endBrainRepair(keep); });
    refresh();
}

/// However it ended: by its buttons, by a comparison, or with its case.
void BrainFlow::followRepair(bool sameCase)
{
    const CaseDocument& document = m_parts.project.document();
    if (!m_repair || document.isRepairingBrain()) {
        return;
    }
    const Repair ended = *std::exchange(m_repair, std::nullopt);
    m_parts.read.views().setMode(ended.mode);
    const bool changed = document.brain() && document.brain()->digest != ended.digest;
    if (sameCase && changed && document.pair() && document.pair()->images) {
        // The subtraction was made in the mask that was: the case tells that it is out of date.
        m_parts.project.openCase(m_parts.project.currentCase());
    }
}

bool BrainFlow::concerns(const Job& job) const
{
    const auto* work = std::get_if<BrainJob>(&job.spec.work);
    const auto& brain = m_parts.project.document().brain();
    return work != nullptr && brain &&
           std::ranges::find(work->images, brain->image) != work->images.end();
}

const Job* BrainFlow::running() const
{
    const auto& jobs = m_parts.jobs.jobs();
    const auto found = std::ranges::find_if(jobs, [this](const Job& job) {
        const bool alive = job.state == Job::State::Queued || job.state == Job::State::Running;
        return alive && !job.held && concerns(job);
    });
    return found == jobs.end() ? nullptr : &*found;
}

void BrainFlow::refresh()
{
    CaseDocument& document = m_parts.project.document();
    if (m_show && document.brain() && document.brain()->mask) {
        m_show = false;
        document.layers().setMaskVisible(QLatin1String(kBrainLayer), true);
    }
    const Job* job = running();
    m_panel.setRunning(job == nullptr ? std::nullopt : std::optional(job->fraction));
    const bool repairing = document.isRepairingBrain();
    QAction& findBrain = m_parts.actions.get("brain.find");
    QAction& repair = m_parts.actions.get("brain.repair");
    const bool shown = m_parts.read.isVisible();
    findBrain.setEnabled(shown && document.brain() && !repairing && job == nullptr &&
                         (document.brain()->wholeHead || document.brain()->mask));
    repair.setEnabled(shown && (repairing || (job == nullptr && !document.isLocked() &&
                                              document.brain() && document.brain()->mask)));
    repair.setChecked(repairing);
    m_parts.read.showRepair(repairing);
}

void BrainFlow::finish(const QString& folder)
{
    const Job* job = m_parts.jobs.job(folder.toStdString());
    if (job == nullptr || !concerns(*job)) {
        return;
    }
    if (job->state == Job::State::Failed || job->state == Job::State::Lost) {
        Q_EMIT problem(tr("The brain was not found: %1").arg(job->failure));
    }
    if (job->state != Job::State::Done) {
        return;
    }
    m_show = true; // who asked for it wants to see it
    const auto& pair = m_parts.project.document().pair();
    m_outdated = pair && pair->images;
    readAnew();
}

/// Nothing is taken out of anybody's hand: a comparison goes on, and strokes are saved by who made
/// them.
void BrainFlow::readAnew()
{
    const CaseDocument& document = m_parts.project.document();
    if (!m_outdated || document.isLocked()) {
        return;
    }
    m_outdated = false;
    if (document.isModified() || m_parts.read.views().inGesture()) {
        Q_EMIT readingOffered(tr("The brain was found, so the subtraction is out of date. Open the "
                                 "case again to have it made anew."));
    } else {
        m_parts.project.openCase(m_parts.project.currentCase());
    }
}

} // namespace dawson
