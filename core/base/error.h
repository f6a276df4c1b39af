#pragma once

#include <stdexcept>
#include <string>

namespace dawson
{

/// The one exception of Dawson. Thrown freely, caught around an action of the window, in a
/// BackgroundTask and in the worker's main.
///
/// The message is one sentence: what is wrong and what to do. The subject says with what: a file
/// path or a subject id; it may be empty.
class Error : public std::runtime_error
{
public:
    enum class Kind {
        Io,       ///< reading or writing failed: permission, space, file gone
        Format,   ///< the file is not what it claims to be
        Geometry, ///< grids do not fit, or a grid is impossible
        Data,     ///< the content cannot be used: no lesions, wrong labels, too few cases
        Model,    ///< a model file does not fit its architecture or the task
        Cancelled ///< the user asked to stop; not a failure
    };

    Error(Kind kind, const std::string& message, std::string subject = {});

    Kind kind() const noexcept { return m_kind; }

    const std::string& subject() const noexcept { return m_subject; }

    /// The subject in front of the message, as a log line or a dialog's detail shows it.
    std::string describe() const;

private:
    Kind m_kind;
    std::string m_subject;
};

} // namespace dawson
