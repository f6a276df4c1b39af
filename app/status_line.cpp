#include "app/status_line.h"

#include "app/project_document.h"
#include "core/lesion/comparison.h"
#include "widgets/panel/task_words.h"
#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStyle>

#include <array>
#include <chrono>
#include <cmath>

namespace dawson
{

namespace
{

QLabel* part(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1StringView(name));
    label->setTextInteractionFlags(Qt::NoTextInteraction);
    return label;
}

void setRole(QLabel& label, const QString& role)
{
    if (label.property("role").toString() != role) {
        label.setProperty("role", role);
        label.style()->polish(&label);
    }
}

/// "L 12.3", as radiologists say it, for a coordinate that grows towards `positive`.
QString axisText(double value, const QString& positive, const QString& negative)
{
    return QStringLiteral("%1 %2").arg(value < 0.0 ? negative : positive,
                                       QLocale().toString(std::abs(value), 'f', 1));
}

/// The value of a mask in words where it is an outcome, else the number.
QString labelText(const MaskLayer& mask, std::uint8_t label)
{
    if (mask.id != QLatin1String("outcome") || label > kSpuriousLabel) {
        return QString::number(label);
    }
    const std::array words{StatusLine::tr("no lesion"),
                           StatusLine::tr("agreed"),
                           StatusLine::tr("missed"),
                           StatusLine::tr("spurious")};
    return words[label];
}

} // namespace

StatusLine::StatusLine(ProjectDocument& project, QWidget* parent)
    : QWidget(parent)
    , m_project(project)
    , m_position(part("status.position", this))
    , m_values(part("status.values", this))
    , m_saved(part("status.saved", this))
    , m_who(part("status.who", this))
{
    setObjectName(QStringLiteral("statusLine"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kControlGap, kSpace, kControlGap, kSpace);
    row->setSpacing(kSectionGap);
    row->addWidget(m_position);
    row->addWidget(m_values, 1);
    row->addWidget(m_saved);
    row->addWidget(m_who);
    m_position->setMinimumWidth(300);
    m_values->setMinimumWidth(0);
    m_values->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    CaseDocument& document = project.document();
    connect(&document.cursor(), &Cursor::moved, this, [this] { showPoint(std::nullopt); });
    connect(&document, &CaseDocument::modifiedChanged, this, &StatusLine::showSaved);
    connect(&document, &CaseDocument::caseChanged, this, &StatusLine::showCase);
    connect(&document, &CaseDocument::brainChanged, this, &StatusLine::showWho);
    connect(&document, &CaseDocument::saved, this, [this] {
        m_savedAt = QDateTime::currentDateTime();
        showSaved();
    });
    connect(&project, &ProjectDocument::busy, this, [this](const QString& what) {
        m_values->setText(what + QStringLiteral("…"));
    });
    connect(&project, &ProjectDocument::caseOpened, this, &StatusLine::showCase);
    connect(&m_clock, &QTimer::timeout, this, &StatusLine::showSaved);
    m_clock.start(std::chrono::seconds(1));
    showCase();
}

void StatusLine::showCase()
{
    const CaseDocument& document = m_project.document();
    if (!document.isOpen()) {
        m_savedAt = QDateTime();
        m_position->clear();
        m_values->clear();
        m_who->clear();
    } else {
        m_savedAt = QDateTime();
        showWho();
        showPoint(std::nullopt);
    }
    showSaved();
}

void StatusLine::showWho()
{
    const CaseDocument& document = m_project.document();
    if (document.isOpen()) {
        const QString painted =
            document.isRepairingBrain() ? tr("Brain mask") : taskText(document.task());
        m_who->setText(
            tr("%1  ·  %2").arg(QString::fromStdString(document.grader().name), painted));
    }
}

void StatusLine::showPoint(const std::optional<PatientPoint>& point)
{
    CaseDocument& document = m_project.document();
    if (!document.isOpen()) {
        return;
    }
    const PatientPoint shown = point.value_or(document.cursor().position());
    const VoxelIndex voxel = document.geometry().nearestVoxel(shown);
    if (!document.geometry().contains(voxel)) {
        m_position->setText(tr("outside the image"));
        m_values->clear();
        return;
    }
    m_position->setText(tr("%1  %2  %3 mm   voxel %4, %5, %6")
                            .arg(axisText(shown.x, tr("L"), tr("R")),
                                 axisText(shown.y, tr("P"), tr("A")),
                                 axisText(shown.z, tr("S"), tr("I")))
                            .arg(voxel.i)
                            .arg(voxel.j)
                            .arg(voxel.k));
    m_values->setText(valuesAt(shown));
}

QString StatusLine::valuesAt(const PatientPoint& point) const
{
    QStringList values;
    const LayerStack& layers = m_project.document().layers();
    for (const ImageLayer& image : layers.images()) {
        const VoxelIndex voxel = image.volume->geometry().nearestVoxel(point);
        if (image.volume->geometry().contains(voxel)) {
            values << QStringLiteral("%1 %2").arg(
                image.name, QLocale().toString(image.volume->at(voxel), 'g', 5));
        }
    }
    for (const MaskLayer& mask : layers.masks()) {
        const VoxelIndex voxel = mask.mask->geometry().nearestVoxel(point);
        if (mask.visible && mask.mask->geometry().contains(voxel)) {
            values << QStringLiteral("%1 %2").arg(mask.name, labelText(mask, mask.mask->at(voxel)));
        }
    }
    return values.join(QStringLiteral("   "));
}

void StatusLine::showSaved()
{
    const CaseDocument& document = m_project.document();
    if (!document.isOpen()) {
        m_saved->clear();
    } else if (document.isModified()) {
        m_saved->setText(tr("● not saved"));
        setRole(*m_saved, QStringLiteral("warning"));
    } else if (m_savedAt.isValid()) {
        const auto seconds = static_cast<int>(m_savedAt.secsTo(QDateTime::currentDateTime()));
        m_saved->setText(seconds < 120 ? tr("saved %1 s ago").arg(seconds)
                                       : tr("saved %1 min ago").arg(seconds / 60));
        setRole(*m_saved, QStringLiteral("ok"));
    } else {
        m_saved->setText(tr("no changes"));
        setRole(*m_saved, QStringLiteral("muted"));
    }
}

void StatusLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        showCase();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
