#pragma once

#include <QJsonObject>
#include <QPoint>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace dawson
{

/// What the tour reads off the screen. All of it from what widgets show, nothing from the model.

/// An object name, or words to look for.
QString text(const char* name);
/// Whether a widget of this objectName is to be seen.
bool canSee(const char* name);
/// Text of a label or button. Throws Error(Data) when it cannot be seen.
QString textOn(const QString& objectName);
/// Rows of the table, tree or list inside the named widget; 0 when it cannot be seen.
int rowsOn(const QString& objectName);
/// Texts of one column of the table or list inside the named widget.
QStringList columnOn(const QString& objectName, int column);
/// Middle of a row, in the coordinates of the table's viewport.
QPoint rowPlace(const QString& objectName, int row);
/// The viewport of the table or list inside the named widget.
QWidget& viewportOn(const QString& objectName);
/// Object names of visible widgets that begin with this.
QStringList namesFrom(const QString& start);

/// Spots of a pane brighter than their surroundings, clearest first, far enough apart to be
/// different lesions.
std::vector<QPoint> brightPlaces(QWidget& pane, int count);
/// Share of a pane's pixels that are coloured: masks and lines, not the grey image.
double coloredShare(QWidget& pane);

} // namespace dawson
