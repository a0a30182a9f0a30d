#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace ratchet {

/// Full name of a scenario, `group/name`, unique in a project.
struct ScenarioName {
    std::string group;
    std::string name;

    /// Splits and validates `text`. Throws `Error(usage)` that quotes the grammar when a part is malformed.
    static ScenarioName parse(std::string_view text);
    [[nodiscard]] std::string full() const { return group + "/" + name; }
    auto operator<=>(const ScenarioName&) const = default;  // NOLINT(modernize-use-nullptr): of clang-tidy 14
};

/// `[A-Za-z0-9][A-Za-z0-9_+-]*`, and none of the reserved words `suite`, `session`, `report`.
/// Suites follow the same grammar.
bool is_group_name(std::string_view text);

/// As a group's name, with `.` allowed after the first character.
bool is_scenario_name(std::string_view text);

/// Every character that a scenario's name cannot hold becomes `-`; a first character that cannot stand first
/// is preceded by `x`; empty text becomes `x`. Distinct texts may give one slug: the caller reports that.
std::string slug(std::string_view text);

}  // namespace ratchet
