#include "app/lesion_section.h"

#include "core/document/case_document.h"
#include "widgets/panel/lesion_model.h"
#include "widgets/panel/lesion_table.h"
#include "widgets/panel/outcome_layer.h"
#include "widgets/panel/pattern_bar.h"

#include <QVBoxLayout>

#include <chrono>
#include <memory>
#include <utility>

namespace dawson
{

namespace
{

using namespace std::chrono_literals;

constexpr auto kAfterStroke = 250ms;

struct FoundLesions {
    LesionMap map;
    std::vector<EnhancementPattern> suggested; ///< only for lesions that take up contrast medium
};

/// Where to jump to of the lesion at a voxel; nothing outside lesions.
std::optional<PatientPoint> insideOf(const LesionMap& map, const PatientPoint& point)
{
    const std::int32_t label = map.labelAt(map.geometry.nearestVoxel(point));
    if (label == 0) {
        return std::nullopt;
    }
    return map.lesions[static_cast<std::size_t>(label - 1)].inside;
}

} // namespace

LesionSection::LesionSection(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_table(new LesionTable(this))
    , m_patterns(new PatternBar(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    column->addWidget(m_patterns);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &LesionSection::find);
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        m_task.cancel();
        m_prediction.clear();
        m_reference.clear();
        m_compared = {};
        m_lesions.reset();
        m_suggested.clear();
        m_comparison.reset();
        m_table->clear();
        m_patterns->setVisible(hasPatterns());
        find();
    });
    connect(&document, &CaseDocument::brainChanged, this, &LesionSection::find);
    connect(&document.layers(), &LayerStack::maskChanged, this, &LesionSection::noteChange);
    connect(&document.layers(), &LayerStack::layersChanged, this, &LesionSection::noteLayers);
    connect(&document.cursor(), &Cursor::moved, this, &LesionSection::followCursor);
    connect(m_table, &LesionTable::lesionSelected, this, &LesionSection::jumpTo);
    connect(m_table, &LesionTable::lesionSelected, this, [this](const PatientPoint&, int label) {
        m_chosen = isComparing() ? 0 : label;
        showTag();
    });
    connect(m_patterns, &PatternBar::chosen, this, &LesionSection::tag);
    connect(&document.lesionTags(), &LesionTags::changed, this, &LesionSection::fill);
    m_patterns->hide();
    connect(m_table, &LesionTable::lesionActivated, this, &LesionSection::jumpTo);
}

void LesionSection::compare(const QString& prediction,
                            const QString& reference,
                            const MatchRule& rule)
{
    m_rule = rule;
    m_prediction = prediction;
    m_reference = reference;
    find();
}

void LesionSection::endComparison()
{
    m_prediction.clear();
    m_reference.clear();
    m_compared = {};
    m_comparison.reset();
    m_document.layers().removeMask(QStringLiteral("outcome"));
    find();
}

void LesionSection::noteChange(const QString& id)
{
    const bool edited = id == QString::fromStdString(m_document.grader().folder);
    if (isComparing() ? (id == m_prediction || id == m_reference) : edited) {
        m_delay.start(kAfterStroke);
    }
}

/// A mask that is read again is another one; the outcome, a layer itself, is neither of the two.
void LesionSection::noteLayers()
{
    if (isComparing() && comparedMasks() != m_compared) {
        m_delay.start(kAfterStroke); // several are read at once
    }
}

LesionSection::MaskPair LesionSection::comparedMasks() const
{
    const MaskLayer* prediction = m_document.layers().mask(m_prediction);
    const MaskLayer* reference = m_document.layers().mask(m_reference);
    return {prediction != nullptr ? prediction->mask : nullptr,
            reference != nullptr ? reference->mask : nullptr};
}

void LesionSection::find()
{
    m_delay.stop();
    if (isComparing()) {
        findOutcomes();
    } else {
        findEdited();
    }
}

void LesionSection::findEdited()
{
    if (m_document.isRepairingBrain()) {
        return; // the edited mask is the brain; its end brings the lesions back
    }
    if (!m_document.isOpen() || !m_document.isEditable()) {
        m_table->clear();
        Q_EMIT counted(0);
        return;
    }
    std::shared_ptr<const Volume> image;
    if (hasPatterns()) {
        image = m_document.layers().images().front().volume;
    }
    m_task.start<FoundLesions>(
        [mask = Mask(*m_document.editedMask()), image](const Progress&) {
            FoundLesions found{findLesions(mask), {}};
            if (image) {
                found.suggested = suggestPatterns(*image, found.map);
            }
            return found;
        },
        [this](FoundLesions found) {
            m_lesions = std::move(found.map);
            m_suggested = std::move(found.suggested);
            fill();
            Q_EMIT counted(static_cast<int>(m_lesions->lesions.size()));
        });
}

bool LesionSection::hasPatterns() const
{
    return m_document.isOpen() && m_document.task() == Task::Enhancing;
}

void LesionSection::fill()
{
    if (!m_lesions || isComparing()) {
        return;
    }
    std::vector<LesionPattern> patterns;
    for (std::size_t n = 0; n < m_suggested.size(); ++n) {
        const auto said = m_document.lesionTags().of(*m_lesions, static_cast<std::int32_t>(n) + 1);
        patterns.push_back({said.value_or(m_suggested[n]), !said});
    }
    m_table->setLesions(m_lesions->lesions, patterns);
    m_chosen = m_lesions->labelAt(m_lesions->geometry.nearestVoxel(m_document.cursor().position()));
    showTag();
}

void LesionSection::showTag()
{
    const bool can = m_chosen > 0 && m_lesions && m_document.acceptsStrokes();
    m_patterns->setTag(can, can ? m_document.lesionTags().of(*m_lesions, m_chosen) : std::nullopt);
}

void LesionSection::tag(std::optional<EnhancementPattern> pattern)
{
    if (m_lesions && m_chosen > 0 && m_document.acceptsStrokes()) {
        m_document.lesionTags().set(*m_lesions, m_chosen, pattern);
        m_document.noteActivity();
    }
}

void LesionSection::findOutcomes()
{
    const MaskLayer* prediction = m_document.layers().mask(m_prediction);
    const MaskLayer* reference = m_document.layers().mask(m_reference);
    m_compared = comparedMasks();
    if (prediction == nullptr || reference == nullptr) {
        m_task.cancel();
        m_table->clear(); // one of them was refused when the case was read
        m_document.layers().removeMask(QStringLiteral("outcome"));
        Q_EMIT counted(0);
        return;
    }
    const QString name = tr("%1 against %2").arg(prediction->name, reference->name);
    m_task.start<MaskComparison>(
        [is = Mask(*prediction->mask), shouldBe = Mask(*reference->mask), rule = m_rule](
            const Progress&) { return compareMasks(shouldBe, is, rule); },
        [this, name](MaskComparison found) {
            m_comparison = std::move(found);
            m_document.layers().addMask(outcomeLayer(*m_comparison, name));
            m_table->setOutcomes(m_comparison->outcomes(), ruleSentence(m_comparison->rule));
            Q_EMIT counted(m_table->rowCount());
        });
}

void LesionSection::jumpTo(const PatientPoint& point)
{
    m_jumping = true;
    m_document.cursor().moveTo(point);
    m_jumping = false;
    Q_EMIT lesionShown(point);
}

void LesionSection::followCursor()
{
    if (m_jumping) {
        return;
    }
    const PatientPoint& here = m_document.cursor().position();
    std::optional<PatientPoint> inside;
    if (m_comparison) {
        inside = insideOf(m_comparison->reference, here);
        inside = inside ? inside : insideOf(m_comparison->prediction, here);
    } else if (m_lesions) {
        inside = insideOf(*m_lesions, here);
    }
    if (inside) {
        m_table->selectLesionAt(*inside);
    }
    m_chosen = m_lesions && !isComparing()
                   ? m_lesions->labelAt(m_lesions->geometry.nearestVoxel(here))
                   : 0;
    showTag();
}

void LesionSection::selectNext()
{
    m_table->selectNext();
}

void LesionSection::selectPrevious()
{
    m_table->selectPrevious();
}

int LesionSection::count() const
{
    return m_table->rowCount();
}

} // namespace dawson
