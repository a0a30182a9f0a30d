#pragma once

#include "report/table.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// One scenario of `ratchet list`.
struct ListRow {
    std::string scenario;
    std::string kind;                 ///< "program", "command"; "not built" for a group of unknown scenarios
    std::vector<std::string> suites;  ///< without the own group, which the name tells
    std::vector<std::string> gates;   ///< as written; empty: the default ones
    std::string baseline;             ///< "3 rounds, 2026-01-31", "none"; empty: not looked up
    std::string description;
};

/// In the order given. Descriptions are notes under their scenario. Texts are raw: escape them for the
/// medium.
Table list_table(const std::vector<ListRow>& rows);

}  // namespace ratchet
