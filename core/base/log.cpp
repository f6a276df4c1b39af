#include "core/base/log.h"

#include "core/base/error.h"

#include <memory>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace dawson
{

namespace
{

spdlog::logger& logger()
{
    static const auto instance = [] {
        auto made = spdlog::stderr_color_mt("dawson");
        made->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}

} // namespace

void logInfo(std::string_view text)
{
    logger().info("{}", text);
}

void logWarning(std::string_view text)
{
    logger().warn("{}", text);
}

void logError(std::string_view text)
{
    logger().error("{}", text);
}

void logToFile(const std::filesystem::path& path)
{
    constexpr std::size_t fileBytes = 1U << 20U;
    constexpr std::size_t files = 3;
    try {
        auto sink =
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path.string(), fileBytes, files);
        sink->set_pattern("%Y-%m-%d %H:%M:%S.%e %l %v");
        logger().sinks().push_back(std::move(sink));
    } catch (const spdlog::spdlog_ex& failure) {
        throw Error(Error::Kind::Io, failure.what(), path.string());
    }
}

} // namespace dawson
