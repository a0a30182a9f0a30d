#include "report/baseline_table.hpp"

#include "base/text.hpp"
#include "gate/epoch.hpp"
#include "model/change.hpp"
#include "statistics/location.hpp"
#include "statistics/spread.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string percent_or_nothing(const std::optional<double>& fraction) {
    return fraction ? format_percent(*fraction) : "";
}

std::optional<double> drift_of_level(const Baseline& baseline, const std::string& metric) {
    const std::vector<double> values = values_of(baseline.sessions.front(), metric);
    if (values.empty()) {
        return std::nullopt;
    }
    const auto drift = drift_of(baseline, metric, statistics::median(statistics::Sample(values)));
    const bool higher_is_better = baseline.metrics.at(metric).direction == Direction::higher_is_better;
    return drift ? std::optional(relative_change(drift->shift, higher_is_better)) : std::nullopt;
}

}  // namespace

std::vector<BaselineRow> rows_of(const Baseline& baseline) {
    const BaselineSession& newest = baseline.sessions.back();
    std::vector<BaselineRow> rows;
    for (const auto& [metric, margins] : baseline.margins) {
        const std::vector<double> values = values_of(newest, metric);
        const statistics::Sample sample(values);
        BaselineRow& row = rows.emplace_back();
        row.scenario = baseline.scenario.full();
        row.metric = metric;
        row.unit = baseline.metrics.at(metric).unit;
        row.median = statistics::median(sample);
        row.scatter = statistics::robust_scale(sample) / row.median;
        row.values = static_cast<int>(values.size());
        row.sessions = static_cast<int>(baseline.sessions.size());
        if (const auto tau = baseline.tau_same_boot.find(metric); tau != baseline.tau_same_boot.end()) {
            row.tau = tau->second.value;
        }
        row.delta_same_boot = margins.delta_same_boot;
        row.delta_other_boot = margins.delta_other_boot;
        row.recorded_at = newest.recorded_at;
        row.drift = drift_of_level(baseline, metric);
    }
    if (newest.instructions) {
        const statistics::Sample sample(instructions_per_call(*newest.instructions));
        BaselineRow& row = rows.emplace_back();
        row.scenario = baseline.scenario.full();
        row.metric = metric::instructions;
        row.unit = instructions_definition(*newest.instructions).unit;
        row.median = statistics::median(sample);
        if (sample.size() >= 2) {
            row.scatter = statistics::robust_scale(sample) / row.median;
        }
        row.values = static_cast<int>(sample.size());
        row.sessions = static_cast<int>(baseline.sessions.size());
        row.recorded_at = newest.recorded_at;
        if (const auto drift = drift_of(baseline, row.metric, row.median)) {
            row.drift = relative_change(drift->shift, false);
        }
    }
    return rows;
}

std::string profile_line(const Baseline& baseline) {
    const std::string name = baseline.scenario.full();
    if (!baseline.profile) {
        return name + ": no stacks";
    }
    const BaselineProfile& profile = *baseline.profile;
    const std::string frequency =
        profile.frequency_hz ? fmt::format(" at {:g} Hz", *profile.frequency_hz) : "";
    return printable(fmt::format("{}: stacks of {} {}, {} run{}{}, from session {}", name, profile.samples,
                                 profile.unit, profile.runs, profile.runs == 1 ? "" : "s", frequency,
                                 profile.session));
}

Table baseline_table(const std::vector<BaselineRow>& rows) {
    Table table{{{"scenario", Align::left, 0, true},
                 {"metric"},
                 {"median", Align::right},
                 {"scatter", Align::right, 3},
                 {"values", Align::right, 4},
                 {"sessions", Align::right, 4},
                 {"τ", Align::right, 2},
                 {"δ same boot", Align::right, 1},
                 {"δ other boot", Align::right, 1},
                 {"since epoch", Align::right, 3},
                 {"recorded", Align::left, 5}},
                {}};
    for (const BaselineRow& row : rows) {
        table.rows.push_back({{{row.scenario},
                               {row.metric},
                               {format_metric(row.median, row.unit)},
                               {percent_or_nothing(row.scatter)},
                               {std::to_string(row.values)},
                               {std::to_string(row.sessions)},
                               {percent_or_nothing(row.tau)},
                               {percent_or_nothing(row.delta_same_boot)},
                               {percent_or_nothing(row.delta_other_boot)},
                               {row.drift ? format_percent(*row.drift, Sign::always) : ""},
                               {row.recorded_at}},
                              {}});
    }
    return table;
}

std::string baseline_change_text(const std::vector<BaselineChange>& changes, const std::string& reason) {
    Table table{{{"scenario"}, {"metric"}, {"before", Align::right}, {"now", Align::right}, {"change"}}, {}};
    for (const BaselineChange& change : changes) {
        const std::string moved = change.shift ? format_change(*change.shift, change.higher_is_better) : "";
        table.rows.push_back({{{change.scenario},
                               {change.metric},
                               {change.before ? format_metric(*change.before, change.unit) : ""},
                               {format_metric(change.now, change.unit)},
                               {change.before ? moved : "new"}},
                              {}});
        if (!change.note.empty()) {
            table.rows.back().notes.push_back(change.note);
        }
    }
    constexpr int message_columns = 72;  // for the notes; no column may be shed or shortened
    std::string text = render_table(table, {message_columns, false});
    return reason.empty() ? text : text + fmt::format("\nReason: {}\n", printable(reason));
}

}  // namespace ratchet
