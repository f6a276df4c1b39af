#pragma once

#include <QDialog>

namespace dawson
{

class Actions;

/// All keys, from the table of actions, and what the mouse does in the panes.
class KeyDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeyDialog(const Actions& actions, QWidget* parent = nullptr);
};

} // namespace dawson
