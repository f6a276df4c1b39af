#include "widgets/panel/state_filter.h"

#include "widgets/panel/lesion_model.h"

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

} // namespace dawson
