#include "session/duet_process.hpp"

#include "gate/duet.hpp"
#include "measure/block_order.hpp"
#include "measure/block_series.hpp"
#include "measure/cpus_linux.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/serial.hpp"
#include "session/counting_process.hpp"
#include "session/judgement.hpp"
#include "session/layout_store_disk.hpp"
#include "session/profile_diff_disk.hpp"
#include "statistics/log_scale.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace ratchet {
namespace {

constexpr std::size_t reference_side = 0;

/// A run that is killed after so many times the longest before it, and no less than a second, hangs.
constexpr std::int64_t times_of_a_hang = 20;
constexpr std::int64_t shortest_hang_ns = 1'000'000'000;

std::int64_t duration_ns(const RunRecord& run) {
    return static_cast<std::int64_t>(run.process_time_s * 1e9);
}

std::int64_t hang_beside(const std::vector<RunRecord>& runs) {
    std::int64_t hang_ns = shortest_hang_ns;
    for (const RunRecord& run : runs) {
        hang_ns = std::max(hang_ns, times_of_a_hang * duration_ns(run));
    }
    return hang_ns;
}

/// The share of the budget that may be spent on waiting for quiet moments.
constexpr double duet_patience_share = 1.0 / 6;

DuetSide& side_of(DuetRecord& duet, std::size_t side) {
    return side == reference_side ? duet.reference : duet.current;
}

std::array<std::vector<int>, 2> cpus_for(const ScenarioSpec& spec, bool parallel) {
    return parallel ? choose_cpus_for_two(spec) : std::array{choose_cpus(spec).cpus, std::vector<int>()};
}

/// The time that a duet had to itself.
class OwnTime : public Clock {
  public:
    OwnTime(const Clock& clock, const std::int64_t& waited_ns) : clock_(clock), waited_ns_(waited_ns) {}
    [[nodiscard]] std::int64_t now_ns() const override { return clock_.now_ns() - waited_ns_; }

  private:
    const Clock& clock_;
    const std::int64_t& waited_ns_;
};

/// For a person who watches.
std::optional<Shift> change_so_far(const DuetRecord& duet, const StatisticalGate& gate) {
    return duet_change(gate, series_of(duet, &DuetRecord::reference, gate.metric),
                       series_of(duet, &DuetRecord::current, gate.metric), duet.looks);
}

}  // namespace

Duet::Duet(const MeasurementContext& context, ScenarioRecord record, DuetReference reference,
           const DuetPlan& plan)
    : context_(context),
      record_(std::move(record)),
      reference_(std::move(reference.spec)),
      plan_(plan),
      cpus_(cpus_for(record_.spec, plan.parallel)),
      quiet_(context.host, context.clock),
      hang_ns_(hang_beside(record_.runs)),
      launched_(static_cast<int>(record_.runs.size())) {
    quiet_.learn(context_.session.read().calibration);
    quiet_.set_patience(static_cast<std::int64_t>(plan.budget_s * duet_patience_share * 1e9));
    DuetRecord duet;
    if (!record_.layout_spread) {
        const Surroundings& here = context_.surroundings;
        record_.layout_spread = layout_spread_of(here.project.layouts_directory, here.host_class,
                                                 record_.name, {reference.side.digests});
    }
    duet.reference = std::move(reference.side);
    duet.current.name = "this build";
    duet.current.commit = context_.session.read().git.commit;
    duet.current.program = record_.spec.command.front();
    duet.current.build = record_.spec.build;
    duet.current.digests = record_.digests;
    duet.looks = duet_looks(plan.alpha);
    duet.seed = record_.plan.seed;
    duet.budget_s = plan.budget_s;
    duet.alpha = plan.alpha;
    duet.parallel = plan.parallel;
    record_.duet = std::move(duet);
}

const ScenarioRecord& Duet::measure() {
    if (!are_comparable(*record_.duet, context_.session.read().host, record_.plan)) {
        conclude();  // before anything is measured in vain
        return record_;
    }
    const DuetGates gates = duet_gates(record_);
    if (record_.runs.empty() && compares_counts(gates)) {
        count();
    }
    if (first_timed(gates) == nullptr) {
        conclude();
        return record_;
    }
    warm_up();
    const double left_s = static_cast<double>(plan_.deadline_ns - context_.clock.now_ns()) * 1e-9;
    run_blocks(
        record_.duet->looks, std::min(plan_.budget_s, left_s), OwnTime(context_.clock, waited_ns_),
        [this](int block, int look) {
            const bool whole = may_go_on() && measure_block(block);
            if (whole) {
                keep();
                tell(block + 1, look);
            }
            return whole;
        },
        [this] { return needs_more(); });
    conclude();
    return record_;
}

void Duet::count() {
    count(reference_, record_.duet->reference);
    count(record_.spec, record_.duet->current);
}

void Duet::count(const ScenarioSpec& spec, DuetSide& side) {
    count_and_compare(side.instructions.emplace(), {.context = context_,
                                                    .spec = spec,
                                                    .plan = record_.plan,
                                                    .cpus = cpus_.front(),
                                                    .take_turn = [this] { return take_turn(); },
                                                    .time_is_up_ns = [this] { return plan_.deadline_ns; }});
}

/// Warms the caches of the system; the first run of a block would.
void Duet::warm_up() {
    const FileLock turn = take_turn();
    for (const std::size_t side : {reference_side, 1 - reference_side}) {
        if (may_go_on()) {
            measure_sides({side}, 0);
        }
    }
    constexpr int turns_of_a_block = 4;
    record_.duet->runs_per_turn =
        runs_per_turn(plan_.budget_s * (1 - duet_patience_share), static_cast<double>(longest_run_ns_) * 1e-9,
                      turns_of_a_block * most_duet_blocks);
    share_one_cpu();
}

/// CPUs of one host differ, by a third and more where a neighbour has the other thread of one: more than most
/// changes of a program. What never kept more than one busy runs on one, another one for each block if need
/// be.
void Duet::share_one_cpu() {
    if (is_serial_ && !plan_.parallel && !record_.spec.cpus) {
        quiet_.choose_among(context_.host.cpus());
    }
}

/// A block that would be killed at the deadline says nothing.
bool Duet::may_go_on() const {
    constexpr double margin = 1.5;
    const double left_ns = static_cast<double>(plan_.deadline_ns - context_.clock.now_ns());
    return !has_failed() && !out_of_time_ && left_ns > margin * static_cast<double>(longest_block_ns_);
}

bool Duet::has_failed() const {
    return record_.duet->reference.failure || record_.duet->current.failure;
}

bool Duet::needs_more() const {
    const DuetGates gates = duet_gates(record_);
    if (needs_more_blocks(*record_.duet, gates)) {
        return true;
    }
    const std::optional<Shift> change = change_so_far(*record_.duet, *first_timed(gates));
    return plan_.precision && change && is_rough_slowdown(*change, *plan_.precision);
}

/// In one turn: what another harness measured in its middle would fall on one side.
bool Duet::measure_block(int block) {
    const FileLock turn = take_turn();
    quiet_.await([this] { context_.listener.awaiting_quiet(record_.name); });
    if (const std::optional<int> cpu = quiet_.chosen()) {
        cpus_.front() = {*cpu};
    }
    const std::int64_t start_ns = context_.clock.now_ns();
    for (const std::vector<std::size_t>& sides : turns_of_two(block, plan_.parallel)) {
        for (int run = 0; run < record_.duet->runs_per_turn; ++run) {
            measure_sides(sides, block + 1);
            InterruptGuard::throw_if_interrupted();
            if (out_of_time_ || has_failed()) {
                return false;
            }
        }
    }
    longest_block_ns_ = std::max(longest_block_ns_, context_.clock.now_ns() - start_ns);
    return true;
}

/// Waiting for another harness is not the duet's time: budget and deadline move on with it.
FileLock Duet::take_turn() {
    const std::int64_t before = context_.clock.now_ns();
    FileLock turn = context_.host.take_turn([this] { context_.listener.waiting(); });
    const std::int64_t waited_ns = context_.clock.now_ns() - before;
    waited_ns_ += waited_ns;
    plan_.deadline_ns += waited_ns;
    return turn;
}

/// `block` counts from 1; 0 is not kept.
void Duet::measure_sides(const std::vector<std::size_t>& sides, int block) {
    std::vector<MeasuredRun> measured = launch(sides, block);
    for (std::size_t i = 0; i < sides.size(); ++i) {
        take(sides[i], block, std::move(measured[i]));
    }
}

void Duet::take(std::size_t side, int block, MeasuredRun measured) {
    DuetSide& told = side_of(*record_.duet, side);
    const std::int64_t took_ns = duration_ns(measured.record);
    const bool hung = took_ns > hang_ns_;
    longest_run_ns_ = std::max(longest_run_ns_, took_ns);
    hang_ns_ = std::max(hang_ns_, times_of_a_hang * took_ns);
    quiet_.ran_on(measured.record.noise.last_cpu);
    is_serial_ = is_serial_ && is_serial(measured.record);
    std::ranges::move(measured.warnings, std::back_inserter(record_.warnings));
    if (measured.record.failure && measured.record.failure->kind == FailureKind::timed_out && !hung) {
        out_of_time_ = true;  // the duet's, not the program's, whose runs before have ended well
        return;
    }
    told.failure = measured.record.failure;
    if (block == 0 && !told.failure) {
        return;
    }
    ++launched_;
    context_.session.write_run(record_.name, measured.record);
    if (told.failure) {
        context_.listener.run_finished(record_.name, measured.record, launched_, launched_);
        return;
    }
    told.runs.push_back(measured.record.index);
    runs_[side].push_back(std::move(measured.record));
    told.metrics = summarise_metrics(runs_[side]);
}

std::vector<MeasuredRun> Duet::launch(const std::vector<std::size_t>& sides, int block) {
    const EnvironmentEntry padding{padding_variable,
                                   std::string(environment_padding(record_.plan.seed, block), 'x')};
    std::array<ScenarioSpec, 2> specs;
    std::vector<RunTogether> runs;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        specs.at(i) = sides[i] == reference_side ? reference_ : record_.spec;
        specs.at(i).environment.push_back(padding);
        runs.push_back({specs.at(i), launched_ + 1 + static_cast<int>(i), cpus_.at(i)});
    }
    const RunContext context{.launcher = context_.launcher,
                             .session_directory = context_.session.path(),
                             .environment = context_.surroundings.environment,
                             .cpus = {},  // each has its own
                             .deadline_ns = plan_.deadline_ns};
    return measure_together(context, runs, record_.plan, std::max(block, 1));
}

/// What is killed loses no block that was whole. After a first stage its verdict stands until there is
/// another.
void Duet::keep() const {
    if (record_.status == ScenarioStatus::running) {
        context_.session.write_scenario(record_);
    }
}

void Duet::tell(int blocks, int planned) {
    const DuetGates gates = duet_gates(record_);
    const StatisticalGate& first = *first_timed(gates);
    const bool higher_is_better =
        series_of(*record_.duet, &DuetRecord::current, first.metric).definition.direction ==
        Direction::higher_is_better;
    context_.listener.block_finished(record_.name, blocks, planned, change_so_far(*record_.duet, first),
                                     higher_is_better);
}

void Duet::conclude() {
    judge_with_duet(record_, context_.session.read());
    if (const DuetRecord& duet = *record_.duet;
        duet.first_stage && duet.verdict.verdict == Verdict::incomparable) {
        record_.warnings.push_back({WarningKind::not_confirmed, duet.reference.name, duet.verdict.reason});
    }
    record_.status = ScenarioStatus::finished;
    draw_profile_diff(record_, context_.session);
    context_.session.write_scenario(record_);
}

}  // namespace ratchet
