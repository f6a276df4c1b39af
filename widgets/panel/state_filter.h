#pragma once

#include "core/lesion/comparison.h"

#include <QSortFilterProxyModel>

#include <array>

class QToolButton;
class QWidget;

namespace dawson
{

constexpr std::array kStates{
    LesionOutcome::State::Detected, LesionOutcome::State::Missed, LesionOutcome::State::Spurious};

/// Place of a state in kStates.
constexpr std::size_t indexOf(LesionOutcome::State state)
{
    return static_cast<std::size_t>(state);
}

/// Sorts a LesionModel and hides the rows of states that are switched off; rows without a state
/// always show.
class StateFilter : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setShown(LesionOutcome::State state, bool shown);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    std::array<bool, kStates.size()> m_shown{true, true, true};
};

/// The button that switches a state on and off: lesionTable.detected, .missed, .spurious.
QToolButton* stateButton(LesionOutcome::State state, QWidget* parent);

} // namespace dawson
