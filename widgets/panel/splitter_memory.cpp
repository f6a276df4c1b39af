#include "widgets/panel/splitter_memory.h"

#include <QSettings>
#include <QSplitter>

namespace dawson
{

void rememberSizes(QSplitter& splitter)
{
    const QString key = QStringLiteral("sizes/") + splitter.objectName();
    splitter.restoreState(QSettings().value(key).toByteArray());
    QObject::connect(&splitter, &QSplitter::splitterMoved, &splitter, [&splitter, key] {
        QSettings().setValue(key, splitter.saveState());
    });
}

} // namespace dawson
