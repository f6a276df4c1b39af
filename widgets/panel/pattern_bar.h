#pragma once

#include "core/lesion/enhancement_pattern.h"

#include <QWidget>

#include <array>
#include <optional>

class QToolButton;

namespace dawson
{

/// Two buttons that tag the chosen lesion as nodular or ring; pressing the one that is down takes
/// the tag away.
class PatternBar : public QWidget
{
    Q_OBJECT

public:
    explicit PatternBar(QWidget* parent = nullptr);

    /// `tag` is what the grader said of the lesion chosen; not enabled: none is chosen, or nothing
    /// can be changed.
    void setTag(bool enabled, std::optional<EnhancementPattern> tag);

Q_SIGNALS:
    void chosen(std::optional<dawson::EnhancementPattern> pattern);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::array<QToolButton*, 2> m_buttons{}; ///< nodular, ring
};

} // namespace dawson
