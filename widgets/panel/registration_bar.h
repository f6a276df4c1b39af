#pragma once

#include "core/document/case_document.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace dawson
{

/// The check of a pair's registration, over the panes until it is accepted: what is known of it,
/// what it warns of, and what can be done. Says as well what a pair lacks. Hidden in cases of one
/// image and when all is well.
class RegistrationBar : public QWidget
{
    Q_OBJECT

public:
    explicit RegistrationBar(CaseDocument& document, QWidget* parent = nullptr);
    ~RegistrationBar() override;

    /// A registration of the open case goes on, so much of it done; none: it does not.
    void setRunning(std::optional<double> fraction);
    /// A correction by hand goes on and is so much; none: it does not.
    void setNudge(const std::optional<std::array<double, 6>>& nudge);
    /// Shows the bar also when the registration is accepted.
    void checkAgain();

Q_SIGNALS:
    void acceptWanted();
    void nudgeWanted();
    void keepWanted(); ///< of the correction by hand
    void dropWanted();
    void registrationWanted(const QString& type); ///< rigid, affine, syn
    void cancelWanted();                          ///< of what goes on

protected:
    void changeEvent(QEvent* event) override;

private:
    struct State;

    void build();
    void retranslate();
    void showState();
    QString sentence() const;
    QString details() const;

    std::unique_ptr<State> m_state;
};

} // namespace dawson
