#pragma once

#include "core/document/loaded_case.h"
#include "widgets/view/vtk_widget.h"

#include <memory>

namespace dawson
{

/// The road not taken: the axial slice and one mask as vtkImageSlice in a VtkWidget, without
/// outlines, dashes, crosshair and texts. Only to compare its time with SliceView's.
class BenchVtkSlice : public VtkWidget
{
    Q_OBJECT

public:
    explicit BenchVtkSlice(const LoadedCase& loaded);
    ~BenchVtkSlice() override;

    void showSlice(int slice);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace dawson
