#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace dawson
{

/// One sentence the user should know, over the workspace, with at most one thing to do about it.
/// Never modal; stays until closed or replaced.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void showNotice(const QString& text);
    /// `verb` is the button's text; a click runs `act` and closes the bar.
    void showQuestion(const QString& text, const QString& verb, const std::function<void()>& act);
    /// The same for a state that must not outlast its notice: closing the bar runs `act` too, and
    /// so does another notice that takes its place.
    void showState(const QString& text, const QString& verb, const std::function<void()>& end);

    void clear(); ///< closes the bar, and ends a state it told of

    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* m_sign;
    QLabel* m_text;
    QPushButton* m_verb;
    QToolButton* m_close;
    void endState();

    std::function<void()> m_act;
    bool m_state = false;
};

} // namespace dawson
