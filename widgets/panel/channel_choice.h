#pragma once

#include "core/study/study.h"

#include <QWidget>

#include <string>

class QComboBox;
class QLabel;

namespace dawson
{

struct AvailableModel;

/// What a network of two images looks at: their subtraction alone, or the current image beside it.
/// Hidden for tasks of one image. A sentence says what the choice means for the model to start
/// from: one channel can become two, two cannot become one.
class ChannelChoice : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelChoice(QWidget* parent = nullptr);

    void setTask(Task task);
    /// nullptr: from scratch.
    void setStart(const AvailableModel* model);

    bool withCurrent() const; ///< false where it does not apply

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showHint();

    QLabel* m_label;
    QComboBox* m_box;
    QLabel* m_hint;
    QString m_start; ///< name of the model to start from; empty: from scratch
    bool m_startSeesBoth = false;
    bool m_before = false; ///< chosen by hand, to go back to from a model that decides itself
};

} // namespace dawson
