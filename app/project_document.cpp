#include "app/project_document.h"

#include "core/study/task_cases.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <utility>

namespace dawson
{

namespace
{

MaskLayer layerOf(const LoadedCase::LoadedMask& loaded)
{
    MaskLayer layer;
    layer.id = QString::fromStdString(loaded.author.folder);
    layer.name = QString::fromStdString(loaded.author.name);
    layer.mask = loaded.mask;
    layer.color = authorColor(loaded.author);
    return layer;
}

} // namespace

ProjectDocument::ProjectDocument(QObject* parent)
    : QObject(parent)
{
    connect(&m_studyTask, &BackgroundTask::failed, this, [this](const Error& error) {
        m_opening = false;
        Q_EMIT failed(m_doing, error);
    });
    connect(&m_maskTask, &BackgroundTask::failed, this, &ProjectDocument::failCase);
    connect(&m_caseTask, &BackgroundTask::failed, this, [this](const Error& error) {
        if (m_document.isOpen() && !m_otherGrader) {
            setTask(m_document.task()); // of what stays on the screen
        }
        failCase(error);
    });
    for (BackgroundTask* task : {&m_studyTask, &m_caseTask}) {
        connect(task, &BackgroundTask::finished, this, &ProjectDocument::readNext);
        connect(task, &BackgroundTask::progressed, this, [this](double fraction) {
            Q_EMIT busy(m_doing, fraction);
        });
    }
    connect(&m_document, &CaseDocument::pairChanged, this, [this] {
        if (m_loaded) {
            m_loaded->pair = m_document.pair(); // accepted: the next grader need not be asked
        }
    });
    connect(&m_document, &CaseDocument::saved, this, [this] { ++m_saves; });
}

ProjectDocument::~ProjectDocument() = default;

/// The case that was open stays, unless it would be edited as another grader's.
void ProjectDocument::failCase(const Error& error)
{
    if (std::exchange(m_otherGrader, false)) {
        m_document.close();
    }
    Q_EMIT failed(m_doing, error);
}

void ProjectDocument::open(const std::filesystem::path& root)
{
    close();
    m_opening = true;
    m_doing = tr("Reading the project %1").arg(QString::fromStdString(root.filename().string()));
    Q_EMIT busy(m_doing, -1.0);
    m_studyTask.start<std::shared_ptr<const Study>>(
        [root](const Progress&) { return std::make_shared<const Study>(readStudy(root)); },
        [this](std::shared_ptr<const Study> study) {
            m_opening = false;
            m_study = std::move(study);
            Q_EMIT projectOpened();
        });
}

void ProjectDocument::close()
{
    m_studyTask.cancel();
    m_caseTask.cancel();
    m_maskTask.cancel();
    m_document.close();
    m_opening = false;
    m_wanted.reset();
    m_loaded.reset();
    m_masksOf.reset();
    m_refused.clear();
    m_compared.clear();
    m_otherGrader = false;
    if (m_study) {
        m_study.reset();
        Q_EMIT projectClosed();
    }
}

void ProjectDocument::reload()
{
    if (!m_study) {
        return;
    }
    m_doing =
        tr("Reading the project %1").arg(QString::fromStdString(m_study->root.filename().string()));
    m_studyTask.start<std::shared_ptr<const Study>>(
        [root = m_study->root](const Progress&) {
            return std::make_shared<const Study>(readStudy(root));
        },
        [this](std::shared_ptr<const Study> study) {
            m_study = std::move(study);
            Q_EMIT studyChanged();
        });
}

/// Begins what has waited for the project, or for another case, to be read: the case that is
/// wanted, else the masks that the open one has by now.
void ProjectDocument::readNext()
{
    if (!m_studyTask.running()) {
        const bool outdated = m_otherGrader || m_masksOf != m_study;
        if (const auto wanted = std::exchange(m_wanted, std::nullopt)) {
            readCase(*wanted);
        } else if (outdated && !m_caseTask.running() && m_document.isOpen() && m_loaded) {
            readMasks();
        }
    }
    m_document.setLocked(EditLock::Loading, m_otherGrader || m_wanted || m_caseTask.running());
}

void ProjectDocument::readMasks()
{
    m_doing = tr("Reading the masks");
    m_maskTask.start<LoadedCase>(
        [study = m_study, loaded = *m_loaded, grid = m_otherGrid](const Progress&) {
            return readMasksAgain(loaded, *study, grid);
        },
        [this, study = m_study, saves = m_saves](LoadedCase loaded) {
            m_savesRead = saves;
            takeMasks(std::move(loaded), study);
        });
}

void ProjectDocument::takeMasks(LoadedCase loaded, std::shared_ptr<const Study> study)
{
    if (!m_document.isOpen() || loaded.subject != m_document.subject() ||
        loaded.session != m_document.session() || loaded.task != m_document.task()) {
        return; // another case has come and brought its own masks
    }
    loaded.pair = m_document.pair(); // may have been accepted since they began to be read
    m_loaded = std::move(loaded);
    m_masksOf = std::move(study);
    if (m_otherGrader) {
        showCase();
    } else if (!showOwnMask()) {
        refreshMasks();
    }
}

/// A mask of the grader that somebody else has written, as an import does, takes the place of the
/// one in sight: strokes on that could not be saved. Whether the case was shown anew.
bool ProjectDocument::showOwnMask()
{
    const LoadedCase::LoadedMask* own = m_loaded->mask(m_grader.folder);
    const bool busy = !m_document.isOpen() || m_document.isModified() ||
                      m_document.isRepairingBrain() || isComparing() || isReadingCase() ||
                      m_savesRead != m_saves; // then it is read again in a moment
    if (own == nullptr || own->digest == m_ownDigest || busy) {
        return false;
    }
    const auto edited = m_document.editedMask();
    if (m_savesRead != m_savesKnown && own->mask && edited &&
        std::ranges::equal(own->mask->labels(), edited->labels())) {
        m_ownDigest = own->digest; // the document's own save
        m_savesKnown = m_savesRead;
        return false;
    }
    showCase();
    return true;
}

void ProjectDocument::refreshMasks()
{
    for (const LoadedCase::LoadedMask& mask : m_loaded->masks) {
        const bool own = mask.author.folder == m_grader.folder;
        if (mask.mask && !own && !isHidden(mask.author)) {
            m_document.layers().addMask(layerOf(mask));
        }
    }
    if (m_loaded->brain) {
        m_document.setBrain(*m_loaded->brain);
    }
}

void ProjectDocument::setGrader(const Author& grader)
{
    const bool other = grader.folder != m_grader.folder || grader.name != m_grader.name;
    m_grader = grader;
    if (other && m_document.isOpen() && m_loaded) {
        m_compared.clear();
        m_otherGrader = true; // until then the mask in sight is not theirs to paint
        readNext();
    }
}

void ProjectDocument::setTask(Task task)
{
    if (task != m_task) {
        m_wanted.reset();
        m_caseTask.cancel();
        m_task = task;
        readNext();
        Q_EMIT taskChanged();
    }
}

void ProjectDocument::openCase(const CaseName& name, OtherGrid otherGrid)
{
    if (!m_study) {
        return;
    }
    m_maskTask.cancel();
    m_caseTask.cancel();
    m_compared.clear();
    m_wanted = CaseRequest{name.subject, name.session, m_task, otherGrid};
    readNext();
    if (m_wanted) {
        Q_EMIT busy(m_doing, -1.0);
    }
}

void ProjectDocument::readCase(const CaseRequest& request)
{
    m_doing = tr("Reading %1").arg(QString::fromStdString(request.subject));
    Q_EMIT busy(m_doing, -1.0);
    m_caseTask.start<LoadedCase>(
        [study = m_study, request](const Progress& progress) {
            return loadCase(*study, request, progress);
        },
        [this, study = m_study, grid = request.otherGrid, saves = m_saves](LoadedCase loaded) {
            m_maskTask.cancel(); // what it reads is of the case before
            m_savesRead = saves;
            m_loaded = std::move(loaded);
            m_masksOf = study;
            m_otherGrid = grid;
            showCase();
        });
}

void ProjectDocument::showCase()
{
    m_otherGrader = false;
    m_savesKnown = m_savesRead;
    const LoadedCase::LoadedMask* own = m_loaded->mask(m_grader.folder);
    m_ownDigest = own != nullptr ? own->digest : std::string();
    const LoadedCase shown = blinded();
    m_refused = shown.refused;
    m_document.show(shown, m_grader, authorColor);
    Q_EMIT caseOpened();
}

/// Without the masks that must not be seen, and without what was told of them.
LoadedCase ProjectDocument::blinded() const
{
    LoadedCase blind = *m_loaded;
    const auto hidden = [this](const LoadedCase::LoadedMask& mask) {
        return mask.author.folder != m_grader.folder && isHidden(mask.author);
    };
    for (auto* masks : {&blind.masks, &blind.priorMasks}) {
        for (const LoadedCase::LoadedMask& mask : *masks) {
            if (hidden(mask)) {
                std::erase(blind.refused, mask.refusal);
                std::erase(blind.refused, mask.sidecarRefusal);
            }
        }
        std::erase_if(*masks, hidden);
    }
    return blind;
}

bool ProjectDocument::isHidden(const Author& author) const
{
    return author.role == AuthorRole::Grader && !m_compared.contains(author.folder);
}

void ProjectDocument::setCompared(const std::set<std::string>& authors)
{
    m_compared = authors;
    if (!m_loaded) {
        return;
    }
    for (const LoadedCase::LoadedMask& mask : m_loaded->masks) {
        const bool otherGrader =
            mask.author.role == AuthorRole::Grader && mask.author.folder != m_grader.folder;
        if (!mask.mask || !otherGrader) {
            continue;
        }
        if (isHidden(mask.author)) {
            m_document.layers().removeMask(QString::fromStdString(mask.author.folder));
        } else {
            m_document.layers().addMask(layerOf(mask));
        }
    }
    showOwnMask(); // it may have waited for the end of a comparison
}

std::vector<CaseName> ProjectDocument::cases() const
{
    std::vector<CaseName> all;
    if (m_study) {
        for (const TaskCase& one : readableCases(*m_study, m_task)) {
            all.push_back({one.subject, one.session});
        }
    }
    return all;
}

std::optional<CaseName> ProjectDocument::firstCase(const CaseName& wanted) const
{
    const std::vector<CaseName> all = cases();
    if (std::ranges::find(all, wanted) != all.end()) {
        return wanted;
    }
    const auto same = std::ranges::find(all, wanted.subject, &CaseName::subject);
    if (same != all.end()) {
        return *same;
    }
    return all.empty() ? std::nullopt : std::optional(all.front());
}

std::optional<CaseName> ProjectDocument::previous() const
{
    const std::vector<CaseName> all = cases();
    const auto here = std::ranges::find(all, currentCase());
    if (here == all.end() || here == all.begin()) {
        return std::nullopt;
    }
    return *std::prev(here);
}

CaseName ProjectDocument::currentCase() const
{
    return m_document.isOpen() ? CaseName{m_document.subject(), m_document.session()} : CaseName{};
}

QString ProjectDocument::date() const
{
    return m_loaded ? QString::fromStdString(m_loaded->date) : QString();
}

} // namespace dawson
