#include "core/base/error.h"

#include <utility>

namespace dawson
{

Error::Error(Kind kind, const std::string& message, std::string subject)
    : std::runtime_error(message)
    , m_kind(kind)
    , m_subject(std::move(subject))
{
}

std::string Error::describe() const
{
    return m_subject.empty() ? std::string(what()) : m_subject + ": " + what();
}

} // namespace dawson
