#include "report/list_table.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr auto not_built = "not built";  // nothing more is known of such a group

}  // namespace

Table list_table(const std::vector<ListRow>& rows) {
    Table table{{{"scenario", Align::left, 0, true},
                 {"kind"},
                 {"gates", Align::left, 1, true},
                 {"suites", Align::left, 2},
                 {"baseline"}},
                {}};
    for (const ListRow& row : rows) {
        const bool by_default = row.gates.empty() && row.kind != not_built;
        const std::string gates = by_default ? "default" : fmt::format("{}", fmt::join(row.gates, "; "));
        table.rows.push_back({{{row.scenario},
                               {row.kind},
                               {gates},
                               {fmt::format("{}", fmt::join(row.suites, ", "))},
                               {row.baseline}},
                              {}});
        if (!row.description.empty()) {
            table.rows.back().notes.push_back(row.description);
        }
    }
    return table;
}

}  // namespace ratchet
