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
    for (BackgroundTask* task : {&m_studyTask, &m_caseTask}) {
        connect(task, &BackgroundTask::failed, this, [this](const Error& error) {
            Q_EMIT failed(m_doing, error);
        });
        connect(task, &BackgroundTask::progressed, this, [this](double fraction) {
            Q_EMIT busy(m_doing, fraction);
        });
    }
    connect(&m_document, &CaseDocument::pairChanged, this, [this] {
        if (m_loaded) {
            m_loaded->pair = m_document.pair(); // accepted: the next grader need not be asked
        }
    });
}

ProjectDocument::~ProjectDocument() = default;

void ProjectDocument::open(const std::filesystem::path& root)
{
    close();
    m_doing = tr("Reading the project %1").arg(QString::fromStdString(root.filename().string()));
    Q_EMIT busy(m_doing, -1.0);
    m_studyTask.start<std::shared_ptr<const Study>>(
        [root](const Progress&) { return std::make_shared<const Study>(readStudy(root)); },
        [this](std::shared_ptr<const Study> study) {
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
    m_loaded.reset();
    m_refused.clear();
    m_comparing = false;
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
    m_studyTask.start<std::shared_ptr<const Study>>(
        [root = m_study->root](const Progress&) {
            return std::make_shared<const Study>(readStudy(root));
        },
        [this](std::shared_ptr<const Study> study) {
            m_study = std::move(study);
            Q_EMIT studyChanged();
            if (m_document.isOpen() && m_loaded) {
                readMasks([this] { refreshMasks(); });
            }
        });
}

void ProjectDocument::readMasks(const std::function<void()>& then)
{
    m_doing = tr("Reading the masks");
    m_maskTask.start<LoadedCase>(
        [study = m_study, loaded = *m_loaded, grid = m_otherGrid](const Progress&) {
            return readMasksAgain(loaded, *study, grid);
        },
        [this, then](LoadedCase loaded) {
            if (m_caseTask.running() || !m_document.isOpen()) {
                return; // another case is on its way and brings its own masks
            }
            m_loaded = std::move(loaded);
            then();
        });
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
        m_comparing = false;
        readMasks([this] { showCase(); });
    }
}

void ProjectDocument::setTask(Task task)
{
    if (task != m_task) {
        m_caseTask.cancel();
        m_task = task;
        Q_EMIT taskChanged();
    }
}

void ProjectDocument::openCase(const CaseName& name, OtherGrid otherGrid)
{
    Q_ASSERT(m_study);
    m_maskTask.cancel();
    m_comparing = false;
    m_otherGrid = otherGrid;
    m_doing = tr("Reading %1").arg(QString::fromStdString(name.subject));
    Q_EMIT busy(m_doing, -1.0);
    const CaseRequest request{name.subject, name.session, m_task, otherGrid};
    m_caseTask.start<LoadedCase>(
        [study = m_study, request](const Progress& progress) {
            return loadCase(*study, request, progress);
        },
        [this](LoadedCase loaded) {
            m_loaded = std::move(loaded);
            showCase();
        });
}

void ProjectDocument::showCase()
{
    m_refused = m_loaded->refused;
    LoadedCase blind = *m_loaded;
    std::erase_if(blind.masks, [this](const LoadedCase::LoadedMask& mask) {
        return mask.author.folder != m_grader.folder && isHidden(mask.author);
    });
    m_document.show(blind, m_grader, authorColor);
    Q_EMIT caseOpened();
}

bool ProjectDocument::isHidden(const Author& author) const
{
    return !m_comparing && author.role == AuthorRole::Grader;
}

void ProjectDocument::setComparing(bool comparing)
{
    if (m_comparing == comparing || !m_loaded) {
        m_comparing = comparing;
        return;
    }
    m_comparing = comparing;
    for (const LoadedCase::LoadedMask& mask : m_loaded->masks) {
        const bool otherGrader =
            mask.author.role == AuthorRole::Grader && mask.author.folder != m_grader.folder;
        if (!mask.mask || !otherGrader) {
            continue;
        }
        if (comparing) {
            m_document.layers().addMask(layerOf(mask));
        } else {
            m_document.layers().removeMask(QString::fromStdString(mask.author.folder));
        }
    }
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
