#include "artifacts/component_aggregate.hpp"

#include "statistics/location.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace ratchet::artifacts {
namespace {

using Timings = std::vector<ComponentTiming>;

/// Median of one field, `timings` standing for `runs` runs of which some did not call the component.
double median_of(const Timings& timings, std::size_t runs, double ComponentTiming::*field) {
    std::vector<double> values;
    std::ranges::transform(timings, std::back_inserter(values), field);
    values.resize(std::max(values.size(), runs), 0.0);
    return statistics::median(statistics::Sample(std::move(values)));
}

/// Lower median, which is a number of calls that there was.
std::uint64_t median_calls(const Timings& timings, std::size_t runs) {
    std::vector<std::uint64_t> calls;
    std::ranges::transform(timings, std::back_inserter(calls), &ComponentTiming::calls);
    calls.resize(std::max(calls.size(), runs), 0);
    const auto middle = calls.begin() + static_cast<std::ptrdiff_t>((calls.size() - 1) / 2);
    std::ranges::nth_element(calls, middle);
    return *middle;
}

ComponentTiming typical(const std::string& name, const Timings& timings, std::size_t runs) {
    return {.name = name,
            .calls = median_calls(timings, runs),
            .total_s = median_of(timings, runs, &ComponentTiming::total_s),
            .self_s = median_of(timings, runs, &ComponentTiming::self_s),
            .min_s = std::ranges::min(timings, {}, &ComponentTiming::min_s).min_s,
            .max_s = std::ranges::max(timings, {}, &ComponentTiming::max_s).max_s};
}

}  // namespace

std::optional<ComponentSummary> aggregate_components(const std::vector<RunRecord>& runs) {
    std::vector<double> totals;
    std::vector<double> timer_costs;
    std::map<std::string, Timings> timings;
    for (const RunRecord& run : runs) {
        if (!run.components) {
            continue;
        }
        totals.push_back(run.components->timed_total_s);
        timer_costs.push_back(run.components->timer_cost_s);
        for (const ComponentTiming& component : run.components->components) {
            timings[component.name].push_back(component);
        }
    }
    if (totals.empty()) {
        return std::nullopt;
    }
    ComponentSummary summary;
    for (const auto& [name, of_runs] : timings) {
        summary.components.push_back(typical(name, of_runs, totals.size()));
    }
    summary.timed_total_s = statistics::median(statistics::Sample(std::move(totals)));
    summary.timer_cost_s = statistics::median(statistics::Sample(std::move(timer_costs)));
    return summary;
}

}  // namespace ratchet::artifacts
