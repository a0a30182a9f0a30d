#include "report/progress.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr auto clear_to_end = "\x1b[K";

}  // namespace

std::optional<double> estimate_time_left_s(std::span<const double> finished_s, std::size_t remaining) {
    if (remaining == 0) {
        return 0.0;
    }
    if (finished_s.empty()) {
        return std::nullopt;
    }
    const double sum = std::accumulate(finished_s.begin(), finished_s.end(), 0.0);
    return sum / static_cast<double>(finished_s.size()) * static_cast<double>(remaining);
}

std::string format_time_left(double seconds) {
    if (seconds < 10) {
        return fmt::format("about {:.0f} s", std::max(1.0, std::ceil(seconds)));
    }
    if (seconds < 90) {
        return fmt::format("about {:.0f} s", std::ceil(seconds / 10) * 10);
    }
    if (seconds < 90 * 60) {
        return fmt::format("about {:.0f} min", std::ceil(seconds / 60));
    }
    return fmt::format("about {:.1f} h", seconds / 3600);
}

std::string progress_line(const ProgressStep& step, const TextStyle& style) {
    const std::string count = std::to_string(step.count);
    std::string line = fmt::format("[{:>{}}/{}] ", step.index, count.size(), count);
    std::string rest = step.result.empty() ? "" : fmt::format("  {}", printable(step.result));
    if (step.time_left_s && *step.time_left_s > 0) {
        rest += fmt::format("  ({} left)", format_time_left(*step.time_left_s));
    }
    const std::size_t columns = static_cast<std::size_t>(std::max(style.columns, 0));
    const std::size_t used = display_width(line) + display_width(rest);
    const std::size_t room = columns > used ? columns - used : 0;
    return line + without_middle(printable(step.name), std::max<std::size_t>(room, 12)) + rest;
}

std::string progress_redraw(const ProgressStep& step, const TextStyle& style) {
    // One column less: a terminal that wraps in its last column would not return to the line's begin.
    return fmt::format("\r{}{}", progress_line(step, {style.columns - 1, style.colour}), clear_to_end);
}

std::string progress_clear() {
    return fmt::format("\r{}", clear_to_end);
}

}  // namespace ratchet
