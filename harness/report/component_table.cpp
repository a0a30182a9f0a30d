#include "report/component_table.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {
namespace {

Row part(const std::string& name, double time_s, double total_s, Tone tone = Tone::plain) {
    const std::string share = total_s > 0 ? format_percent(time_s / total_s) : "";
    return {{{name, tone}, {format_duration_s(time_s), tone}, {share, tone}, {}, {}}, {}};
}

}  // namespace

Table component_table(const ComponentSummary& summary) {
    const double total_s = summary.timed_total_s;
    std::vector<ComponentTiming> components = summary.components;
    std::stable_sort(components.begin(), components.end(),
                     [](const ComponentTiming& a, const ComponentTiming& b) { return a.self_s > b.self_s; });
    Table table{{{"part", Align::left, 0, true},
                 {"time", Align::right},
                 {"share", Align::right},
                 {"calls", Align::right, 2},
                 {"per call", Align::right, 1}},
                {}};
    for (const ComponentTiming& component : components) {
        Row row = part(component.name, component.self_s, total_s);
        row.cells[3].text = std::to_string(component.calls);
        if (component.calls > 0) {
            row.cells[4].text = format_duration_s(component.self_s / static_cast<double>(component.calls));
        }
        table.rows.push_back(std::move(row));
    }
    if (summary.timer_cost_s != 0) {
        table.rows.push_back(part("(timers)", summary.timer_cost_s, total_s, Tone::faint));
    }
    table.rows.push_back(part("(rest)", summary.residual_s() - summary.timer_cost_s, total_s));
    table.rows.push_back(part("total", total_s, total_s, Tone::heading));
    return table;
}

}  // namespace ratchet
