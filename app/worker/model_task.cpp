#include "app/worker/model_task.h"

#include "core/base/error.h"

namespace dawson
{

void requireTask(const std::string& made,
                 const std::string& wanted,
                 const std::filesystem::path& model)
{
    if (made != wanted) {
        throw Error(Error::Kind::Model,
                    "The model was made for the task \"" + made + "\", not for \"" + wanted + "\".",
                    model.string());
    }
}

} // namespace dawson
