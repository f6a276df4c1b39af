#pragma once

#include "core/base/error.h"

#include <c10/util/Exception.h>
#include <string>
#include <utility>

namespace dawson
{

/// Does `work` and returns what it returns. What LibTorch throws becomes Error(Data) in one
/// sentence, without the call stack that its message carries for programmers.
template <typename Work>
auto withPlainErrors(Work&& work)
{
    try {
        return std::forward<Work>(work)();
    } catch (const c10::Error& error) {
        throw Error(Error::Kind::Data,
                    std::string("The network cannot be computed here: ") +
                        error.what_without_backtrace());
    }
}

} // namespace dawson
