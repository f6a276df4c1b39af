#include "app/worker/command.h"
#include "app/worker/evaluate.h"

#include <array>

namespace dawson
{

std::span<const AddCommand> commandList()
{
    static constexpr std::array<AddCommand, 1> commands{addEvaluate};
    return commands;
}

} // namespace dawson
