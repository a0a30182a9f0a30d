#include "session/layout_process.hpp"

#include "base/error.hpp"
#include "gate/layout_spread.hpp"
#include "measure/block_order.hpp"
#include "measure/block_series.hpp"
#include "measure/cpus_linux.hpp"
#include "measure/interrupt_process.hpp"
#include "session/quiet_moments_process.hpp"
#include "statistics/log_scale.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace ratchet {
namespace {

constexpr std::size_t layout_count = 12;

/// Twelve of them fall just short of a page, and begin in every quarter of a cache line alike.
constexpr int padding_step_bytes = 336;

/// The share of the budget that may be spent on waiting for quiet moments.
constexpr double layout_patience_share = 1.0 / 6;

class LayoutSeries {
  public:
    LayoutSeries(const MeasurementContext& context, const ScenarioRecord& scenario, const LayoutPlan& plan)
        : context_(context),
          scenario_(scenario),
          plan_(plan),
          cpus_(choose_cpus(scenario.spec).cpus),
          quiet_(context.host, context.clock) {
        quiet_.learn(context_.session.read().calibration);
        quiet_.set_patience(static_cast<std::int64_t>(plan.budget_s * layout_patience_share * 1e9));
        for (std::size_t i = 0; i < layout_count; ++i) {
            layouts_.push_back({static_cast<int>(i) * padding_step_bytes, {}});
        }
    }

    std::vector<LayoutRuns> measure() {
        const std::vector<int> numbers_of_blocks{2, 3, 4, 5};
        run_blocks(
            numbers_of_blocks, plan_.budget_s, context_.clock,
            [this](int block, int planned) {
                measure_block(block);
                context_.listener.block_finished(scenario_.name, block + 1, planned, std::nullopt, false);
                return true;
            },
            [] { return true; });
        return std::move(layouts_);
    }

  private:
    void measure_block(int block) {
        const std::int64_t before = context_.clock.now_ns();
        const FileLock turn = context_.host.take_turn([this] { context_.listener.waiting(); });
        plan_.deadline_ns += context_.clock.now_ns() - before;  // waiting for another harness is not our time
        quiet_.await([this] { context_.listener.awaiting_quiet(scenario_.name); });
        for (const std::size_t layout : drawn_block_order(layout_count, scenario_.plan.seed, block)) {
            run(layouts_[layout], block);
            InterruptGuard::throw_if_interrupted();
        }
    }

    void run(LayoutRuns& layout, int block) {
        ScenarioSpec spec = scenario_.spec;
        spec.environment.push_back(
            {padding_variable, std::string(static_cast<std::size_t>(layout.padding_bytes), 'x')});
        const RunContext context{.launcher = context_.launcher,
                                 .session_directory = context_.session.path(),
                                 .environment = context_.surroundings.environment,
                                 .cpus = cpus_,
                                 .deadline_ns = plan_.deadline_ns,
                                 .fixed_addresses = true};
        const MeasuredRun measured = measure_run(context, spec, scenario_.plan, ++launched_, block + 1);
        const RunRecord& record = measured.record;
        quiet_.ran_on(record.noise.last_cpu);
        if (record.failure) {
            throw Error(ErrorCode::measurement, record.failure->message, scenario_.name.full());
        }
        if (!measured.fixed_addresses) {
            throw Error(
                ErrorCode::measurement,
                "address space randomisation cannot be switched off for a program here; a container's "
                "seccomp profile may forbid it (docker run --security-opt seccomp=unconfined allows it)",
                scenario_.name.full());
        }
        const auto time = record.metrics.find(metric::wall_time);
        if (time == record.metrics.end()) {
            throw Error(ErrorCode::measurement, "a run told no wall time", scenario_.name.full());
        }
        layout.values.push_back(time->second.value);
    }

    MeasurementContext context_;
    const ScenarioRecord& scenario_;
    LayoutPlan plan_;
    std::vector<int> cpus_;
    QuietMoments quiet_;
    std::vector<LayoutRuns> layouts_;
    int launched_ = 0;
};

}  // namespace

LayoutRecord measure_layouts(const MeasurementContext& context, const ScenarioRecord& scenario,
                             const LayoutPlan& plan) {
    LayoutRecord record;
    record.scenario = scenario.name;
    record.measured_at = context.session.read().started_at;
    record.host_class = context.surroundings.host_class;
    record.digests = scenario.digests;
    record.plan = scenario.plan;
    record.metric = metric::wall_time;
    record.layouts = LayoutSeries(context, scenario, plan).measure();
    std::vector<std::vector<double>> logs;
    for (const LayoutRuns& layout : record.layouts) {
        logs.push_back(statistics::log_scale(layout.values, Direction::lower_is_better, record.metric));
    }
    record.spread = assess_layouts(logs, record.plan.seed);
    return record;
}

}  // namespace ratchet
