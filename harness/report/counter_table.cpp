#include "report/counter_table.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

struct EventName {
    const char* event;
    const char* shown;
};

constexpr std::array<EventName, 5> event_names{{{cpu_event::instructions, "instructions"},
                                                {cpu_event::cycles, "cycles"},
                                                {cpu_event::branches, "branches"},
                                                {cpu_event::branch_misses, "branch misses"},
                                                {cpu_event::cache_misses, "cache misses"}}};

std::string shown_event(const std::string& event) {
    const auto* const found =
        std::ranges::find_if(event_names, [&](const EventName& name) { return name.event == event; });
    return found == event_names.end() ? event : found->shown;
}

std::string per_thousand(const CpuCounters& counters, const std::string& event) {
    constexpr double thousand = 1000;
    const std::optional<double> ratio = events_per(counters, event, cpu_event::instructions);
    return ratio && event != cpu_event::instructions ? fmt::format("{:.4g}", thousand * *ratio) : "";
}

}  // namespace

Table counter_table(const CpuCounters& counters) {
    Table table{
        {{"event"}, {"count", Align::right}, {"", Align::left}, {"per 1000 instructions", Align::right}}, {}};
    for (const EventName& name : event_names) {
        const std::optional<double> count = event_count(counters, name.event);
        if (!count) {
            continue;
        }
        table.rows.push_back({{{name.shown},
                               {fmt::format("{:.0f}", *count)},
                               {is_scaled(counters) ? "scaled" : ""},
                               {per_thousand(counters, name.event)}},
                              {}});
        const auto per_cycle = events_per(counters, cpu_event::instructions, cpu_event::cycles);
        if (name.event == cpu_event::cycles && per_cycle) {
            table.rows.push_back(
                {{{"instructions per cycle"}, {fmt::format("{:.3f}", *per_cycle)}, {}, {}}, {}});
        }
    }
    return table;
}

std::vector<std::string> counter_notes(const CpuCounters& counters) {
    std::vector<std::string> notes{
        "Counted by the CPU in user space, in all threads and children, from exec to the end of the last "
        "one, "
        "set-up and warm-up included. Profiled: nothing is judged by it."};
    if (is_scaled(counters)) {
        notes.push_back(fmt::format(
            "Scaled: the events were on the CPU's counters for {} of the time, and the counts are "
            "estimates of the whole; others used the counters too.",
            format_percent(counted_share(counters))));
    }
    for (const auto& [event, why] : counters.missing) {
        notes.push_back(fmt::format("No {}: {}.", shown_event(event), printable(why)));
    }
    return notes;
}

}  // namespace ratchet
