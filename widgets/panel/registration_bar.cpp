#include "widgets/panel/registration_bar.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace dawson
{

namespace
{

constexpr std::array<const char*, 3> kTypes{"rigid", "affine", "syn"};

QStringList sentences(const std::vector<std::string>& texts)
{
    QStringList all;
    for (const std::string& text : texts) {
        all << QString::fromStdString(text);
    }
    return all;
}

} // namespace

struct RegistrationBar::State {
    explicit State(CaseDocument& openCase)
        : document(openCase)
    {
    }

    CaseDocument& document;
    QLabel* sign = nullptr;
    QLabel* text = nullptr;
    QLabel* detail = nullptr;
    QPushButton* accept = nullptr;
    QPushButton* nudge = nullptr;
    QPushButton* run = nullptr; ///< with the kinds of registration as a menu
    QPushButton* keep = nullptr;
    QPushButton* drop = nullptr;
    QPushButton* cancel = nullptr;
    std::array<QAction*, kTypes.size()> kinds{};
    std::optional<double> running;
    std::optional<std::array<double, 6>> correction;
    bool again = false;

    bool registered() const { return document.pair() && document.pair()->registered(); }

    /// What warns: nothing registered, or the record's own warnings.
    bool doubtful() const
    {
        const auto& pair = document.pair();
        return pair && (!pair->registered() || (pair->record && !pair->record->warnings.empty()));
    }
};

RegistrationBar::RegistrationBar(CaseDocument& document, QWidget* parent)
    : QWidget(parent)
    , m_state(std::make_unique<State>(document))
{
    setObjectName(QStringLiteral("registrationBar"));
    setAttribute(Qt::WA_StyledBackground);
    build();
    connect(&document, &CaseDocument::caseChanged, this, [this] {
        m_state->again = false;
        m_state->correction.reset();
        showState();
    });
    connect(&document, &CaseDocument::pairChanged, this, [this] {
        m_state->again = false;
        showState();
    });
    retranslate();
}

RegistrationBar::~RegistrationBar() = default;

void RegistrationBar::build()
{
    State& s = *m_state;
    const auto label = [this](const char* name) {
        auto* made = new QLabel(this);
        made->setObjectName(QStringLiteral("registrationBar.") + QLatin1StringView(name));
        made->setWordWrap(true);
        return made;
    };
    s.sign = new QLabel(this);
    s.text = label("text");
    s.detail = label("detail");
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(s.text);
    texts->addWidget(s.detail);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kSectionGap, kSpace, kControlGap, kSpace);
    row->setSpacing(kControlGap);
    row->addWidget(s.sign);
    row->addLayout(texts, 1);
    const auto button = [&](const char* name, auto signal) {
        auto* made = new QPushButton(this);
        made->setObjectName(QStringLiteral("registrationBar.") + QLatin1StringView(name));
        made->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the panes
        row->addWidget(made);
        connect(made, &QPushButton::clicked, this, signal);
        return made;
    };
    s.accept = button("accept", &RegistrationBar::acceptWanted);
    s.nudge = button("nudge", &RegistrationBar::nudgeWanted);
    s.keep = button("keep", &RegistrationBar::keepWanted);
    s.drop = button("drop", &RegistrationBar::dropWanted);
    s.cancel = button("cancel", &RegistrationBar::cancelWanted);
    markPrimary(*s.accept);
    markPrimary(*s.keep);
    s.run = new QPushButton(this);
    s.run->setObjectName(QStringLiteral("registrationBar.run"));
    s.run->setFocusPolicy(Qt::TabFocus);
    row->addWidget(s.run);
    auto* menu = new QMenu(s.run);
    for (std::size_t n = 0; n < kTypes.size(); ++n) {
        const QString type = QLatin1StringView(kTypes[n]);
        s.kinds[n] = menu->addAction(QString());
        s.kinds[n]->setObjectName(QStringLiteral("registrationBar.") + type);
        connect(s.kinds[n], &QAction::triggered, this, [this, type] {
            Q_EMIT registrationWanted(type);
        });
    }
    s.run->setMenu(menu);
}

void RegistrationBar::retranslate()
{
    State& s = *m_state;
    setAccessibleName(tr("Registration"));
    const auto label = [](QPushButton* button, const QString& text, const QString& tip) {
        button->setText(text);
        button->setToolTip(tip);
    };
    label(s.accept, tr("Accept"), tr("The two images match; your name is recorded"));
    label(s.nudge, tr("Correct by hand"), tr("Move and turn the current image by keys"));
    label(s.keep, tr("Keep"), tr("Keep the correction: registers and subtracts again (Enter)"));
    label(s.drop, tr("Drop"), tr("Forget the correction (Esc)"));
    label(s.cancel, tr("Cancel"), tr("Stop this registration"));
    s.kinds[0]->setText(tr("Rigid: shift and turn"));
    s.kinds[1]->setText(tr("Affine: stretch and shear too"));
    s.kinds[2]->setText(tr("Flexible (SyN): bend too; can shrink a new lesion"));
    showState();
}

void RegistrationBar::setRunning(std::optional<double> fraction)
{
    if (fraction != m_state->running) {
        m_state->running = fraction;
        showState();
    }
}

void RegistrationBar::setNudge(const std::optional<std::array<double, 6>>& nudge)
{
    m_state->correction = nudge;
    showState();
}

void RegistrationBar::checkAgain()
{
    m_state->again = true;
    showState();
}

QString RegistrationBar::sentence() const
{
    const State& s = *m_state;
    const CasePair& pair = *s.document.pair();
    if (s.running) {
        return tr("Registering the two images: %1 %").arg(qRound(100.0 * *s.running));
    }
    if (s.correction) {
        return tr("Arrows move the current image by 0.5 mm (Shift: 0.1 mm), Page Up and Page Down "
                  "through the slice, Ctrl+Left and Ctrl+Right turn it. Enter keeps, Esc drops.");
    }
    if (!pair.images) {
        return s.document.task() == Task::Enhancing
                   ? tr("There is no image before gadolinium: the one after is read alone.")
                   : tr("There is no earlier visit to compare with, so new lesions cannot be "
                        "masked.");
    }
    switch (pair.state) {
    case PairState::Missing:
        return tr("The two images are not registered yet. They lie as the scanner placed them, and "
                  "painting waits.");
    case PairState::Stale:
        return tr("The registration no longer holds: an image has changed. Painting waits.");
    case PairState::Made:
        return tr("Check the registration: flicker (Space), wipe (L), checkerboard (K).");
    case PairState::Accepted:
        break;
    }
    return tr("Registration accepted by %1, %2")
        .arg(QString::fromStdString(pair.record->acceptedBy),
             QString::fromStdString(pair.record->acceptedAt).left(10));
}

QString RegistrationBar::details() const
{
    const State& s = *m_state;
    const CasePair& pair = *s.document.pair();
    if (s.running) {
        return tr("Painting waits until this is done.");
    }
    if (s.correction) {
        const auto& n = *s.correction;
        const auto number = [](double value) { return QLocale().toString(value, 'f', 1); };
        return tr("Moved by %1, %2, %3 mm (left, back, up), turned by %4°, %5°, %6°")
            .arg(number(n[0]), number(n[1]), number(n[2]))
            .arg(number(n[3]), number(n[4]), number(n[5]));
    }
    QStringList lines;
    if (pair.registered() && pair.record) {
        const PairRecord& record = *pair.record;
        if (record.correlationBefore && record.correlationAfter) {
            lines << tr("Correlation in the brain %1 before, %2 after.")
                         .arg(QLocale().toString(*record.correlationBefore, 'f', 2))
                         .arg(QLocale().toString(*record.correlationAfter, 'f', 2));
        }
        lines += sentences(record.warnings);
    }
    if (!pair.missing.empty()) {
        lines << QString::fromStdString(pair.missing);
    }
    lines += sentences(pair.remarks);
    return lines.join(QLatin1Char(' '));
}

void RegistrationBar::showState()
{
    State& s = *m_state;
    const auto& pair = s.document.pair();
    const bool accepted = pair && pair->state == PairState::Accepted;
    const bool wanted = s.document.isOpen() && pair.has_value() &&
                        (!accepted || s.again || s.running || s.correction);
    setVisible(wanted);
    if (!wanted) {
        return;
    }
    const bool idle = !s.running && !s.correction;
    s.text->setText(sentence());
    s.detail->setText(details());
    s.detail->setVisible(!s.detail->text().isEmpty());
    s.detail->setProperty(
        "role", idle && s.doubtful() ? QStringLiteral("warning") : QStringLiteral("muted"));
    s.detail->setStyleSheet(QString()); // takes up the role
    s.sign->setPixmap(
        icon(idle && s.doubtful() ? QStringLiteral("warning") : QStringLiteral("info"))
            .pixmap(kSectionGap, kSectionGap));
    s.accept->setVisible(idle && s.registered() && !accepted);
    s.nudge->setVisible(idle && s.registered());
    s.run->setVisible(idle && pair->images.has_value());
    s.run->setText(pair->state == PairState::Missing ? tr("Register") : tr("Register again"));
    s.run->setToolTip(tr("Lay the current image on the prior one, in the background"));
    s.keep->setVisible(s.correction.has_value() && !s.running);
    s.drop->setVisible(s.correction.has_value() && !s.running);
    s.cancel->setVisible(s.running.has_value());
}

void RegistrationBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::PaletteChange) {
        showState();
    }
    QWidget::changeEvent(event);
}

} // namespace dawson
