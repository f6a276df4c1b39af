#include "widgets/panel/drop_area.h"

#include "widgets/theme/theme.h"

#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace dawson
{

void DropArea::setActive(bool active)
{
    m_active = active;
    update();
}

void DropArea::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_active ? tokens().accent : tokens().disabled, 1.5, Qt::DashLine));
    painter.setBrush(m_active ? tokens().raised : tokens().ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, kRadius);
}

std::vector<std::filesystem::path> droppedFiles(const QMimeData* data)
{
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile()) {
            files.emplace_back(url.toLocalFile().toStdString());
        }
    }
    return files;
}

} // namespace dawson

#include "moc_drop_area.cpp"
