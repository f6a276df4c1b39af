#include "core/document/case_document.h"

#include <algorithm>
#include <utility>

namespace dawson
{

void CaseDocument::addLayers(const LoadedCase& loaded, const AuthorColors& colors)
{
    const auto colorOf = [&](const Author& author) {
        return colors ? colors(author) : QColor(Qt::white);
    };
    const auto resampledName = [](const std::string& name, bool resampled) {
        const QString text = QString::fromStdString(name);
        return resampled ? tr("%1 (resampled)").arg(text) : text;
    };
    // What tells the images of a pair apart; those of one visit have names of their own.
    const auto imageName = [&](const LoadedCase::Image& image) {
        const QString name = QString::fromStdString(image.series.name());
        if (image.role == ImageRole::Subtraction) {
            return tr("Subtraction");
        }
        if (image.role == ImageRole::Current && image.resampled) {
            return tr("%1 (not registered)").arg(name);
        }
        if (m_task == Task::New && image.role != ImageRole::Other) {
            return image.role == ImageRole::Prior ? tr("%1 (prior)").arg(name)
                                                  : tr("%1 (current)").arg(name);
        }
        return resampledName(image.series.name(), image.resampled);
    };
    // Two visits must be told apart also where nobody gave their dates.
    const auto visit = [&](const LoadedCase::Image& image) {
        const bool two = m_task == Task::New && m_pair && m_pair->images;
        const bool prior = image.role == ImageRole::Prior;
        if (!image.date.empty() || !two || (!prior && image.role != ImageRole::Current)) {
            return QString::fromStdString(image.date);
        }
        return QStringLiteral("ses-") +
               QString::fromStdString(prior ? m_pair->images->baselineSession : m_session);
    };
    for (const LoadedCase::Image& image : loaded.images) {
        m_layers.addImage({imageName(image), image.volume, image.window, image.role, visit(image)});
    }
    addPriorLayer(loaded, colors);
    if (m_mask) {
        MaskLayer edited;
        edited.id = editedLayer();
        edited.name = QString::fromStdString(m_grader.name);
        edited.mask = m_mask;
        edited.color = colorOf(m_grader);
        edited.editable = true;
        m_layers.addMask(std::move(edited));
    }
    for (const LoadedCase::LoadedMask& other : loaded.masks) {
        if (!other.mask || (m_mask && other.author.folder == m_grader.folder)) {
            continue;
        }
        MaskLayer layer;
        layer.id = QString::fromStdString(other.author.folder);
        layer.name = resampledName(other.author.name, other.resampled);
        layer.mask = other.mask;
        layer.color = colorOf(other.author);
        layer.visible = false;
        m_layers.addMask(std::move(layer));
    }
}

void CaseDocument::addPriorLayer(const LoadedCase& loaded, const AuthorColors& colors)
{
    const auto own =
        std::ranges::find(loaded.priorMasks, m_grader.folder, [](const LoadedCase::LoadedMask& m) {
            return m.author.folder;
        });
    if (own == loaded.priorMasks.end() || !own->mask) {
        return;
    }
    m_prior = own->mask;
    MaskLayer ghost;
    ghost.id = QLatin1StringView(kPriorLayer);
    ghost.name = tr("Prior lesions");
    ghost.mask = m_prior;
    ghost.color = colors ? colors({kPriorLayer, {}, AuthorRole::Other}) : QColor(Qt::white);
    ghost.labelPatterns.assign(256, MaskPattern::Dashed);
    m_layers.addMask(std::move(ghost));
}

void CaseDocument::setPriorRule(PriorRule rule)
{
    m_priorRule = rule;
}

PriorRule CaseDocument::priorRule() const
{
    return m_priorRule;
}

void CaseDocument::setPairRecord(const PairRecord& record)
{
    Q_ASSERT(m_pair);
    m_pair->record = record;
    m_pair->state = record.acceptedBy.empty() ? PairState::Made : PairState::Accepted;
    Q_EMIT pairChanged();
}

} // namespace dawson
