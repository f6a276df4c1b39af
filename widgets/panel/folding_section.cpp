#include "widgets/panel/folding_section.h"

#include "widgets/theme/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace dawson
{

FoldingSection::FoldingSection(const QString& name, QWidget* content, QWidget* parent)
    : QWidget(parent)
    , m_head(new QToolButton(this))
    , m_content(content)
{
    setObjectName(QStringLiteral("section.") + name);
    m_head->setObjectName(QStringLiteral("section.%1.head").arg(name));
    m_head->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_head->setCheckable(true);
    m_head->setChecked(true);
    m_head->setProperty("role", QStringLiteral("sectionHead"));
    m_head->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_head->setIconSize(QSize(kHeadPx, kHeadPx));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    auto* frame = new QVBoxLayout;
    frame->setContentsMargins(kControlGap, kControlGap, kControlGap, kControlGap);
    frame->addWidget(content);
    column->addLayout(frame);
    connect(m_head, &QToolButton::toggled, this, &FoldingSection::showState);
    showState();
}

void FoldingSection::setTitle(const QString& title)
{
    m_head->setText(title);
    m_head->setToolTip(tr("Fold or unfold: %1").arg(title));
    m_content->setAccessibleName(title);
}

void FoldingSection::setFolded(bool folded)
{
    m_head->setChecked(!folded);
}

bool FoldingSection::isFolded() const
{
    return !m_head->isChecked();
}

void FoldingSection::showState()
{
    m_content->setVisible(m_head->isChecked());
    m_head->setIcon(icon(m_head->isChecked() ? QStringLiteral("chevron-down")
                                             : QStringLiteral("chevron-right")));
}

} // namespace dawson
