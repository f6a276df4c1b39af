#pragma once

#include "core/document/case_document.h"
#include "widgets/view/pane_settings.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace dawson
{

class SliceView;

/// The hanging of a pair: prior, current and subtraction side by side in one plane, or in two with
/// sagittal (axial) below; for enhancing lesions a further sequence as fourth. Panes of one plane
/// share zoom and pan; all follow the document's cursor. A missing image leaves a pane that says
/// so.
class ComparePanes : public QWidget
{
    Q_OBJECT

public:
    ComparePanes(CaseDocument& document, QWidget* parent = nullptr);

    /// All panes, the hidden ones too.
    const std::vector<SliceView*>& panes() const { return m_panes; }

    Orientation plane() const { return m_plane; }

    bool inTwoPlanes() const { return m_twoPlanes; }

    void setPlane(Orientation plane);
    void setTwoPlanes(bool two);

private:
    Orientation secondPlane() const;
    void arrange();
    void share(const SliceView& from);
    void maximize(SliceView* pane);

    CaseDocument& m_document;
    QGridLayout* m_layout;
    std::vector<SliceView*> m_panes; ///< row after row: prior, current, subtraction, other
    SliceView* m_maximized = nullptr;
    Orientation m_plane = Orientation::Axial;
    bool m_twoPlanes = false;
};

} // namespace dawson
