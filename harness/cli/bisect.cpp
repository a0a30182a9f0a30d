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
#include "report/bisection_table.hpp"
#include "session/duet_process.hpp"
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

/// The commits from `good` to `bad`, both included, oldest first; of merges the first parents, so that they
/// form a line.
std::vector<BisectedCommit> commits_between(const std::string& source, const std::string& good,
                                            const std::string& bad) {
    const auto log = [&](const std::vector<std::string>& which) {
        std::vector<std::string> arguments = {"log", "--reverse", "--first-parent", "--format=%H%x00%s%x00"};
        arguments.insert(arguments.end(), which.begin(), which.end());
        const SubprocessResult result = run_git(source, arguments);
        if (!result.succeeded()) {
            throw Error(ErrorCode::usage, printable(result.error_output), "git log");
        }
        return result.output;
    };
    std::vector<BisectedCommit> commits;
    std::string text = log({"-1", good}) + log({good + ".." + bad});
    while (!text.empty()) {
        const std::size_t name = text.find('\0');
        const std::size_t subject = text.find('\0', name + 1);
        commits.push_back({.commit = text.substr(0, name),
                           .subject = text.substr(name + 1, subject - name - 1),
                           .state = CommitState::untried,
                           .reason = "",
                           .shift = {},
                           .session = ""});
        text.erase(0, std::min(subject + 2, text.size()));  // and the end of the line
    }
    const bool in_line = run_git(source, {"merge-base", "--is-ancestor", good, bad}).succeeded();
    if (!in_line || commits.size() < 2) {
        throw Error(ErrorCode::usage, "is no ancestor of the bad commit", good);
    }
    return commits;
}

/// Everything that a bisection needs, and what it knows so far.
class Bisection {
  public:
    Bisection(const BisectOptions& options, const ProjectRegistry& project)
        : project_(project),
          builds_(project_, [](const std::string& what) { talk("ratchet: {}\n", printable(what)); }),
          scenario_(only(select_scenarios(project_, {options.scenario}))),
          good_(commit_of(project_.source_directory, options.good)),
          bad_(commit_of(project_.source_directory, options.bad)) {
        const DuetGates gates = duet_gates(scenario_.gates, false);
        if (gates.gates.empty()) {
            throw Error(ErrorCode::usage, "has limits alone, which compare with nothing",
                        scenario_.name.full());
        }
        metric_ = gates.gates.front().metric;
        constexpr std::size_t digits = 16;
        const std::string what =
            fmt::format("{} {} {} {}", good_, bad_, scenario_.name.full(), options.budget_s);
        directory_ = std::filesystem::path(project_.output_directory) / "bisections" /
                     sha256_hex(what).substr(0, digits);
        std::filesystem::create_directories(directory_);
        read(options);
    }

    BisectionRecord run() {
        const ReferenceBuild good = builds_.at(good_);
        compare_ends(good);
        while (record_.threshold) {
            const auto next = next_to_try(states());
            if (!next) {
                break;
            }
            const auto untried =
                std::ranges::count(record_.commits, CommitState::untried, &BisectedCommit::state);
            talk("ratchet: {} {} ({} not tried)\n", record_.commits[*next].commit.substr(0, 12),
                 printable(record_.commits[*next].subject), untried);
            decide(record_.commits[*next], good, gate_text(*record_.threshold), record_.alpha);
            write();
        }
        return record_;
    }

  private:
    static ScenarioSpec only(std::vector<ScenarioSpec> scenarios) {
        if (scenarios.size() != 1) {
            throw Error(ErrorCode::usage, "name one scenario", "ratchet bisect");
        }
        return std::move(scenarios.front());
    }

    [[nodiscard]] std::filesystem::path file() const { return directory_ / "bisection.json"; }

    void read(const BisectOptions& options) {
        const auto text = options.restart ? std::nullopt : artifacts::read_text_if_present(file());
        if (text) {
            record_ = artifacts::bisection_from_json(*text, file().string());
            return;
        }
        record_.scenario = scenario_.name;
        record_.metric = metric_;
        record_.budget_s = options.budget_s;
        record_.commits = commits_between(project_.source_directory, good_, bad_);
        record_.commits.front().state = CommitState::good;
        record_.alpha = StatisticalPolicy{}.alpha / std::max(1, steps_for(record_.commits.size() - 2));
    }

    void write() const { artifacts::write_atomically(file(), artifacts::to_json(record_)); }

    [[nodiscard]] std::vector<CommitState> states() const {
        std::vector<CommitState> states;
        std::ranges::transform(record_.commits, std::back_inserter(states), &BisectedCommit::state);
        return states;
    }

    /// What lies between is nearer to one end or the other: half of the change tells them apart.
    void compare_ends(const ReferenceBuild& good) {
        BisectedCommit& bad = record_.commits.back();
        if (record_.threshold || bad.state != CommitState::untried) {
            return;
        }
        talk("ratchet: the two ends first\n");
        decide(bad, good, metric_, StatisticalPolicy{}.alpha);
        if (bad.state == CommitState::bad) {
            record_.threshold = std::expm1(bad.shift->estimate / 2);
        }
        write();
    }

    [[nodiscard]] std::string gate_text(double threshold) const {
        // The language wants the second margin above the first.
        return fmt::format("{} {:.3f}%/{:.3f}%", metric_, 100 * threshold, 100 * threshold + 0.001);
    }

    /// Runs a commit in turns with the good end. One that does not build or run is unusable, which is no
    /// error.
    void decide(BisectedCommit& commit, const ReferenceBuild& good, const std::string& gate, double alpha) {
        try {
            const ReferenceBuild build = builds_.at(commit.commit);
            const ScenarioRecord record = measure(commit, build, good, gate, alpha);
            const ScenarioVerdict& verdict = *record.verdict;
            commit.reason = verdict.reason;
            commit.state = verdict.verdict == Verdict::regressed      ? CommitState::bad
                           : verdict.verdict == Verdict::unchanged    ? CommitState::good
                           : verdict.verdict == Verdict::improved     ? CommitState::good
                           : verdict.verdict == Verdict::inconclusive ? CommitState::undecided
                                                                      : CommitState::unusable;
            if (!verdict.gates.empty()) {
                commit.shift = verdict.gates.front().shift;
                record_.higher_is_better = verdict.gates.front().higher_is_better;
            }
        } catch (const Error& error) {
            if (error.code() == ErrorCode::artifact || InterruptGuard::received() != 0) {
                throw;
            }
            commit.state = CommitState::unusable;
            commit.reason = error.what();
        }
    }

    ScenarioRecord measure(BisectedCommit& commit, const ReferenceBuild& build, const ReferenceBuild& good,
                           const std::string& gate, double alpha) {
        ProjectRegistry there = *build.project;
        there.output_directory = directory_.string();
        Harness harness(std::move(there));
        const std::map<std::string, std::string>& environment = harness.surroundings().environment;
        ScenarioSpec spec = reference_of(build, scenario_, harness.project(), environment).spec;
        spec.gates = {gate};
        DuetReference reference = reference_of(good, scenario_, harness.project(), environment);
        const SessionDirectory session =
            harness.begin(this_process(harness.surroundings().host.boot_id), commit.commit.substr(0, 12));
        commit.session = session.path().filename().string();
        Measurement measurement(harness.measuring(session), spec, std::nullopt);
        ScenarioRecord record = measurement.prepare();
        if (!record.verdict) {
            record.plan = plan_.value_or(record.plan);
            plan_ = record.plan;
            record = Duet(harness.measuring(session), std::move(record), std::move(reference),
                          {record_.budget_s, measurement.deadline_ns(), alpha})
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
    std::string metric_;
    std::filesystem::path directory_;
    BisectionRecord record_;
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
        ->check(CLI::Range(1.0, 86400.0));
    verb->add_flag("--restart", options->restart, "forget the steps that were taken before");
    add_project_options(*verb, options->project);
    verb->callback([options, &action] { action = [options] { return bisect(*options); }; });
}

}  // namespace ratchet::cli
