#include "exec/parameters.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_values = 10'000;

[[noreturn]] void refuse_parameter(std::string_view text, const std::string& message) {
    throw Error(ErrorCode::usage, message, fmt::format("parameter \"{}\"", printable(text)));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

struct Definition {
    std::string name;
    std::string_view value;
};

Definition split_definition(std::string_view text, const char* example) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
        refuse_parameter(text, fmt::format("needs a name and values, as in {}", example));
    }
    const std::string_view name = text.substr(0, equals);
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_character)) {
        refuse_parameter(text,
                         fmt::format("its name is made of letters, digits, _ and -, as in {}", example));
    }
    return {std::string(name), text.substr(equals + 1)};
}

std::vector<std::string> split_values(std::string_view text) {
    std::vector<std::string> values(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == ',' || text[i + 1] == '\\');
        if (escape) {
            values.back() += text[++i];
        } else if (text[i] == ',') {
            values.emplace_back();
        } else {
            values.back() += text[i];
        }
    }
    return values;
}

/// A decimal number as a whole number of its last digit's unit.
struct Decimal {
    std::int64_t digits = 0;
    int decimals = 0;
};

/// Nothing where `text` is no plain decimal number of at most 15 digits.
std::optional<Decimal> parse_decimal(std::string_view text) {
    constexpr std::size_t most_digits = 15;
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    const std::size_t point = text.find('.');
    std::string digits(text.substr(0, point));
    Decimal number;
    if (point != std::string_view::npos) {
        const std::string_view fraction = text.substr(point + 1);
        digits += fraction;
        number.decimals = static_cast<int>(fraction.size());
        if (fraction.empty()) {
            return std::nullopt;
        }
    }
    if (digits.empty() || digits.size() > most_digits ||
        !std::all_of(digits.begin(), digits.end(), is_digit)) {
        return std::nullopt;
    }
    std::from_chars(digits.data(), digits.data() + digits.size(), number.digits);
    number.digits *= negative ? -1 : 1;
    return number;
}

/// Digits with so many decimals; nothing where there would be too many of them.
std::optional<std::int64_t> scaled(Decimal number, int decimals) {
    constexpr std::int64_t most = 1'000'000'000'000'000;
    for (; number.decimals < decimals; ++number.decimals) {
        if (std::abs(number.digits) > most / 10) {
            return std::nullopt;
        }
        number.digits *= 10;
    }
    return number.digits;
}

std::string decimal_text(std::int64_t digits, int decimals) {
    if (decimals == 0) {
        return std::to_string(digits);
    }
    std::string text = fmt::format("{}{:0{}}", digits < 0 ? "-" : "", std::abs(digits), decimals + 1);
    text.insert(text.size() - static_cast<std::size_t>(decimals), 1, '.');
    return text;
}

struct Scan {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t step = 0;
    int decimals = 0;
};

Scan parse_scan(std::string_view text, std::string_view range) {
    std::vector<Decimal> numbers;
    for (std::string_view rest = range;;) {
        const std::size_t colon = rest.find(':');
        const auto number = parse_decimal(rest.substr(0, colon));
        if (!number) {
            refuse_parameter(
                text, fmt::format("'{}' is no decimal number of at most 15 digits; write from:to:step, as in "
                                  "size=10:50:20",
                                  printable(rest.substr(0, colon))));
        }
        numbers.push_back(*number);
        if (colon == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(colon + 1);
    }
    if (numbers.size() != 2 && numbers.size() != 3) {
        refuse_parameter(text, "a scan is from:to or from:to:step, as in size=10:50:20");
    }
    Scan scan;
    for (const Decimal& number : numbers) {
        scan.decimals = std::max(scan.decimals, number.decimals);
    }
    std::vector<std::int64_t> digits;
    for (const Decimal& number : numbers) {
        const auto whole = scaled(number, scan.decimals);
        if (!whole) {
            refuse_parameter(text, "its numbers have more than 15 digits together; write fewer decimals");
        }
        digits.push_back(*whole);
    }
    scan.from = digits[0];
    scan.to = digits[1];
    scan.step =
        digits.size() == 3 ? digits[2] : scaled({scan.to < scan.from ? -1 : 1, 0}, scan.decimals).value();
    return scan;
}

}  // namespace

Parameter parse_parameter_list(std::string_view text) {
    Definition definition = split_definition(text, "level=1,3,9");
    Parameter parameter{std::move(definition.name), split_values(definition.value)};
    std::vector<std::string> sorted = parameter.values;
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end()) {
        refuse_parameter(text, fmt::format("the value '{}' stands twice", printable(*twice)));
    }
    return parameter;
}

Parameter parse_parameter_scan(std::string_view text) {
    Definition definition = split_definition(text, "size=10:50:20");
    const Scan scan = parse_scan(text, definition.value);
    if (scan.step == 0 || (scan.step > 0) != (scan.to >= scan.from)) {
        refuse_parameter(text, "its step does not lead from the first number to the second");
    }
    const auto count = static_cast<std::size_t>((scan.to - scan.from) / scan.step) + 1;
    if (count > most_values) {
        refuse_parameter(text, fmt::format("stands for {} values; at most {} are taken", count, most_values));
    }
    Parameter parameter{std::move(definition.name), {}};
    for (std::size_t i = 0; i < count; ++i) {
        parameter.values.push_back(
            decimal_text(scan.from + static_cast<std::int64_t>(i) * scan.step, scan.decimals));
    }
    return parameter;
}

std::vector<Setting> all_settings(const std::vector<Parameter>& parameters) {
    std::vector<Setting> settings(1);
    for (const Parameter& parameter : parameters) {
        if (settings.front().contains(parameter.name)) {
            throw Error(ErrorCode::usage, "is given twice", fmt::format("parameter \"{}\"", parameter.name));
        }
        if (settings.size() * parameter.values.size() > most_values) {
            throw Error(ErrorCode::usage,
                        fmt::format("the parameters have more than {} settings together", most_values));
        }
        std::vector<Setting> extended;
        for (const Setting& setting : settings) {
            for (const std::string& value : parameter.values) {
                extended.push_back(setting);
                extended.back()[parameter.name] = value;
            }
        }
        settings = std::move(extended);
    }
    return settings;
}

std::string substituted(std::string_view text, const Setting& setting) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = text.front() == '@' ? text.find('@', 1) : std::string_view::npos;
        const auto value = end == std::string_view::npos ? setting.end()
                                                         : setting.find(std::string(text.substr(1, end - 1)));
        if (value != setting.end()) {
            result += value->second;
            text.remove_prefix(end + 1);
        } else {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

bool mentions(std::string_view text, std::string_view name) {
    return text.find(fmt::format("@{}@", name)) != std::string_view::npos;
}

}  // namespace ratchet
