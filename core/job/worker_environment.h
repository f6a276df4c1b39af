#pragma once

#include <QProcessEnvironment>

namespace dawson
{

/// What a worker is started with, whether it trains or is asked how long a step takes. glibc
/// returns every activation of a network to the system and faults it in again, up to half of a
/// training step; with these it keeps them. The thread pools are told not to multiply, and to sleep
/// soon when they wait: by default a step takes up to 15 times as long while the window or anything
/// else wants the cores (docs/performance.md). What the user has set stays.
QProcessEnvironment workerEnvironment();

} // namespace dawson
