#include "widgets/panel/state_filter.h"

#include "widgets/panel/lesion_model.h"
#include "widgets/theme/theme.h"

#include <QToolButton>

namespace dawson
{

void StateFilter::setShown(LesionOutcome::State state, bool shown)
{
    m_shown[indexOf(state)] = shown;
    invalidateFilter();
}

bool StateFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const
{
    const auto* model = static_cast<const LesionModel*>(sourceModel());
    const auto& state = model->rows()[static_cast<std::size_t>(row)].state;
    return !state || m_shown[indexOf(*state)];
}

QToolButton* stateButton(LesionOutcome::State state, QWidget* parent)
{
    constexpr std::array names{"detected", "missed", "spurious"};
    auto* button = new QToolButton(parent);
    button->setObjectName(QStringLiteral("lesionTable.") + QLatin1String(names[indexOf(state)]));
    button->setCheckable(true);
    button->setChecked(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    QFont small = parent->font();
    small.setPixelSize(kCaptionPx);
    button->setFont(small);
    return button;
}

} // namespace dawson
