#include "app/notice_bar.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace dawson
{

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent)
    , m_sign(new QLabel(this))
    , m_text(new QLabel(this))
    , m_verb(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_sign->setPixmap(icon(QStringLiteral("info")).pixmap(kSectionGap, kSectionGap));
    m_text->setObjectName(QStringLiteral("notice.text"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verb->setObjectName(QStringLiteral("notice.verb"));
    m_close->setObjectName(QStringLiteral("notice.close"));
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Close this notice"));
    m_close->setAccessibleName(tr("Close this notice"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kSectionGap, kSpace, kControlGap, kSpace);
    row->setSpacing(kControlGap);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_verb);
    row->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT dismissed();
    });
    connect(m_verb, &QPushButton::clicked, this, [this] {
        hide();
        m_state = false;
        std::exchange(m_act, {})();
    });
    hide();
}

void NoticeBar::endState()
{
    if (std::exchange(m_state, false)) {
        std::exchange(m_act, {})();
    }
}

void NoticeBar::clear()
{
    hide();
    endState();
}

void NoticeBar::showState(const QString& text,
                          const QString& verb,
                          const std::function<void()>& end)
{
    showQuestion(text, verb, end);
    m_state = true;
}

void NoticeBar::showNotice(const QString& text)
{
    endState();
    m_text->setText(text);
    m_verb->hide();
    show();
}

void NoticeBar::showQuestion(const QString& text,
                             const QString& verb,
                             const std::function<void()>& act)
{
    endState();
    m_text->setText(text);
    m_verb->setText(verb);
    m_verb->setToolTip(verb);
    m_act = act;
    m_verb->show();
    show();
}

void NoticeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        m_sign->setPixmap(icon(QStringLiteral("info")).pixmap(kSectionGap, kSectionGap));
    }
    QWidget::changeEvent(event);
}

QString NoticeBar::text() const
{
    return isVisible() ? m_text->text() : QString();
}

} // namespace dawson
