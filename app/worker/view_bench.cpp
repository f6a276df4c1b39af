#include "app/worker/view_bench.h"

#include "core/base/error.h"
#include "core/base/resources.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace dawson
{

void becomeViewBench(const std::vector<std::string>& options)
{
    std::vector<std::string> words;
    if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) {
        words = {"xvfb-run", "-a", "-s", "-screen 0 1920x1200x24"};
    }
    words.push_back((programFolder() / "dawson-bench-view").string());
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    execvp(arguments.front(), arguments.data());
    throw Error(Error::Kind::Io,
                std::string("It cannot be started: ") + std::strerror(errno),
                words.front());
}

} // namespace dawson
