#pragma once

#include "core/image/geometry.h"

#include <QObject>

namespace dawson
{

/// The one position all views share, in the patient.
class Cursor : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const PatientPoint& position() const { return m_position; }

    /// Sends moved() only when the position really changes.
    void moveTo(const PatientPoint& position);

Q_SIGNALS:
    void moved(const dawson::PatientPoint& position);

private:
    PatientPoint m_position;
};

} // namespace dawson
