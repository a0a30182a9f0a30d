#include "cli/bisection.hpp"

#include "artifacts/bisection_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/digest.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "gate/duet.hpp"
#include "host/git_process.hpp"
#include "measure/interrupt_process.hpp"
#include "reference/commit_line_process.hpp"
#include "reference/reference_disk.hpp"
#include "session/duet_process.hpp"
#include "session/judgement.hpp"
#include "session/owner_linux.hpp"
#include "session/wall_clock_linux.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

/// Of all blocks, also those behind the look that decided; instructions have none.
std::optional<Shift> change_of(const ScenarioRecord& record) {
    const DuetGates gates = duet_gates(record);
    const StatisticalGate* const timed = first_timed(gates);
    return timed == nullptr
               ? record.verdict->gates.front().shift
               : duet_change(*timed, series_of(*record.duet, &DuetRecord::reference, timed->metric),
                             series_of(*record.duet, &DuetRecord::current, timed->metric),
                             record.duet->looks);
}

/// Whether a file's record is of the search between these commits, as far as it tells.
bool is_between(const BisectionRecord& record, const std::string& good, const std::string& bad) {
    return record.commits.size() >= 2 && record.commits.front().commit == good &&
           record.commits.back().commit == bad &&
           (!record.threshold || record.commits.back().state == CommitState::bad);
}

/// Those of the option ENVIRONMENT, as they are now.
std::string variables_of(const ScenarioSpec& scenario,
                         const std::map<std::string, std::string>& environment) {
    std::string text;
    for (const EnvironmentEntry& entry : scenario.environment) {
        const auto passed = environment.find(entry.name);
        const bool is_passed = !entry.value && passed != environment.end();
        text += fmt::format("{}={}\n", entry.name,
                            is_passed ? passed->second : entry.value.value_or("(not set)"));
    }
    return text;
}

/// What goes wrong with the good end is no matter of the commit that is tried.
struct GoodEndFailed : Error {
    GoodEndFailed(const std::string& why, const std::string& commit)
        : Error(ErrorCode::measurement, "the good end: " + why, short_commit(commit)) {}
};

}  // namespace

Bisection::Bisection(const ProjectRegistry& project, BisectionRequest request)
    : project_(project),
      builds_(project_, tell),
      scenario_(std::move(request.scenario)),
      good_(commit_of(project_.source_directory, request.good)),
      bad_(commit_of(project_.source_directory, request.bad)),
      gates_(duet_gates(scenario_.gates, false)),
      budget_s_(request.budget_s) {
    if (gates_.gates.empty()) {
        throw Error(ErrorCode::usage, "has limits alone, which compare with nothing", scenario_.name.full());
    }
    // Whatever decides a number is part of the name, so that no step is taken for one of another search.
    const std::map<std::string, std::string> environment = read_environment();
    const std::string host_class = look_around(project_, environment).host_class;
    const std::string what = fmt::format(
        "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", host_class, scenario_.build.compiler, builds_.name_of(good_),
        builds_.name_of(bad_), scenario_.name.full(), fmt::join(gates_.texts, "\n"), budget_s_,
        scenario_.cpus.value_or(0), variables_of(scenario_, environment));
    constexpr std::size_t digits = 16;
    directory_ =
        std::filesystem::path(project_.output_directory) / "bisections" / sha256_hex(what).substr(0, digits);
    std::filesystem::create_directories(directory_);
    lock_.emplace((directory_ / ".search").string(),
                  [] { tell("another ratchet is at this search; waiting for it"); });
    read(request.restart);
}

const BisectionRecord& Bisection::search() {
    while (const auto step = next_step(record_, gates_.texts.front())) {
        take(*step);
        write();
    }
    return record_;
}

void Bisection::read(bool restart) {
    const auto text = restart ? std::nullopt : artifacts::read_text_if_present(file());
    if (text) {
        record_ = artifacts::bisection_from_json(*text, file().string());
        if (!is_between(record_, good_, bad_)) {
            throw Error(ErrorCode::artifact, "is not of this search; begin anew with --restart",
                        file().string());
        }
        tell("going on with the search in " + directory_.string() + "; --restart begins anew");
        for (BisectedCommit& commit : record_.commits) {  // the disk may have been full, the network down
            commit.state = commit.state == CommitState::unusable ? CommitState::untried : commit.state;
        }
    } else {
        record_.scenario = scenario_.name;
        record_.metric = gates_.gates.front().metric;
        record_.budget_s = budget_s_;
        record_.commits = commits_between(project_.source_directory, good_, bad_);
        record_.commits.front().state = CommitState::good;
    }
    record_.alpha = allowance_for(record_.commits.size() - 2).alpha;
}

void Bisection::write() const {
    artifacts::write_atomically(file(), artifacts::to_json(record_));
}

/// Notes what came of it. Without a measurement the commit is unusable.
void Bisection::take(const BisectionStep& step) {
    BisectedCommit& commit = record_.commits[step.commit];
    talk("ratchet: {} {} ({})\n", short_commit(commit.commit), printable(commit.subject),
         record_.threshold
             ? fmt::format("{} not tried",
                           std::ranges::count(record_.commits, CommitState::untried, &BisectedCommit::state))
             : "the two ends first");
    try {
        measure(step);
    } catch (const GoodEndFailed&) {
        throw;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::artifact || InterruptGuard::received() != 0) {
            throw;
        }
        commit.state = CommitState::unusable;
        commit.reason = error.what();
    }
}

template <class Step>
auto Bisection::of_good_end(const Step& step) const {
    try {
        return step();
    } catch (const Error& error) {
        InterruptGuard::throw_if_interrupted();
        throw GoodEndFailed(error.what(), good_);
    }
}

void Bisection::measure(const BisectionStep& step) {
    BisectedCommit& commit = record_.commits[step.commit];
    const ReferenceBuild good =
        of_good_end([this] { return builds_.at(good_); });  // each time, so that it is never the oldest
    const ReferenceBuild build = builds_.at(commit.commit);
    const ScenarioRecord record = duet(step, build, good);
    const ScenarioVerdict& verdict = *record.verdict;
    commit.reason = verdict.reason;
    if (record.duet && record.duet->reference.failure) {
        throw GoodEndFailed(verdict.reason, good_);
    }
    if (!record.duet || verdict.gates.empty() || verdict.verdict == Verdict::failed) {
        commit.state = CommitState::unusable;
        return;
    }
    record_.higher_is_better = verdict.gates.front().higher_is_better;
    note_duet(record_, step, verdict.verdict, change_of(record));
}

ScenarioRecord Bisection::duet(const BisectionStep& step, const ReferenceBuild& build,
                               const ReferenceBuild& good) {
    ProjectRegistry there = *build.project;
    there.output_directory = directory_.string();
    Harness harness(std::move(there));
    BisectedCommit& commit = record_.commits[step.commit];
    const SessionDirectory session =
        harness.begin(this_process(harness.surroundings().host.boot_id), short_commit(commit.commit));
    commit.session = session.path().filename().string();
    ScenarioRecord record = run_duet(harness, session, step, build, good);
    harness.store().close(session, SessionStatus::closed, utc_now());
    return record;
}

ScenarioRecord Bisection::run_duet(Harness& harness, const SessionDirectory& session,
                                   const BisectionStep& step, const ReferenceBuild& build,
                                   const ReferenceBuild& good) {
    const std::map<std::string, std::string>& environment = harness.surroundings().environment;
    ScenarioSpec spec = reference_of(build, scenario_, harness.project(), environment).spec;
    spec.gates = {step.gate};
    DuetReference reference =
        of_good_end([&] { return reference_of(good, scenario_, harness.project(), environment); });
    ScenarioRecord record = Measurement(harness.measuring(session), spec, std::nullopt).prepare();
    if (record.verdict) {
        return record;
    }
    record.plan = record_.plan.value_or(record.plan);
    record_.plan = record.plan;
    const std::int64_t deadline_ns = harness.duet_deadline_ns(budget_s_, spec);
    return Duet(harness.measuring(session), std::move(record), std::move(reference),
                {.budget_s = budget_s_,
                 .deadline_ns = deadline_ns,
                 .alpha = record_.alpha,
                 .precision = step.precision})
        .measure();
}

}  // namespace ratchet::cli
