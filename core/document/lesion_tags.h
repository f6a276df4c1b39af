#pragma once

#include "core/document/journal_record.h"
#include "core/lesion/lesion_map.h"
#include "core/study/grading_file.h"

#include <QObject>
#include <QUndoCommand>

#include <optional>
#include <vector>

class QUndoStack;

namespace dawson
{

class LesionTags;

/// One tag given, changed or taken away, as one undo step.
class TagCommand : public QUndoCommand
{
public:
    TagCommand(LesionTags& tags, TagStep step);

    void undo() override;
    void redo() override;

    const TagStep& step() const { return m_step; }

private:
    LesionTags& m_tags;
    TagStep m_step;
    bool m_done = false;
};

/// What the reader says of single lesions of the edited mask: ring or nodular. A tag belongs to the
/// lesion that holds its place, whatever is painted around it. Each change is an undo step; tags
/// are saved with the mask and kept in its journal until then. GUI thread only.
class LesionTags : public QObject
{
    Q_OBJECT

public:
    explicit LesionTags(QUndoStack& undo);

    /// As read from disk, without an undo step.
    void reset(std::vector<LesionTag> tags);

    const std::vector<LesionTag>& all() const { return m_tags; }

    /// Those that lie in the mask: what is saved.
    std::vector<LesionTag> within(const Mask& mask) const;

    /// The tag of a lesion of the map; nothing when the reader gave none.
    std::optional<EnhancementPattern> of(const LesionMap& map, std::int32_t label) const;
    /// Gives a lesion a tag or, with nothing, takes it away: one undo step, none when nothing
    /// changes. REQUIRES: label is one of the map.
    void set(const LesionMap& map, std::int32_t label, std::optional<EnhancementPattern> pattern);

    /// A step of the journal done again, as an undo step.
    void replay(TagStep step);

Q_SIGNALS:
    void changed();
    void stepped(const JournalRecord& record); ///< by a new step, its undo or its redo

private:
    friend class TagCommand;

    void put(StepAction action, const TagStep& step);

    QUndoStack& m_undo;
    std::vector<LesionTag> m_tags;
};

} // namespace dawson
