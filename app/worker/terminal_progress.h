#pragma once

#include "core/base/progress.h"

namespace dawson
{

/// Progress on stderr: one line rewritten in place on a terminal, else a new line whenever the
/// phase changes or another tenth is done. Asks to stop (Error(Cancelled)) after an interrupt.
Progress terminalProgress();

/// From now on SIGINT and SIGTERM only ask the running command to stop; a second one kills.
void catchInterrupts();

/// Whether the user asked to stop. Safe from any thread.
bool interrupted();

} // namespace dawson
