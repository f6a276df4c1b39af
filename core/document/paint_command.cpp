#include "core/document/paint_command.h"

#include "core/document/case_document.h"

#include <QCoreApplication>

#include <utility>

namespace dawson
{

QString paintText(PaintKind kind)
{
    switch (kind) {
    case PaintKind::Paint:
        return QCoreApplication::translate("PaintCommand", "Paint lesion");
    case PaintKind::Erase:
        return QCoreApplication::translate("PaintCommand", "Erase");
    case PaintKind::EraseLesion:
        return QCoreApplication::translate("PaintCommand", "Erase whole lesion");
    }
    return {};
}

PaintCommand::PaintCommand(CaseDocument& document, PaintKind kind, MaskDelta delta)
    : QUndoCommand(paintText(kind))
    , m_document(document)
    , m_kind(kind)
    , m_delta(std::move(delta))
{
}

void PaintCommand::undo()
{
    m_document.change(*this, StepAction::Undo);
}

void PaintCommand::redo()
{
    if (std::exchange(m_pushed, true)) {
        m_document.change(*this, StepAction::Redo);
    }
}

} // namespace dawson
