#pragma once

#include <QWidget>

class QToolButton;

namespace dawson
{

/// A head with a title that folds its content away; the right column is made of these.
class FoldingSection : public QWidget
{
    Q_OBJECT

public:
    FoldingSection(const QString& name, QWidget* content, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setFolded(bool folded);
    bool isFolded() const;

private:
    void showState();

    QToolButton* m_head;
    QWidget* m_content;
};

} // namespace dawson
