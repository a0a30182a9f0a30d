#include "scenario/json_writer.hpp"
#include "scenario/result.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace ratchet::runtime {
namespace {

// Not printf, whose decimal point depends on the locale.
std::string three_digits(double value) {
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::general, 3);
    return std::string(digits.data(), end.ptr);
}

std::string duration(double seconds) {
    if (seconds >= 1) {
        return three_digits(seconds) + " s";
    }
    if (seconds >= 1e-3) {
        return three_digits(seconds * 1e3) + " ms";
    }
    return seconds >= 1e-6 ? three_digits(seconds * 1e6) + " us" : three_digits(seconds * 1e9) + " ns";
}

// Escaped, because names and messages may be hostile to a terminal.
std::string shown(std::string_view text) {
    const std::string quoted = json_string(text);
    return quoted.substr(1, quoted.size() - 2);
}

std::string quantity(double value, std::string_view unit) {
    if (unit == "s") {
        return duration(value);
    }
    return three_digits(value) + (unit == "1" ? "" : ' ' + shown(unit));
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

std::string time_lines(const Result& result) {
    const std::vector<double>& times = result.iteration_times_s;
    if (times.empty()) {
        return "  nothing was measured\n";
    }
    const double middle = median(times);
    const auto [least, most] = std::minmax_element(times.begin(), times.end());
    std::string text = "  " + duration(middle) + " per call (" + duration(*least) + " to " + duration(*most) +
                       "; median of " + std::to_string(times.size()) + " iterations, " +
                       std::to_string(result.batch) + " calls each)\n";
    if (result.items && middle > 0) {
        text += "  " +
                quantity(static_cast<double>(result.items->count) / middle, result.items->unit + "/s") + '\n';
    }
    if (result.bytes && middle > 0) {
        text += "  " + quantity(static_cast<double>(*result.bytes) / middle, "B/s") + '\n';
    }
    return text;
}

}  // namespace

std::string summary_of(const Result& result) {
    std::string text = shown(result.scenario) + '\n' + time_lines(result);
    for (const ToldMetric& metric : result.metrics) {
        if (!metric.values.empty()) {
            text += "  " + shown(metric.name) + ": " + quantity(median(metric.values), metric.unit) + '\n';
        }
    }
    if (result.components) {
        for (const ComponentTime& component : result.components->components) {
            text += "  component " + shown(component.name) + ": " + std::to_string(component.calls) +
                    " calls, " + duration(component.total_s) + " in all, " + duration(component.self_s) +
                    " without components inside\n";
        }
    }
    if (!result.build.optimised) {
        text += "  built without optimisation: these times say little\n";
    }
    for (const std::string& message : result.failed_checks) {
        text += "  FAILED: " + shown(message) + '\n';
    }
    return text;
}

}  // namespace ratchet::runtime
