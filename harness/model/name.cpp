#include "model/name.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace ratchet {
namespace {

bool is_allowed(char c, std::string_view besides) {
    return is_alphanumeric(c) || besides.find(c) != std::string_view::npos;
}

constexpr std::string_view group_characters = "_+-";
constexpr std::string_view scenario_characters = "_+-.";

bool matches(std::string_view text, std::string_view besides) {
    return !text.empty() && is_alphanumeric(text.front()) &&
           std::all_of(text.begin(), text.end(), [besides](char c) { return is_allowed(c, besides); });
}

}  // namespace

bool is_group_name(std::string_view text) {
    constexpr std::array<std::string_view, 3> reserved{"suite", "session", "report"};
    return matches(text, group_characters) &&
           std::find(reserved.begin(), reserved.end(), text) == reserved.end();
}

bool is_scenario_name(std::string_view text) {
    return matches(text, scenario_characters);
}

ScenarioName ScenarioName::parse(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos) {
        const std::string_view group = text.substr(0, slash);
        const std::string_view name = text.substr(slash + 1);
        if (is_group_name(group) && is_scenario_name(name)) {
            return {std::string(group), std::string(name)};
        }
    }
    throw Error(ErrorCode::usage,
                fmt::format("\"{}\" is not a scenario's full name; write group/name with a group "
                            "[A-Za-z0-9][A-Za-z0-9_+-]* (not suite, session or report) and a name "
                            "[A-Za-z0-9][A-Za-z0-9_+.-]*",
                            printable(text)));
}

std::string slug(std::string_view text) {
    std::string result;
    bool inside_character = false;
    for (const char c : text) {
        const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (is_allowed(c, scenario_characters)) {
            result += c;
        } else if (!(continues && inside_character)) {
            result += '-';  // one for a character of several bytes
        }
        inside_character = static_cast<unsigned char>(c) >= 0x80U;
    }
    return !result.empty() && is_alphanumeric(result.front()) ? result : "x" + result;
}

}  // namespace ratchet
