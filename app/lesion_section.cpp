#include "app/lesion_section.h"

#include "core/document/case_document.h"
#include "widgets/panel/lesion_table.h"
#include "widgets/panel/outcome_layer.h"

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
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &LesionSection::find);
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        m_task.cancel();
        m_prediction.clear();
        m_reference.clear();
        m_lesions.reset();
        m_comparison.reset();
        m_table->clear();
        find();
    });
    connect(&document.layers(), &LayerStack::maskChanged, this, &LesionSection::noteChange);
    connect(&document.cursor(), &Cursor::moved, this, &LesionSection::followCursor);
    connect(m_table, &LesionTable::lesionSelected, this, &LesionSection::jumpTo);
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

void LesionSection::find()
{
    if (isComparing()) {
        findOutcomes();
    } else {
        findEdited();
    }
}

void LesionSection::findEdited()
{
    if (!m_document.isOpen() || !m_document.isEditable()) {
        m_table->clear();
        Q_EMIT counted(0);
        return;
    }
    m_task.start<LesionMap>(
        [mask = Mask(*m_document.editedMask())](const Progress&) { return findLesions(mask); },
        [this](LesionMap found) {
            m_lesions = std::move(found);
            m_table->setLesions(m_lesions->lesions);
            Q_EMIT counted(static_cast<int>(m_lesions->lesions.size()));
        });
}

void LesionSection::findOutcomes()
{
    const MaskLayer* prediction = m_document.layers().mask(m_prediction);
    const MaskLayer* reference = m_document.layers().mask(m_reference);
    if (prediction == nullptr || reference == nullptr) {
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
