#include "observe/noise.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

namespace ratchet {
namespace {

template <class Number>
std::optional<Number> number_at_start(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<double> gained(std::optional<double> before, std::optional<double> after) {
    if (!before || !after || *after < *before) {
        return std::nullopt;
    }
    return *after - *before;
}

}  // namespace

std::optional<double> pressure_s(std::string_view text) {
    constexpr std::string_view key = " total=";
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t total = line.find(key);
    if (!line.starts_with("some ") || total == std::string_view::npos) {
        return std::nullopt;
    }
    const auto microseconds = number_at_start<std::uint64_t>(line.substr(total + key.size()));
    return microseconds ? std::optional(static_cast<double>(*microseconds) * 1e-6) : std::nullopt;
}

std::optional<double> steal_s(std::string_view text, long ticks_per_second) {
    constexpr std::string_view name = "cpu ";
    constexpr int numbers_before_steal = 7;
    std::string_view line = text.substr(0, text.find('\n'));
    if (!line.starts_with(name)) {
        return std::nullopt;
    }
    line.remove_prefix(name.size());  // a second space follows the name
    for (int i = 0; i <= numbers_before_steal; ++i) {
        const std::size_t start = line.find_first_not_of(' ');
        if (start == std::string_view::npos) {
            return std::nullopt;
        }
        line.remove_prefix(start);
        if (i < numbers_before_steal) {
            line.remove_prefix(std::min(line.find(' '), line.size()));
        }
    }
    const auto ticks = number_at_start<std::uint64_t>(line);
    return ticks ? std::optional(static_cast<double>(*ticks) / static_cast<double>(ticks_per_second))
                 : std::nullopt;
}

std::optional<double> load_average_1m(std::string_view text) {
    const auto load = number_at_start<double>(text);
    return load && std::isfinite(*load) ? load : std::nullopt;
}

NoiseEvidence noise_between(const NoiseSnapshot& before, const NoiseSnapshot& after) {
    NoiseEvidence noise;
    noise.cpu_pressure_s = gained(before.cpu_pressure_s, after.cpu_pressure_s);
    noise.io_pressure_s = gained(before.io_pressure_s, after.io_pressure_s);
    noise.memory_pressure_s = gained(before.memory_pressure_s, after.memory_pressure_s);
    noise.steal_s = gained(before.steal_s, after.steal_s);
    noise.load_average_1m = after.load_average_1m;
    return noise;
}

}  // namespace ratchet
