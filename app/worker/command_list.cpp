#include "app/worker/command.h"
#include "app/worker/evaluate.h"
#include "app/worker/phantom.h"

#include <array>

namespace dawson
{

std::span<const AddCommand> commandList()
{
    static constexpr std::array<AddCommand, 2> commands{addEvaluate, addPhantom};
    return commands;
}

} // namespace dawson
