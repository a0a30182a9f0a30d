#include "scenario/recording.hpp"

#include "scenario/counting.hpp"
#include <ratchet/gauge.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace ratchet::detail {
namespace {

// Divides, because the nearest double to 7 ns is 7 / 1e9 and not 7 * 1e-9.
double in_seconds(std::int64_t ns) {
    return static_cast<double>(ns) / 1e9;
}

constexpr std::size_t most_failed_checks = 100;  // a check inside the body may fail in every iteration

std::string in_quotes(std::string_view text) {
    return '"' + std::string(text) + '"';
}

std::unique_ptr<runtime::Schedule> make_schedule(const std::optional<runtime::RunPlan>& plan,
                                                 bool batchable) {
    if (!plan) {
        return std::make_unique<runtime::ExploringSchedule>(batchable);
    }
    if (!batchable && plan->batch != 1) {
        throw std::logic_error(
            "the plan has batches of " + std::to_string(plan->batch) +
            " calls, but set-up before each call and manual timing allow one: the scenario "
            "has changed since the plan was made, record its baseline anew");
    }
    return std::make_unique<runtime::PlannedSchedule>(*plan);
}

}  // namespace

Recording::Recording(const runtime::Clock& clock, const std::optional<runtime::RunPlan>& plan,
                     std::uint64_t seed, runtime::InstructionCounter* counter)
    : clock_(clock), plan_(plan), seed_(seed), counter_(counter) {
    result_.exploration = !plan;
    result_.warmup_iterations = plan ? plan->warmup_iterations : 0;
}

void Recording::begin(bool batchable) {
    if (phase_ == Phase::measuring) {
        throw std::logic_error("measure was called inside a measured body");
    }
    if (phase_ == Phase::after) {
        throw std::logic_error(
            "measure was called twice in one run: make two scenarios of it, or measure both parts in one "
            "body "
            "and tell them apart with components");
    }
    schedule_ = make_schedule(plan_, batchable);
    result_.batchable = batchable;
    result_.iteration_times_s.reserve(plan_ ? plan_->iterations : runtime::max_iterations);
    phase_ = Phase::measuring;
    runtime::forget_components();
    first_ns_ = clock_.now_ns();
    first_ticks_ = clock_.ticks();
}

void Recording::end() {
    const std::int64_t ticks = clock_.ticks() - first_ticks_;
    const std::int64_t elapsed_ns = clock_.now_ns() - first_ns_;
    runtime::close_components();  // open only when the body threw
    seconds_per_tick_ = ticks > 0 ? in_seconds(elapsed_ns) / static_cast<double>(ticks) : 0;
    phase_ = Phase::after;
}

bool Recording::next(std::uint64_t& calls) {
    if (schedule_->done()) {
        ratchet_counting_ends();
        return false;
    }
    if (iteration_ == result_.warmup_iterations) {
        ratchet_counting_begins();
    }
    calls = schedule_->batch();
    ++iteration_;
    return true;
}

/// Not while it warms up.
bool Recording::counts() const {
    return counter_ != nullptr && plan_ && iteration_ > plan_->warmup_iterations;
}

void Recording::start() {
    runtime::open_components(clock_);
    const bool counted = counts();
    start_ns_ = clock_.now_ns();
    if (counted) {
        counter_->go_on();
    }
}

std::int64_t Recording::end_of_iteration() {
    if (counter_ != nullptr) {
        counter_->pause();
    }
    const std::int64_t end_ns = clock_.now_ns();
    runtime::close_components();
    return end_ns;
}

void Recording::stop() {
    const std::int64_t end_ns = end_of_iteration();
    take(end_ns, in_seconds(end_ns - start_ns_));
}

void Recording::stop(double told_s) {
    const std::int64_t end_ns = end_of_iteration();
    if (!std::isfinite(told_s) || told_s < 0) {
        throw std::logic_error("the body of measure_manual must return seconds, finite and not negative");
    }
    take(end_ns, told_s);
}

void Recording::take(std::int64_t end_ns, double iteration_s) {
    if (iteration_ == 1) {
        begin_ns_ = start_ns_;
    }
    const std::uint64_t batch = schedule_->batch();
    if (!schedule_->keep(iteration_s, in_seconds(end_ns - begin_ns_))) {
        forget();
        return;
    }
    result_.batch = batch;
    result_.iteration_times_s.push_back(iteration_s / static_cast<double>(batch));
    timed_total_ns_ += end_ns - start_ns_;
    if (!result_.timed_window) {
        result_.timed_window = runtime::TimedWindow{start_ns_, end_ns};
    }
    result_.timed_window->end_ns = end_ns;
}

void Recording::forget() {
    result_.iteration_times_s.clear();
    result_.timed_window.reset();
    timed_total_ns_ = 0;
    for (runtime::ToldMetric& metric : result_.metrics) {
        if (metric.per_iteration) {
            metric.values.clear();
        }
    }
    runtime::forget_components();
}

void Recording::items(std::uint64_t count, std::string_view unit) {
    if (unit.empty()) {
        throw std::invalid_argument("items need a unit, such as \"nodes\"");
    }
    if (!result_.items) {
        result_.items.emplace();
    }
    result_.items->count = count;
    result_.items->unit.assign(unit);
}

void Recording::bytes(std::uint64_t count) {
    result_.bytes = count;
}

void Recording::metric(std::string_view name, double value, std::string_view unit, Direction direction,
                       std::optional<MetricScope> scope) {
    if (!std::isfinite(value)) {
        throw std::invalid_argument("metric " + in_quotes(name) + " is not finite");
    }
    runtime::ToldMetric& metric = metric_named(name, unit, direction, scope);
    std::uint64_t& told_in = told_in_[static_cast<std::size_t>(&metric - result_.metrics.data())];
    const bool is_new_value = metric.values.empty() || (metric.per_iteration && told_in != iteration_);
    told_in = iteration_;
    if (is_new_value) {
        metric.values.push_back(value);
    } else {
        metric.values.back() = value;
    }
}

runtime::ToldMetric& Recording::metric_named(std::string_view name, std::string_view unit,
                                             Direction direction, std::optional<MetricScope> scope) {
    const bool inside = phase_ == Phase::measuring;
    const auto found =
        std::find_if(result_.metrics.begin(), result_.metrics.end(),
                     [name](const runtime::ToldMetric& metric) { return metric.name == name; });
    if (found != result_.metrics.end()) {
        if (found->per_iteration != inside) {
            throw std::logic_error("metric " + in_quotes(name) +
                                   " was told both inside and outside of measure: give it two names");
        }
        if (found->unit != unit || found->direction != direction) {
            throw std::logic_error("metric " + in_quotes(name) + " was told with two units or directions");
        }
        return *found;
    }
    if (name.empty() || unit.empty()) {
        throw std::invalid_argument("metric " + in_quotes(name) +
                                    " needs a name and a unit; \"1\" is that of a plain number");
    }
    runtime::ToldMetric metric;
    metric.name = name;
    metric.unit = unit;
    metric.direction = direction;
    metric.scope = scope.value_or(inside ? MetricScope::iteration : MetricScope::whole_process);
    metric.per_iteration = inside;
    metric.values.reserve(inside ? result_.iteration_times_s.capacity() : 1);
    result_.metrics.push_back(std::move(metric));
    told_in_.push_back(0);
    return result_.metrics.back();
}

void Recording::failed(std::string_view message) {
    std::vector<std::string>& checks = result_.failed_checks;
    if (checks.size() < most_failed_checks &&
        std::find(checks.begin(), checks.end(), message) == checks.end()) {
        checks.emplace_back(message);
    }
}

void Recording::ready() {
    if (!result_.ready_ns) {
        result_.ready_ns = clock_.now_ns();
    }
}

runtime::Result Recording::finish() {
    if (phase_ == Phase::before && result_.failed_checks.empty()) {
        throw std::logic_error("nothing was measured: the scenario must call run.measure once");
    }
    if (timeline_is_recorded.load(std::memory_order_relaxed)) {
        add_timeline();  // before the cost of a scope is sought, by scopes
    }
    add_components();
    if (const std::uint64_t counted = counter_ == nullptr ? 0 : counter_->count(); counted > 0) {
        result_.instructions = counted;
    }
    return std::move(result_);
}

void Recording::add_timeline() {
    runtime::Timeline timeline;
    timeline.process = runtime::process_number();
    const runtime::LongestScopes scopes = runtime::component_scopes();
    const auto moment_ns = [this](std::int64_t ticks) {
        constexpr double ns_per_s = 1e9;
        const double since_s = static_cast<double>(ticks - first_ticks_) * seconds_per_tick_;
        return first_ns_ + std::llround(since_s * ns_per_s);
    };
    for (const runtime::ScopeTicks& scope : scopes.kept()) {
        timeline.spans.push_back({runtime::component_name(scope.component), scope.thread,
                                  moment_ns(scope.begin), moment_ns(scope.end)});
    }
    std::sort(timeline.spans.begin(), timeline.spans.end(),
              [](const runtime::ComponentSpan& a, const runtime::ComponentSpan& b) {
                  return std::tie(a.begin_ns, b.end_ns, a.thread) < std::tie(b.begin_ns, a.end_ns, b.thread);
              });
    timeline.spans_left_out = scopes.left_out();
    timeline.gauges = runtime::gauge_values();
    result_.timeline = std::move(timeline);
}

void Recording::add_components() {
    const std::vector<runtime::ComponentTicks> all = runtime::component_ticks();
    if (all.empty()) {
        return;
    }
    runtime::ComponentTimes times;
    std::uint64_t scopes = 0;
    const auto seconds = [this](std::int64_t ticks) {
        return static_cast<double>(ticks) * seconds_per_tick_;
    };
    for (const runtime::ComponentTicks& component : all) {
        times.components.push_back({component.name, component.calls, seconds(component.total),
                                    seconds(component.self), seconds(component.shortest),
                                    seconds(component.longest)});
        scopes += component.scopes;
    }
    times.timed_total_s = in_seconds(timed_total_ns_);
    times.timer_cost_s = static_cast<double>(scopes) * runtime::component_scope_cost_s(clock_);
    result_.components = std::move(times);
}

}  // namespace ratchet::detail
