#pragma once

#include <QFrame>

#include <filesystem>
#include <vector>

class QMimeData;

namespace dawson
{

/// A place that invites to drop something: a dashed frame, in the accent colour while a drag is
/// over it. It only looks; whoever holds it takes the drop.
class DropArea : public QFrame
{
    Q_OBJECT

public:
    using QFrame::QFrame;

    void setActive(bool active);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_active = false;
};

/// Files and folders of this computer among what is dragged.
std::vector<std::filesystem::path> droppedFiles(const QMimeData* data);

} // namespace dawson
