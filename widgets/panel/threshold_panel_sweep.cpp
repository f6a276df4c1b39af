#include "core/training/operating_point.h"
#include "widgets/chart/threshold_chart.h"
#include "widgets/panel/task_words.h"
#include "widgets/panel/threshold_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include <cmath>

namespace dawson
{

namespace
{

/// What the curves are of, and what must be known to read them.
QString sweepText(const ThresholdSweep& found, Task task)
{
    QString text = ThresholdPanel::tr("Mean of %n case(s), %1. A threshold chosen here flatters "
                                      "the model on these cases.",
                                      nullptr,
                                      found.cases)
                       .arg(taskText(task));
    if (found.hidden > 0) {
        text += QLatin1Char(' ') +
                ThresholdPanel::tr("%n case(s) left out: hidden until you have submitted your own "
                                   "mask of them (File > Submit mask).",
                                   nullptr,
                                   found.hidden);
    }
    if (!found.leftOut.empty()) {
        text += QLatin1Char(' ') +
                ThresholdPanel::tr("%n case(s) could not be used: rest the mouse here to read why.",
                                   nullptr,
                                   static_cast<int>(found.leftOut.size()));
    }
    return text;
}

QString leftOutText(const ThresholdSweep& found)
{
    QStringList lines;
    for (const std::string& sentence : found.leftOut) {
        lines << QString::fromStdString(sentence);
    }
    return lines.join(QLatin1Char('\n'));
}

QString countingText(std::size_t thresholds, double fraction)
{
    return ThresholdPanel::tr(
               "Counting at %n threshold(s)\u2026 %1 %", nullptr, static_cast<int>(thresholds))
        .arg(static_cast<int>(std::floor(100.0 * fraction)));
}

} // namespace

void ThresholdPanel::putSweepAway()
{
    m_sweeping.cancel();
    m_sweepWanted = false;
    labelSweep();
    m_chart->hide();
    m_sweepNote->hide();
}

void ThresholdPanel::sweep()
{
    if (m_sweepWanted) {
        putSweepAway();
        return;
    }
    SweepRequest request;
    request.model = m_model->currentData().toString().toStdString();
    request.reference = m_reference->currentData().toString().toStdString();
    request.task = m_document.task();
    request.thresholds = searchedThresholds();
    const OperatingPoint models = m_models.value_or(m_own);
    request.minimumVolumeMm3 = models.minimumVolumeMm3;
    request.coreProbability = models.coreProbability;
    request.blindGrader = m_document.grader().folder; // a comparison shows one case, not all
    m_sweepNote->show();
    m_sweepNote->setToolTip(QString());
    if (request.reference.empty()) {
        m_sweepNote->setText(tr("Choose a reference first."));
        return;
    }
    startSweep(request);
}

void ThresholdPanel::startSweep(const SweepRequest& request)
{
    m_sweepNote->setText(countingText(request.thresholds.size(), 0.0));
    m_sweeping.start<ThresholdSweep>(
        [study = m_study, request](const Progress& progress) {
            return sweepThresholds(*study, request, progress);
        },
        [this](const ThresholdSweep& found) { showSweep(found); });
    m_sweepWanted = true;
    labelSweep();
}

void ThresholdPanel::showSweepProgress(double fraction)
{
    if (m_sweepWanted) {
        m_sweepNote->setText(countingText(searchedThresholds().size(), fraction));
    }
}

void ThresholdPanel::showSweep(const ThresholdSweep& found)
{
    m_chart->setSweep(found);
    m_chart->setThreshold(threshold());
    m_chart->show();
    QString text = sweepText(found, m_document.task());
    const auto own = QString::fromStdString(m_document.grader().folder);
    if (m_document.isModified() && m_reference->currentData() == own) {
        text += QLatin1Char(' ') + tr("Your mask of this case counts as it was last saved.");
    }
    m_sweepNote->setText(text);
    m_sweepNote->setToolTip(leftOutText(found));
    m_sweepWanted = false;
    labelSweep();
}

void ThresholdPanel::labelSweep()
{
    if (m_sweepWanted) {
        m_sweep->setText(tr("Stop counting"));
        m_sweep->setToolTip(tr("Nothing is lost: it can be counted again"));
        return;
    }
    m_sweep->setText(tr("All thresholds, all cases"));
    m_sweep->setToolTip(tr("Sensitivity and PPV at every threshold, over all cases that have a "
                           "map and a mask of the reference"));
}

} // namespace dawson
