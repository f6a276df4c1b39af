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
    std::function<void()> m_act;
};

} // namespace dawson
