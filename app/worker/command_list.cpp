#include "app/worker/command.h"

namespace dawson
{

std::span<const AddCommand> commandList()
{
    return {};
}

} // namespace dawson
