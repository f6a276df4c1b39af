#include "widgets/panel/pattern_bar.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

namespace dawson
{

namespace
{

constexpr std::array kPatterns{EnhancementPattern::Nodular, EnhancementPattern::Ring};
constexpr std::array<const char*, 2> kKeys{"nodular", "ring"};

} // namespace

PatternBar::PatternBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("patternBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace);
    for (std::size_t n = 0; n < kPatterns.size(); ++n) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("patternBar.") + QLatin1StringView(kKeys[n]));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, [this, n](bool on) {
            Q_EMIT chosen(on ? std::optional(kPatterns[n]) : std::nullopt);
        });
        row->addWidget(button);
        m_buttons[n] = button;
    }
    retranslate();
    setTag(false, std::nullopt);
}

void PatternBar::setTag(bool enabled, std::optional<EnhancementPattern> tag)
{
    for (std::size_t n = 0; n < kPatterns.size(); ++n) {
        m_buttons[n]->setEnabled(enabled);
        m_buttons[n]->setChecked(tag == kPatterns[n]);
    }
}

void PatternBar::retranslate()
{
    m_buttons[0]->setText(tr("Nodular"));
    m_buttons[1]->setText(tr("Ring"));
    m_buttons[0]->setToolTip(tr("The chosen lesion takes up contrast medium as a whole"));
    m_buttons[1]->setToolTip(tr("The chosen lesion takes up contrast medium at its border"));
    m_buttons[0]->setIcon(icon(QStringLiteral("disc")));
    m_buttons[1]->setIcon(icon(QStringLiteral("outline")));
}

void PatternBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
