#include "registry/environment.hpp"

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "registry/options.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Environment = std::map<std::string, std::string>;

[[noreturn]] void refuse(const std::string& name, std::string_view value, const char* accepted) {
    throw Error(ErrorCode::usage,
                fmt::format("\"{}\" cannot be honoured; use {}", printable(value), accepted), name);
}

std::optional<int> count(const Environment& environment, const std::string& name) {
    const std::optional<std::string> text = variable(environment, name);
    if (!text) {
        return std::nullopt;
    }
    int value = 0;
    const char* const end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc{} || rest != end || !is_count(value)) {
        refuse(name, *text, "a whole number from 1 to 999999");
    }
    return value;
}

}  // namespace

ProjectRegistry apply_environment(ProjectRegistry registry, const Environment& environment) {
    ScenarioOptions options;
    options.repetitions = count(environment, "RATCHET_REPETITIONS");
    options.max_repetitions = count(environment, "RATCHET_MAX_REPETITIONS");
    options.profiler = variable(environment, "RATCHET_PROFILER");
    if (options.profiler && !is_profiler(*options.profiler)) {
        refuse("RATCHET_PROFILER", *options.profiler,
               "auto, none, sampling, gperftools, callgrind or counters");
    }
    if (options.repetitions && options.max_repetitions && *options.max_repetitions < *options.repetitions) {
        refuse("RATCHET_MAX_REPETITIONS", *variable(environment, "RATCHET_MAX_REPETITIONS"),
               "a number that is not below RATCHET_REPETITIONS");
    }
    for (ScenarioSpec& spec : registry.scenarios) {
        apply_options(spec, options, "environment");
    }
    return registry;
}

}  // namespace ratchet
