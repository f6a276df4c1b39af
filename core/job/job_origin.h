#pragma once

#include "core/run/run_folder.h"

namespace dawson
{

/// Private to core/job. Whether a job that waits was queued here: by this user, on this machine, in
/// this folder. A project that came from elsewhere, or a copy of one, may hold jobs that wait; they
/// must not start because somebody looks at it. No protection against a forger, who would need this
/// machine's id.
class JobOrigin
{
public:
    /// Signs a folder as queued here. Throws Error(Io).
    static void sign(const RunFolder& folder);
    static bool isHere(const RunFolder& folder);
};

} // namespace dawson
