#include "core/document/cursor.h"

namespace dawson
{

void Cursor::moveTo(const PatientPoint& position)
{
    if (position == m_position) {
        return;
    }
    m_position = position;
    Q_EMIT moved(m_position);
}

} // namespace dawson
