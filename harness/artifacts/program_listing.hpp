#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet::artifacts {

/// One scenario as its program lists it (`--ratchet-list=json`).
struct ListedScenario {
    std::string name;  ///< without the group; follows the grammar of scenario names
    std::string description;
    std::string file;               ///< source file of the registration; empty: not told
    int line = 0;                   ///< 0: not told
    std::optional<bool> optimised;  ///< absent: not told
    std::string sanitizers;         ///< "address", "thread", …; empty: none
    std::optional<std::string> original_name = std::nullopt;  ///< where `name` is only a slug of it
    std::optional<std::string> test_case = std::nullopt;      ///< of a Catch2 BENCHMARK

    bool operator==(const ListedScenario&) const = default;
};

/// Reads a program's listing, in the order of registration; `where` names the file in errors. Throws
/// `Error(artifact)` when it is malformed, of an unknown version, or holds an invalid or a duplicate name.
std::vector<ListedScenario> listing_from_json(std::string_view text, const std::string& where);

/// The listing as its reader takes it, for programs that do not list themselves.
std::string to_json(const std::vector<ListedScenario>& scenarios);

}  // namespace ratchet::artifacts
