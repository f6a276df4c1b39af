#pragma once

#include "core/image/mask_delta.h"

#include <QString>
#include <QUndoCommand>

#include <cstdint>

namespace dawson
{

class CaseDocument;

/// What kind of gesture a step was; kept in the journal, so the numbers never change.
enum class PaintKind : std::uint8_t { Paint = 1, Erase = 2, EraseLesion = 3 };

/// Imperative and translated, for the Edit menu: "Paint lesion".
QString paintText(PaintKind kind);

/// One gesture on the edited mask as one undo step. The mask already holds the change when the
/// command is pushed, so the first redo() does nothing.
class PaintCommand : public QUndoCommand
{
public:
    PaintCommand(CaseDocument& document, PaintKind kind, MaskDelta delta);

    void undo() override;
    void redo() override;

    PaintKind kind() const { return m_kind; }

    const MaskDelta& delta() const { return m_delta; }

private:
    CaseDocument& m_document;
    PaintKind m_kind;
    MaskDelta m_delta;
    bool m_pushed = false;
};

} // namespace dawson
