#include "widgets/view/compare_panes.h"

#include "widgets/view/slice_view.h"

#include <QGridLayout>

#include <array>
#include <utility>

namespace dawson
{

namespace
{

constexpr int kPaneGap = 2;
constexpr std::size_t kColumns = 4;
constexpr std::array<std::pair<ImageRole, const char*>, kColumns> kRoles{
    {{ImageRole::Prior, "prior"},
     {ImageRole::Current, "current"},
     {ImageRole::Subtraction, "subtraction"},
     {ImageRole::Other, "other"}}};

} // namespace

ComparePanes::ComparePanes(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_layout(new QGridLayout(this))
{
    setObjectName(QStringLiteral("view.compare"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kPaneGap);
    for (int row = 0; row < 2; ++row) {
        for (const auto& [role, name] : kRoles) {
            auto* pane = new SliceView(
                document, row == 0 ? Orientation::Axial : Orientation::Sagittal, this);
            pane->setRole(role);
            pane->setObjectName(
                QStringLiteral("view.compare.%1.%2").arg(QLatin1String(name)).arg(row + 1));
            connect(pane, &SliceView::reframed, this, [this, pane] { share(*pane); });
            connect(pane, &SliceView::maximizeRequested, this, [this, pane] {
                maximize(m_maximized == pane ? nullptr : pane);
            });
            m_panes.push_back(pane);
        }
    }
    connect(&document, &CaseDocument::caseChanged, this, [this] { maximize(nullptr); });
    arrange();
}

Orientation ComparePanes::secondPlane() const
{
    return m_plane == Orientation::Sagittal ? Orientation::Axial : Orientation::Sagittal;
}

void ComparePanes::setPlane(Orientation plane)
{
    m_plane = plane;
    for (std::size_t n = 0; n < m_panes.size(); ++n) {
        m_panes[n]->setOrientation(n < kColumns ? plane : secondPlane());
    }
}

void ComparePanes::setTwoPlanes(bool two)
{
    m_twoPlanes = two;
    maximize(nullptr);
}

void ComparePanes::maximize(SliceView* pane)
{
    m_maximized = pane;
    arrange();
}

void ComparePanes::arrange()
{
    const LayerStack& layers = m_document.layers();
    const bool enhancing = m_document.task() == Task::Enhancing;
    const bool flair = enhancing && layers.imageOf(ImageRole::Other) >= 0;
    // Without a first image, which its pane says, FLAIR takes the place beside the one there is.
    const bool subtracted = !flair || layers.imageOf(ImageRole::Prior) >= 0;
    const std::array<bool, kColumns> wanted{true, true, subtracted, flair};
    const int columns = !flair || !subtracted ? 3 : m_twoPlanes ? 4 : 2;
    for (int n = 0; n < static_cast<int>(kColumns); ++n) {
        m_layout->setRowStretch(n, 0);
        m_layout->setColumnStretch(n, 0);
    }
    int placed = 0;
    for (std::size_t n = 0; n < m_panes.size(); ++n) {
        SliceView* pane = m_panes[n];
        const bool hung = (n < kColumns || m_twoPlanes) && wanted[n % kColumns];
        const bool shown = m_maximized != nullptr ? pane == m_maximized : hung;
        m_layout->removeWidget(pane);
        if (shown) {
            m_layout->addWidget(pane, placed / columns, placed % columns);
            m_layout->setRowStretch(placed / columns, 1);
            m_layout->setColumnStretch(placed % columns, 1);
            ++placed;
        }
        pane->setVisible(shown);
    }
}

void ComparePanes::share(const SliceView& from)
{
    for (SliceView* pane : m_panes) {
        if (pane != &from && pane->frame().orientation() == from.frame().orientation()) {
            pane->followFrame(from.frame());
        }
    }
}

} // namespace dawson
