#include "profile/callgrind.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// The rest of the first line of `text` that begins with `key`.
std::optional<std::string_view> line_after(std::string_view text, std::string_view key) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        if (line.starts_with(key)) {
            return line.substr(key.size());
        }
        begin = end + 1;
    }
    return std::nullopt;
}

/// The same of the last one.
std::optional<std::string_view> last_line_after(std::string_view text, std::string_view key) {
    std::optional<std::string_view> found;
    while (const auto rest = line_after(text, key)) {
        found = rest;
        text = text.substr(static_cast<std::size_t>(rest->data() - text.data()));
    }
    return found;
}

}  // namespace

std::vector<std::string> callgrind_arguments(MetricScope scope, const std::string& output) {
    std::vector<std::string> arguments{"valgrind",         "--quiet",
                                       "--tool=callgrind", "--vgdb=no",
                                       "--cache-sim=no",   "--branch-sim=no",
                                       "--dump-instr=no",  fmt::format("--callgrind-out-file={}.%p", output)};
    if (scope == MetricScope::iteration) {
        arguments.insert(arguments.end(),
                         {"--zero-before=ratchet_counting_begins", "--dump-before=ratchet_counting_ends",
                          "--toggle-collect=ratchet::detail::Loop::*", "--toggle-collect=ratchet_uncounted",
                          // After the toggles, each of which turns it off.
                          "--collect-atstart=yes"});
    } else {
        // A process that forks hands its count on to the child: written down before, it is counted once.
        arguments.insert(arguments.end(), {"--trace-children=yes", "--dump-before=_Fork"});
    }
    return arguments;
}

Plan callgrind_plan(const Plan& plan) {
    Plan shorter = plan;
    shorter.iterations = 1;
    shorter.warmup_iterations = std::min<std::uint64_t>(plan.warmup_iterations, 1);
    return shorter;
}

std::string valgrind_hint(std::optional<int> signal) {
    return signal == SIGILL
               ? "; valgrind does not know AVX-512: build without -march=native, or for x86-64-v3"
               : "";
}

CallgrindTotal read_callgrind_total(std::string_view beginning, std::string_view end,
                                    const std::string& where) {
    const auto refuse = [&](const std::string& what) -> Error {
        return {ErrorCode::measurement, "is not what callgrind writes: " + what, where};
    };
    const auto creator = line_after(beginning, "creator: callgrind-");
    if (!creator) {
        throw refuse("no version");
    }
    if (line_after(beginning, "events: ") != "Ir") {
        throw refuse("other events than instructions");
    }
    const auto digits = last_line_after(end, "totals: ");
    CallgrindTotal total;
    const auto read =
        digits ? std::from_chars(digits->data(), digits->data() + digits->size(), total.instructions)
               : std::from_chars_result{nullptr, std::errc::invalid_argument};
    if (read.ec != std::errc{} || read.ptr != digits->data() + digits->size()) {
        throw refuse("no total");
    }
    total.source = fmt::format("callgrind {}", *creator);
    total.of_iterations = line_after(beginning, "desc: Trigger: ") == "--dump-before=ratchet_counting_ends";
    return total;
}

}  // namespace ratchet
