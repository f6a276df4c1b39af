#include "core/document/lesion_tags.h"

#include <QCoreApplication>
#include <QUndoStack>

#include <algorithm>
#include <utility>

namespace dawson
{

TagCommand::TagCommand(LesionTags& tags, TagStep step)
    : QUndoCommand(QCoreApplication::translate("LesionTags", "Tag lesion"))
    , m_tags(tags)
    , m_step(std::move(step))
{
}

void TagCommand::undo()
{
    m_tags.put(StepAction::Undo, m_step);
}

void TagCommand::redo()
{
    m_tags.put(std::exchange(m_done, true) ? StepAction::Redo : StepAction::Do, m_step);
}

namespace
{

bool isIn(const LesionTag& tag, const LesionMap& map, std::int32_t label)
{
    return map.labelAt(map.geometry.nearestVoxel(tag.position)) == label;
}

} // namespace

LesionTags::LesionTags(QUndoStack& undo)
    : m_undo(undo)
{
}

void LesionTags::reset(std::vector<LesionTag> tags)
{
    m_tags = std::move(tags);
    Q_EMIT changed();
}

void LesionTags::put(StepAction action, const TagStep& step)
{
    m_tags = action == StepAction::Undo ? step.before : step.after;
    JournalRecord record;
    record.action = action;
    record.tags = step;
    Q_EMIT stepped(record);
    Q_EMIT changed();
}

void LesionTags::replay(TagStep step)
{
    m_undo.push(new TagCommand(*this, std::move(step)));
}

std::vector<LesionTag> LesionTags::within(const Mask& mask) const
{
    std::vector<LesionTag> inside;
    std::copy_if(
        m_tags.begin(), m_tags.end(), std::back_inserter(inside), [&](const LesionTag& tag) {
            const VoxelIndex voxel = mask.geometry().nearestVoxel(tag.position);
            return mask.geometry().contains(voxel) && mask.at(voxel) != 0;
        });
    return inside;
}

std::optional<EnhancementPattern> LesionTags::of(const LesionMap& map, std::int32_t label) const
{
    const auto tag = std::find_if(m_tags.begin(), m_tags.end(), [&](const LesionTag& candidate) {
        return isIn(candidate, map, label);
    });
    return tag != m_tags.end() ? std::optional(tag->pattern) : std::nullopt;
}

void LesionTags::set(const LesionMap& map,
                     std::int32_t label,
                     std::optional<EnhancementPattern> pattern)
{
    if (of(map, label) == pattern) {
        return;
    }
    std::vector<LesionTag> after = m_tags;
    std::erase_if(after, [&](const LesionTag& tag) { return isIn(tag, map, label); });
    if (pattern) {
        after.push_back({map.lesions[static_cast<std::size_t>(label) - 1].inside, *pattern});
    }
    m_undo.push(new TagCommand(*this, {m_tags, std::move(after)}));
}

} // namespace dawson
