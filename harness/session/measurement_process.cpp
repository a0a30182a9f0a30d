#include "session/measurement_process.hpp"

#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "baseline/baseline_profile_disk.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "gate/comparability.hpp"
#include "gate/gate_language.hpp"
#include "host/digests_disk.hpp"
#include "host/git_process.hpp"
#include "measure/cpus_linux.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/plan_rules.hpp"
#include "measure/run_process.hpp"
#include "measure/scenario_runner.hpp"
#include "measure/serial.hpp"
#include "session/counting_process.hpp"
#include "session/judgement.hpp"
#include "session/layout_store_disk.hpp"
#include "session/patience.hpp"
#include "session/profile_diff_disk.hpp"
#include "session/profiling_process.hpp"
#include "session/warnings.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// The share of the test's TIMEOUT that measuring may use, so that there is time left to write down what was
/// seen before CTest kills everything.
constexpr double deadline_share = 0.9;

/// Seeds the program and the judge's replays; fixed, so that a scenario does the same work everywhere.
constexpr std::uint64_t plan_seed = 20260101;

std::int64_t to_ns(double seconds) {
    return static_cast<std::int64_t>(seconds * 1e9);
}

struct PlanWithOrigin {
    Plan plan;
    const char* origin;
};

/// The plan of what is not explored.
PlanWithOrigin fixed_plan(ScenarioKind kind, const std::vector<int>& looks) {
    switch (kind) {
        case ScenarioKind::google_benchmark:
            return {plan_for_google_benchmark(looks, plan_seed), "library"};
        case ScenarioKind::catch2:
            return {plan_for_catch2(looks, plan_seed), "library"};
        default:
            return {plan_for_command(looks, plan_seed), "command"};
    }
}

RunContext run_context(const MeasurementContext& context, const std::vector<int>& cpus,
                       std::int64_t deadline_ns) {
    return {.launcher = context.launcher,
            .session_directory = context.session.path(),
            .environment = context.surroundings.environment,
            .cpus = cpus,
            .deadline_ns = deadline_ns};
}

/// Of what was measured before as well as now.
std::vector<Digests> compared_programs(const Digests& now, const std::optional<Baseline>& baseline) {
    std::vector<Digests> programs{now};
    if (baseline) {
        std::ranges::transform(baseline->sessions, std::back_inserter(programs), &BaselineSession::digests);
    }
    return programs;
}

}  // namespace

Measurement::Measurement(const MeasurementContext& context, const ScenarioSpec& spec,
                         std::optional<Baseline> baseline)
    : context_(context), baseline_(std::move(baseline)), quiet_(context.host, context.clock) {
    const ProjectRegistry& project = context_.surroundings.project;
    // The baseline's too: a session that begins in a disturbed moment would take that for this host's ease.
    quiet_.learn(context_.session.read().calibration);
    for (const BaselineSession& session : baseline_ ? baseline_->sessions : std::vector<BaselineSession>{}) {
        quiet_.learn(session.calibration);
    }
    record_.name = spec.name;
    record_.spec = spec;
    record_.digests = read_digests(spec, project.source_directory, project.binary_directory,
                                   context_.surroundings.environment);
    record_.layout_spread = layout_spread_of(project.layouts_directory, context_.surroundings.host_class,
                                             spec.name, compared_programs(record_.digests, baseline_));
    if (baseline_) {
        record_.baseline_path =
            baseline_path(spec.baseline_directory, context_.surroundings.host_class, spec.name)
                .lexically_proximate(project.source_directory)
                .string();
    }
}

const ScenarioRecord& Measurement::measure_and_judge() {
    record_.plan.looks = looks_for(record_.spec.repetitions, record_.spec.max_repetitions);
    if (!refuse_build(record_.spec.build)) {
        start_deadline();
        quiet_.set_patience(to_ns(patience_s(record_.spec.timeout_s, context_.session.read_quiet_waits())));
        begin(PlanSource::baseline_as_it_is);
        if (counts_instructions()) {
            count_and_compare(record_.instructions.emplace(), counting());
            context_.session.write_scenario(record_);
        }
        take_profile();  // now where a gate is on a share, else behind the runs
        measure(record_.plan.looks, 1, true);
        take_profile();
        context_.session.add_quiet_wait(static_cast<double>(quiet_.waited_ns()) * 1e-9);
    }
    conclude();
    return record_;
}

const ScenarioRecord& Measurement::prepare() {
    record_.plan.looks = looks_for(record_.spec.repetitions, record_.spec.max_repetitions);
    const bool refused = refuse_build(record_.spec.build).has_value();
    if (!refused) {
        start_deadline();
        begin(PlanSource::baseline_as_it_is);
    }
    if (refused || !record_.runs.empty()) {
        conclude();
    }
    return record_;
}

const ScenarioRecord& Measurement::measure_round(int round, int runs, bool is_profiled) {
    if (const auto refused = refuse_build(record_.spec.build)) {
        throw Error(ErrorCode::usage, *refused, record_.name.full());
    }
    start_deadline();
    if (round == 1) {
        record_.plan.looks = looks_for(record_.spec.repetitions, record_.spec.max_repetitions);
        begin(PlanSource::baseline_if_it_fits);
    } else if (!record_.plan_origin.empty()) {
        warm_up();
    }
    if (counts_instructions()) {
        constexpr int enough = 3;
        InstructionCounts counts = record_.instructions.value_or(InstructionCounts{});
        count_up_to(static_cast<std::size_t>(std::min(round, enough)), counts, counting());
        record_.instructions = std::move(counts);
    }
    measure({runs}, round, false);
    if (is_profiled) {
        take_profile();
    }
    conclude();
    return record_;
}

/// Not of a program that failed when it was warmed up or explored.
bool Measurement::counts_instructions() const {
    const auto failed = [](const RunRecord& run) { return run.failure.has_value(); };
    return want_instructions(record_.spec.gates) && std::ranges::none_of(record_.runs, failed);
}

void Measurement::take_profile() {
    if (wants_profile(record_)) {
        warn(profile_into(record_, {.context = context_,
                                    .cpus = cpus_,
                                    .take_turn = [this] { return take_turn(); },
                                    .time_is_up_ns = [this] { return deadline_ns_; }}));
        context_.session.write_scenario(record_);
    }
}

CountingRequest Measurement::counting() {
    return {.context = context_,
            .spec = record_.spec,
            .plan = record_.plan,
            .cpus = cpus_,
            .take_turn = [this] { return take_turn(); },
            .time_is_up_ns = [this] { return deadline_ns_; }};
}

void Measurement::start_deadline() {
    const double timeout_s = record_.spec.timeout_s;
    deadline_ns_ = context_.clock.now_ns() + to_ns(timeout_s * deadline_share);
    quiet_.set_patience(to_ns(timeout_s * own_patience_share));
}

void Measurement::begin(PlanSource source) {
    keep_baseline();
    note_stale_binary();
    const CpuChoice choice = choose_cpus(record_.spec);
    cpus_ = choice.cpus;
    if (choice.warning) {
        warn({*choice.warning});
    }
    context_.session.write_scenario(record_);
    choose_plan(source);
    context_.session.write_scenario(record_);
}

/// With its stacks, so that the session has all that is compared.
void Measurement::keep_baseline() {
    if (!baseline_) {
        return;
    }
    context_.session.write_baseline(*baseline_);
    const std::string& directory = record_.spec.baseline_directory;
    std::vector<Warning> warnings;
    if (load_baseline_profile(directory, baseline_->host_class, record_.name, *baseline_, warnings)) {
        const auto stacks = baseline_stacks_path(directory, baseline_->host_class, record_.name);
        context_.session.write_text(artifacts::judged_stacks_file(record_.name),
                                    artifacts::read_text(stacks));
    }
    warn(warnings);
}

void Measurement::note_stale_binary() {
    const ProjectRegistry& project = context_.surroundings.project;
    const std::string executable = find_executable(record_.spec, context_.surroundings.environment);
    const ProjectTree tree{project.source_directory, project.binary_directory, baseline_directories(project)};
    if (const auto newer = newer_source(executable, tree)) {
        warn({{WarningKind::stale_binary, executable, *newer}});
    }
}

/// A program's first launch either explores or warms the caches of the system; neither is a run.
void Measurement::choose_plan(PlanSource source) {
    const std::vector<int> looks = record_.plan.looks;
    const bool explores = record_.spec.kind == ScenarioKind::program &&
                          (!baseline_ || source == PlanSource::baseline_if_it_fits);
    if (!explores) {
        const PlanWithOrigin fixed = fixed_plan(record_.spec.kind, looks);
        record_.plan = baseline_ ? baseline_->plan : fixed.plan;
        record_.plan_origin = baseline_ ? "baseline" : fixed.origin;
        record_.plan.looks = looks;
        warm_up();
        return;
    }
    const std::optional<Plan> explored = explore_plan();
    if (!explored) {
        return;
    }
    const bool keep = baseline_ && still_fits(baseline_->plan, *explored);
    record_.plan = keep ? baseline_->plan : *explored;
    record_.plan_origin = keep ? "baseline" : "explored";
    record_.plan.looks = looks;
}

std::optional<Plan> Measurement::explore_plan() {
    const FileLock turn = take_turn();
    const MeasuredExploration explored =
        explore(run_context(context_, cpus_, deadline_ns_), record_.spec, plan_seed, 1);
    warn(explored.warnings);
    if (!explored.outcome.exploration) {
        record_.requested_runs = 1;
        add({explored.outcome.run, {}});
        return std::nullopt;
    }
    return plan_from_exploration(*explored.outcome.exploration, record_.plan.looks, plan_seed);
}

/// A launch that fails is no warm-up: it is told like any other run.
void Measurement::warm_up() {
    const int index = static_cast<int>(record_.runs.size()) + 1;
    MeasuredRun measured;
    {
        const FileLock turn = take_turn();
        measured =
            measure_run(run_context(context_, cpus_, deadline_ns_), record_.spec, record_.plan, index, 1);
    }
    quiet_.ran_on(measured.record.noise.last_cpu);
    share_one_cpu(measured.record);
    if (measured.record.failure) {
        add(measured);
    } else {
        warn(measured.warnings);
    }
}

/// CPUs of one host differ, by a third and more where a neighbour has the other thread of one. What was free
/// to use several and kept no more than one busy runs on one from then on, for each run one that is quiet.
void Measurement::share_one_cpu(const RunRecord& seen) {
    if (!record_.spec.cpus && cpus_.empty() && !seen.failure && is_serial(seen)) {
        quiet_.choose_among(context_.host.cpus());
    }
}

void Measurement::measure(const std::vector<int>& looks, int round, bool judged) {
    if (record_.plan_origin.empty()) {
        return;  // the exploration failed and is the one run: without a plan there is nothing to measure
    }
    const int before = static_cast<int>(record_.runs.size());
    record_.requested_runs = before + looks.front();
    const auto run = [&](int index) { return run_once(before + index, round); };
    const auto needs_more = [&](const std::vector<RunRecord>& runs) {
        const auto next = std::ranges::upper_bound(looks, static_cast<int>(runs.size()));
        const bool more = judged && judge().needs_more_runs;
        record_.requested_runs = more && next != looks.end() ? before + *next : record_.requested_runs;
        return more;
    };
    const SeriesOfRuns series = run_series(
        looks, context_.clock, [this] { return deadline_ns_; }, run, needs_more);
    if (series.out_of_time && static_cast<int>(series.runs.size()) < looks.front()) {
        add_missing_run(round);
    }
}

/// Too few runs for even the first look are a failed measurement, not a weak one.
void Measurement::add_missing_run(int round) {
    MeasuredRun missing;
    missing.record.index = static_cast<int>(record_.runs.size()) + 1;
    missing.record.round = round;
    missing.record.failure = Failure{
        FailureKind::timed_out,
        fmt::format("not begun: {} of {} runs had used up nine tenths of the time-out of {} s; raise TIMEOUT",
                    record_.runs.size(), record_.requested_runs, record_.spec.timeout_s)};
    add(missing);
}

RunRecord Measurement::run_once(int index, int round) {
    MeasuredRun measured;
    {
        const FileLock turn = take_turn();
        const int passed_over = quiet_.await([this] { context_.listener.awaiting_quiet(record_.name); });
        if (const std::optional<int> cpu = quiet_.chosen()) {
            cpus_ = {*cpu};
        }
        if (record_.calibration.kernels.empty()) {
            append(record_.calibration, quiet_.calibrate());
        }
        measured =
            measure_run(run_context(context_, cpus_, deadline_ns_), record_.spec, record_.plan, index, round);
        measured.record.noise.moments_passed_over = passed_over;
        quiet_.ran_on(measured.record.noise.last_cpu);
        share_one_cpu(measured.record);
        append(record_.calibration, quiet_.calibrate());
    }
    add(measured);
    InterruptGuard::throw_if_interrupted();
    return measured.record;
}

void Measurement::add(const MeasuredRun& measured) {
    warn(measured.warnings);
    record_.runs.push_back(measured.record);
    context_.session.write_run(record_.name, measured.record);
    context_.listener.run_finished(record_.name, measured.record, measured.record.index,
                                   record_.requested_runs);
}

void Measurement::conclude() {
    record_.metrics = summarise_metrics(record_.runs);
    ScenarioJudgement judgement = judge();
    record_.verdict = std::move(judgement.verdict);
    record_.warnings = launch_warnings_;
    std::ranges::move(judgement.warnings, std::back_inserter(record_.warnings));
    std::ranges::move(warn_of_runs(record_), std::back_inserter(record_.warnings));
    if (baseline_) {
        std::ranges::move(warn_of_baseline(*baseline_, context_.session.read(), *record_.verdict),
                          std::back_inserter(record_.warnings));
    }
    record_.status = ScenarioStatus::finished;
    draw_profile_diff(record_, context_.session);
    context_.session.write_scenario(record_);
}

ScenarioJudgement Measurement::judge() const {
    const std::string why_no_baseline = fmt::format("no baseline for {}", context_.surroundings.host_class);
    return judge_record(record_, context_.session.read(), baseline_, why_no_baseline,
                        context_.session.read_reference(record_.spec));
}

/// Waiting for another harness is not the program's time: the deadline moves on with it.
FileLock Measurement::take_turn() {
    const std::int64_t before = context_.clock.now_ns();
    FileLock turn = context_.host.take_turn([this] { context_.listener.waiting(); });
    deadline_ns_ += context_.clock.now_ns() - before;
    return turn;
}

void Measurement::warn(const std::vector<Warning>& warnings) {
    launch_warnings_.insert(launch_warnings_.end(), warnings.begin(), warnings.end());
    record_.warnings = launch_warnings_;
}

}  // namespace ratchet
