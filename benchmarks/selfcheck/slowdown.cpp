#include "slowdown.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>
#include <string_view>

namespace selfcheck {

double parse_slowdown(const char* text) {
    if (text == nullptr) {
        return 0;
    }
    constexpr double most = 10;
    const std::string_view digits = text;
    double slowdown = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), slowdown);
    // Written so that a NaN, which from_chars reads too, is out of range.
    const bool in_range = slowdown > -1 && slowdown <= most;
    if (end.ec != std::errc() || end.ptr != digits.data() + digits.size() || !in_range) {
        throw std::runtime_error(std::string(slowdown_variable) + " is \"" + text +
                                 "\"; write a fraction of extra work above -1 and at most 10, such as 0.10");
    }
    return slowdown;
}

std::uint64_t slowed(std::uint64_t steps, double slowdown) {
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(steps) * (1 + slowdown)));
}

}  // namespace selfcheck
