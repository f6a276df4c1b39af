#pragma once

#include "core/document/case_document.h"
#include "core/registration/nudge.h"
#include "widgets/view/live_subtraction.h"

#include <QObject>

#include <vector>

class QKeyEvent;

namespace dawson
{

class SliceView;

/// Corrects the registration of a pair by keys: while active, the current image moves over the
/// prior in every pane, the subtraction follows, and nothing is painted. In the pane with the focus
/// arrows shift in the plane by 0.5 mm (Shift: 0.1 mm), Page Up and Page Down through it, Ctrl+Left
/// and Ctrl+Right turn in it by 0.5 degrees; Enter keeps, Escape drops.
class NudgeKeys : public QObject
{
    Q_OBJECT

public:
    /// `panes` are those that take the keys.
    NudgeKeys(CaseDocument& document,
              const std::vector<SliceView*>& panes,
              QObject* parent = nullptr);

    bool active() const { return m_active; }

    /// REQUIRES: the pair is registered.
    void start();
    void keep();
    void drop();

    /// What was done since start().
    Nudge nudge() const;
    /// With what the registration's record holds already: for PairRecord::nudge.
    Nudge total() const;

Q_SIGNALS:
    void moved();
    void ended(bool kept); ///< kept: total() is wanted; the image is back where it belongs

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool takes(const QKeyEvent& key) const;
    void press(const SliceView& pane, const QKeyEvent& key);
    void move(const AffineMap& step);
    void end(bool kept);
    PatientPoint centre() const;
    void release(const QKeyEvent& key);

    CaseDocument& m_document;
    bool m_active = false;
    AffineMap m_map;
    LiveSubtraction m_live;
};

} // namespace dawson
