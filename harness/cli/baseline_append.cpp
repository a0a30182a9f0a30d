#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/appending.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "cli/acceptance.hpp"
#include "cli/terminal.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

/// All baselines of the session's host class that this project has: they share one τ.
std::vector<AppendRequest> requests_for(const Harness& harness, const MeasuredSession& measured) {
    std::vector<AppendRequest> requests;
    for (const ScenarioSpec& spec : harness.project().scenarios) {
        AppendRequest request{.scenario = spec.name, .gates = spec.gates, .accepted = {}, .measured = {}};
        request.accepted = load_baseline(spec.baseline_directory, measured.record.host_class, spec.name);
        const auto found = std::ranges::find_if(
            measured.scenarios, [&](const ScenarioRecord& record) { return record.name == spec.name; });
        if (found != measured.scenarios.end()) {
            request.measured = *found;
        }
        requests.push_back(std::move(request));
    }
    return requests;
}

void tell_left_out(const std::vector<LeftOut>& left_out) {
    for (const LeftOut& scenario : left_out) {
        talk("not appended: {} {}\n", scenario.scenario.full(), printable(scenario.why));
    }
}

/// What the session showed of the scenarios that it joined, against what was accepted before.
std::vector<BaselineChange> rows_of(const AppendedBaselines& appended,
                                    const std::vector<AppendRequest>& requests) {
    std::vector<BaselineChange> rows;
    for (const Baseline& baseline : appended.baselines) {
        if (std::ranges::find(appended.grown, baseline.scenario.full()) == appended.grown.end()) {
            continue;
        }
        const auto request = std::ranges::find_if(
            requests, [&](const AppendRequest& each) { return each.scenario == baseline.scenario; });
        for (const LevelChange& change : review_baseline(request->accepted, baseline)) {
            rows.push_back(row_of(change));
        }
    }
    return rows;
}

}  // namespace

ExitCode append(const BaselineOptions& options) {
    const Harness harness(read_project(options.project, read_environment()));
    const MeasuredSession measured = measured_session(harness, options);
    refuse_if_objected(request_for(harness, measured.record,
                                   options.from.empty() ? measured.specs : std::vector<ScenarioSpec>{},
                                   options));

    const std::vector<AppendRequest> requests = requests_for(harness, measured);
    const AppendedBaselines appended = append_session(measured.record, requests);
    tell_left_out(appended.left_out);
    if (appended.grown.empty()) {
        throw Error(ErrorCode::usage, "joins no baseline", measured.record.id);
    }
    store(harness, appended.baselines);
    fmt::print("{}", baseline_change_text(rows_of(appended, requests), {}));
    return ExitCode::success;
}

}  // namespace ratchet::cli
