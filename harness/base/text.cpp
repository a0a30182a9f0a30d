#include "base/text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr auto not_finite = "not finite";

/// Edits that turn one text into the other: a character inserted, dropped, replaced, or two neighbours
/// exchanged (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last = std::exchange(last, std::move(row));
        row.assign(b.size() + 1, i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({row[j - 1] + 1, last[j] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

bool hides_or_redirects(char32_t c) {
    const auto within = [c](char32_t first, char32_t last) { return first <= c && c <= last; };
    return c < 0x20 || within(0x7F, 0x9F) || c == 0xAD || c == 0x61C || within(0x200B, 0x200F) ||
           within(0x2028, 0x202E) || within(0x2060, 0x206F) || c == 0xFEFF ||
           (c & 0xFFFEU) == 0xFFFE;  // no characters, and refused by XML
}

std::string escaped(char32_t c) {
    switch (c) {
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        default:
            const auto value = static_cast<unsigned>(c);
            return value < 0x80 ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{{{:x}}}", value);
    }
}

struct Scale {
    double size;
    std::string_view name;
};

/// `value` (not negative) at three significant digits; whole where it has more than three before the point.
std::string three_digits(double value) {
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return fmt::format("{:.{}f}", value, decimals);
}

/// The largest scale that `magnitude` reaches once it is rounded, so that 999.9 µs reads 1.00 ms.
template <std::size_t n>
const Scale& scale_of(double magnitude, const std::array<Scale, n>& scales, double step) {
    const Scale* scale = scales.data();
    while (scale != &scales.back() && magnitude >= scale->size * (step - 0.5)) {
        ++scale;
    }
    return *scale;
}

template <std::size_t n>
std::string scaled(double value, const std::array<Scale, n>& scales, double step) {
    const Scale& scale = scale_of(std::abs(value), scales, step);
    return fmt::format("{}{} {}", value < 0 ? "-" : "", three_digits(std::abs(value) / scale.size),
                       scale.name);
}

constexpr std::array<Scale, 4> durations{{{1e-9, "ns"}, {1e-6, "µs"}, {1e-3, "ms"}, {1, "s"}}};
constexpr std::array<Scale, 4> binary_prefixes{{{1024.0, "KiB"},
                                                {1024.0 * 1024, "MiB"},
                                                {1024.0 * 1024 * 1024, "GiB"},
                                                {1024.0 * 1024 * 1024 * 1024, "TiB"}}};
constexpr std::array<Scale, 4> decimal_prefixes{{{1e3, "k"}, {1e6, "M"}, {1e9, "G"}, {1e12, "T"}}};

/// From here on a value takes a prefix.
constexpr double least_binary = 1023.5;
constexpr double least_decimal = 999.5;

DisplayUnit in(const Scale& scale, std::string_view unit) {
    return {scale.size, fmt::format("{}{}", scale.name, unit)};
}

bool is_plain(std::string_view unit) {
    return unit.empty() || unit == "1";
}

std::string format_count(double value) {
    const double magnitude = std::abs(value);
    if (magnitude >= least_decimal) {
        return scaled(value, decimal_prefixes, 1000);
    }
    const bool whole = value == std::floor(value);
    return whole ? fmt::format("{:.0f}", value == 0 ? 0.0 : value) : fmt::format("{:.3g}", value);
}

}  // namespace

bool is_alphanumeric(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return result;
}

std::vector<std::string> near_names(std::string_view name, const std::vector<std::string>& candidates) {
    constexpr std::size_t at_most = 3;
    constexpr std::size_t shortest_part = 3;
    const std::string wanted = lower_case(name);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const std::string& candidate : candidates) {
        const std::string offered = lower_case(candidate);
        const bool part = wanted.size() >= shortest_part && offered.find(wanted) != std::string::npos;
        const std::size_t distance = part ? 1 : edit_distance(wanted, offered);
        if (distance <= std::max(wanted.size(), offered.size()) / 3) {
            near.emplace_back(distance, candidate);
        }
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(near.size(), at_most); ++i) {
        names.push_back(near[i].second);
    }
    return names;
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const CodePoint character = decode_utf8(text);
        if (!character.valid) {
            result += fmt::format("\\x{:02x}", static_cast<unsigned>(character.value));
        } else if (hides_or_redirects(character.value)) {
            result += escaped(character.value);
        } else {
            result += text.substr(0, character.size);
        }
        text.remove_prefix(character.size);
    }
    return result;
}

std::string format_duration_s(double seconds) {
    if (!std::isfinite(seconds)) {
        return not_finite;
    }
    return seconds == 0 ? "0 s" : scaled(seconds, durations, 1000);
}

std::string format_bytes(double bytes) {
    if (!std::isfinite(bytes)) {
        return not_finite;
    }
    if (std::abs(bytes) < least_binary) {
        return fmt::format("{:.0f} B", bytes);
    }
    return scaled(bytes, binary_prefixes, 1024);
}

bool is_date(std::string_view text) {
    constexpr std::string_view pattern = "dddd-dd-dd";
    return std::ranges::equal(text, pattern, [](char c, char wanted) {
        return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
    });
}

std::string_view day_part(std::string_view time) {
    return time.substr(0, sizeof "2026-12-31" - 1);
}

std::string short_commit(const std::string& commit) {
    constexpr std::size_t digits = 12;
    return commit.substr(0, digits);
}

std::string format_percent(double fraction, Sign sign) {
    if (!std::isfinite(fraction)) {
        return not_finite;
    }
    const double percent = fraction * 100;
    const int decimals = std::abs(percent) < 999.95 ? 1 : 0;
    if (decimals == 1 && std::abs(percent) < 0.05) {
        return "0.0 %";
    }
    return sign == Sign::always ? fmt::format("{:+.{}f} %", percent, decimals)
                                : fmt::format("{:.{}f} %", percent, decimals);
}

DisplayUnit display_unit(double value, std::string_view unit) {
    const double magnitude = std::abs(value);
    if (unit == "s") {
        return magnitude == 0 ? DisplayUnit{1, "s"} : in(scale_of(magnitude, durations, 1000), "");
    }
    if (unit == "B" || unit == "B/s") {
        return magnitude < least_binary ? DisplayUnit{1, std::string(unit)}
                                        : in(scale_of(magnitude, binary_prefixes, 1024), unit.substr(1));
    }
    const std::string plain = is_plain(unit) ? "" : printable(unit);
    if (magnitude < least_decimal) {
        return {1, plain};
    }
    return in(scale_of(magnitude, decimal_prefixes, 1000), plain.empty() ? "" : " " + plain);
}

std::string format_metric(double value, std::string_view unit) {
    if (!std::isfinite(value)) {
        return not_finite;
    }
    if (unit == "s") {
        return format_duration_s(value);
    }
    if (unit == "B" || unit == "B/s") {
        return format_bytes(value) + std::string(unit.substr(1));
    }
    std::string text = format_count(value);
    if (is_plain(unit)) {
        return text;
    }
    return text + " " + printable(unit);
}

std::string shell_quoted(std::string_view text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=./:@%,";
    if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) {
        return std::string(text);
    }
    std::string quoted = "'";
    for (const char c : text) {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

}  // namespace ratchet
