#include "artifacts/bisection_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/digest.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/harness.hpp"
#include "cli/project.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "gate/bisection.hpp"
#include "host/git_process.hpp"
#include "measure/interrupt_process.hpp"
#include "reference/commit_builds_process.hpp"
#include "reference/commit_line_process.hpp"
#include "report/bisection_table.hpp"
#include "session/duet_process.hpp"
#include "session/file_lock_disk.hpp"
#include "session/owner_linux.hpp"
#include "session/wall_clock_linux.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

struct BisectOptions {
    ProjectOptions project;
    std::string good;
    std::string bad;
    std::string scenario;
    double budget_s = DuetPlan{}.budget_s;
    bool restart = false;
};

ScenarioSpec only(std::vector<ScenarioSpec> scenarios) {
    if (scenarios.size() != 1) {
        throw Error(ErrorCode::usage, "name one scenario", "ratchet bisect");
    }
    return std::move(scenarios.front());
}

/// Everything that a bisection needs, and what it knows so far.
class Bisection {
  public:
    Bisection(const BisectOptions& options, const ProjectRegistry& project)
        : project_(project),
          builds_(project_, tell),
          scenario_(only(select_scenarios(project_, {options.scenario}))),
          good_(commit_of(project_.source_directory, options.good)),
          bad_(commit_of(project_.source_directory, options.bad)),
          gates_(duet_gates(scenario_.gates, false)) {
        if (gates_.gates.empty()) {
            throw Error(ErrorCode::usage, "has limits alone, which compare with nothing",
                        scenario_.name.full());
        }
        // Whatever decides a number is part of the name, so that no step is taken for one of another search.
        const BuildInfo& build = scenario_.build;
        const std::string what = fmt::format("{}\n{}\n{}\n{}\n{}\n{} {} {}", good_, bad_,
                                             scenario_.name.full(), fmt::join(gates_.texts, "\n"),
                                             options.budget_s, build.compiler, build.flags, build.build_type);
        constexpr std::size_t digits = 16;
        directory_ = std::filesystem::path(project_.output_directory) / "bisections" /
                     sha256_hex(what).substr(0, digits);
        std::filesystem::create_directories(directory_);
        lock_.emplace((directory_ / ".search").string(),
                      [] { tell("another ratchet is at this search; waiting for it"); });
        read(options);
    }

    BisectionRecord run() {
        compare_ends();
        while (record_.threshold && measured() < allowance_.duets) {
            const auto next = next_to_try(states());
            if (!next) {
                break;
            }
            BisectedCommit& commit = record_.commits[*next];
            talk("ratchet: {} {} ({} not tried)\n", short_commit(commit.commit), printable(commit.subject),
                 std::ranges::count(record_.commits, CommitState::untried, &BisectedCommit::state));
            measure(commit, telling_gate());
            if (commit.shift) {
                commit.state = state_of(*commit.shift, *record_.threshold);
            }
            write();
        }
        return record_;
    }

  private:
    [[nodiscard]] std::filesystem::path file() const { return directory_ / "bisection.json"; }

    void read(const BisectOptions& options) {
        const auto text = options.restart ? std::nullopt : artifacts::read_text_if_present(file());
        if (text) {
            record_ = artifacts::bisection_from_json(*text, file().string());
            if (record_.commits.size() < 2 || record_.commits.front().commit != good_ ||
                record_.commits.back().commit != bad_ ||
                (record_.threshold && record_.commits.back().state != CommitState::bad)) {
                throw Error(ErrorCode::artifact, "is not of this search; begin anew with --restart",
                            file().string());
            }
            for (BisectedCommit& commit : record_.commits) {  // the disk may have been full, the network down
                commit.state = commit.state == CommitState::unusable ? CommitState::untried : commit.state;
            }
        } else {
            record_.scenario = scenario_.name;
            record_.metric = gates_.gates.front().metric;
            record_.budget_s = options.budget_s;
            record_.commits = commits_between(project_.source_directory, good_, bad_);
            record_.commits.front().state = CommitState::good;
        }
        allowance_ = allowance_for(record_.commits.size() - 2);
        record_.alpha = allowance_.alpha;
    }

    void write() const { artifacts::write_atomically(file(), artifacts::to_json(record_)); }

    [[nodiscard]] std::vector<CommitState> states() const {
        std::vector<CommitState> states;
        std::ranges::transform(record_.commits, std::back_inserter(states), &BisectedCommit::state);
        return states;
    }

    /// Duets so far; a commit that does not build has had none.
    [[nodiscard]] int measured() const {
        return static_cast<int>(std::ranges::count_if(
            record_.commits, [](const BisectedCommit& commit) { return commit.shift.has_value(); }));
    }

    /// By the scenario's own gate. What lies between is nearer to one end or the other: half of the change
    /// tells.
    void compare_ends() {
        BisectedCommit& bad = record_.commits.back();
        if (bad.state != CommitState::untried) {
            return;
        }
        tell("the two ends first");
        const Verdict verdict = measure(bad, gates_.texts.front());
        if (verdict == Verdict::regressed) {
            bad.state = CommitState::bad;
            record_.threshold = std::expm1(bad.shift->estimate / 2);
        } else if (verdict == Verdict::unchanged || verdict == Verdict::improved) {
            bad.state = CommitState::good;
        }
        write();
    }

    /// A gate that measures on until the bounds lie on one side of the threshold.
    [[nodiscard]] std::string telling_gate() const {
        constexpr double most = 9;  // larger margins cannot be written, and need not be
        constexpr double apart =
            0.002;  // the language wants the second one above the first, in its three digits
        const double percent = 100 * std::min(*record_.threshold, most);
        if (record_.metric == metric::instructions) {
            return fmt::format("{} {:.3f}%", record_.metric, percent);
        }
        return fmt::format("{} {:.3f}%/{:.3f}%", record_.metric, percent, percent + apart);
    }

    /// Runs a commit in turns with the good end and notes what came of it; a state is the caller's to give,
    /// unless there is no measurement. One that does not build or run is unusable, which is no error.
    Verdict measure(BisectedCommit& commit, const std::string& gate) {
        commit.state = CommitState::undecided;
        try {
            const ReferenceBuild build = builds_.at(commit.commit);
            const ReferenceBuild good = builds_.at(good_);  // each time, so that it is never the oldest
            const ScenarioRecord record = duet(commit, build, good, gate);
            const ScenarioVerdict& verdict = *record.verdict;
            commit.reason = verdict.reason;
            if (record.duet && record.duet->reference.failure) {
                throw Error(ErrorCode::artifact, "the good end: " + verdict.reason, short_commit(good_));
            }
            if (verdict.gates.empty() || verdict.verdict == Verdict::failed) {
                commit.state = CommitState::unusable;
            } else {
                commit.shift = verdict.gates.front().shift;
                record_.higher_is_better = verdict.gates.front().higher_is_better;
            }
            return verdict.verdict;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::artifact || InterruptGuard::received() != 0) {
                throw;
            }
            commit.state = CommitState::unusable;
            commit.reason = error.what();
            return Verdict::not_run;
        }
    }

    ScenarioRecord duet(BisectedCommit& commit, const ReferenceBuild& build, const ReferenceBuild& good,
                        const std::string& gate) {
        ProjectRegistry there = *build.project;
        there.output_directory = directory_.string();
        Harness harness(std::move(there));
        const std::map<std::string, std::string>& environment = harness.surroundings().environment;
        ScenarioSpec spec = reference_of(build, scenario_, harness.project(), environment).spec;
        spec.gates = {gate};
        DuetReference reference = reference_of(good, scenario_, harness.project(), environment);
        const SessionDirectory session =
            harness.begin(this_process(harness.surroundings().host.boot_id), short_commit(commit.commit));
        commit.session = session.path().filename().string();
        Measurement measurement(harness.measuring(session), spec, std::nullopt);
        ScenarioRecord record = measurement.prepare();
        if (!record.verdict) {
            record.plan = plan_.value_or(record.plan);
            plan_ = record.plan;
            const double longest_s = record_.budget_s + spec.timeout_s;
            record =
                Duet(harness.measuring(session), std::move(record), std::move(reference),
                     {.budget_s = record_.budget_s,
                      .deadline_ns = harness.clock().now_ns() + static_cast<std::int64_t>(longest_s * 1e9),
                      .alpha = record_.alpha})
                    .measure();
        }
        harness.store().close(session, SessionStatus::closed, utc_now());
        return record;
    }

    const ProjectRegistry& project_;
    CommitBuilds builds_;
    ScenarioSpec scenario_;
    std::string good_;
    std::string bad_;
    DuetGates gates_;  ///< the first tells commits apart
    std::filesystem::path directory_;
    std::optional<FileLock> lock_;
    BisectionRecord record_;
    DuetAllowance allowance_;
    std::optional<Plan> plan_;  ///< the first one's for all
};

ExitCode bisect(const BisectOptions& options) {
    const ProjectRegistry project = read_project(options.project, read_environment());
    const InterruptGuard interrupts;
    const BisectionRecord record = Bisection(options, project).run();
    fmt::print("{}", render_bisection(record, style_of(stdout)));
    const bool found = record.threshold && suspects_of(record).size() == 1;
    return found ? ExitCode::success : ExitCode::not_judged;
}

}  // namespace

void add_bisect(CLI::App& app, Action& action) {
    const auto options = std::make_shared<BisectOptions>();
    CLI::App* verb = app.add_subcommand(
        "bisect", "Finds the commit that made a scenario slower, by duets with the good end");
    verb->add_option("scenario", options->scenario, "group/name")->required();
    verb->add_option("--good", options->good, "a commit, branch or tag that was fast")->required();
    verb->add_option("--bad", options->bad, "a descendant of it that is slow")->required();
    verb->add_option("--budget", options->budget_s, "seconds for the blocks of each duet")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 86400.0))
        ->check(is_number_of_seconds);
    verb->add_flag("--restart", options->restart, "forget the steps that were taken before");
    add_project_options(*verb, options->project);
    verb->callback([options, &action] { action = [options] { return bisect(*options); }; });
}

}  // namespace ratchet::cli
