#include "testing/simulation/bisections.hpp"

#include "gate/duet.hpp"
#include "gate/gate_language.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>

namespace ratchet::testing {
namespace {

/// The truth behind a record.
struct DrawnHistory {
    std::size_t culprit = 0;
    std::vector<double> slowdowns;  ///< of each commit against the first, fraction
    std::vector<bool> broken;
};

DrawnHistory draw_history(const SimulatedHistory& model, statistics::Random& random) {
    DrawnHistory history;
    history.culprit = 1 + random.index(model.commits - 1);
    for (std::size_t i = 0; i < model.commits; ++i) {
        const bool is_end = i == 0 || i + 1 == model.commits;
        const double wander = is_end ? 0 : model.wander * (static_cast<double>(random.index(3)) - 1);
        const double level = i < history.culprit ? 0 : std::log1p(model.slowdown);
        history.slowdowns.push_back(std::expm1(level + wander));
        const bool can_break = !is_end && i != history.culprit;
        history.broken.push_back(can_break && random.uniform() < model.broken_share);
    }
    return history;
}

BisectionRecord begin_record(std::size_t commits) {
    BisectionRecord record;
    record.metric = metric::wall_time;
    record.alpha = allowance_for(commits - 2).alpha;
    record.commits.resize(commits);
    for (std::size_t i = 0; i < commits; ++i) {
        record.commits[i].commit = std::to_string(i);
    }
    record.commits.front().state = CommitState::good;
    return record;
}

struct DuetOfCommit {
    Verdict verdict{};
    std::optional<Shift> shift;
    int blocks = 0;
};

/// Looks as a real duet does, with time enough for all of them.
DuetOfCommit run_duet(const BisectionStep& step, double alpha, const std::vector<double>& all_differences) {
    const StatisticalPolicy policy = policy_of_step(step, alpha);
    DuetOfCommit duet;
    for (const int look : policy.looks) {
        const std::vector<double> differences(all_differences.begin(), all_differences.begin() + look);
        const DuetJudgement judged = judge_duet(policy, differences);
        duet.verdict = judged.verdict;
        duet.shift = estimate_duet(differences, alpha, static_cast<int>(policy.looks.size()));
        duet.blocks = look;
        const bool is_rough = step.precision && is_rough_slowdown(*duet.shift, *step.precision);
        if (!judged.needs_more_blocks && !is_rough) {
            break;
        }
    }
    return duet;
}

void search_commits(BisectionRecord& record, const DrawnHistory& history, const NoiseModel& noise,
                    BisectionOutcomes& outcomes, statistics::Random& random) {
    while (const auto step = next_step(record, to_text(StatisticalGate{.metric = record.metric}))) {
        if (history.broken[step->commit]) {
            record.commits[step->commit].state = CommitState::unusable;
            continue;
        }
        const DuetOfCommit duet =
            run_duet(*step, record.alpha,
                     simulated_duet(most_duet_blocks, history.slowdowns[step->commit], noise, random));
        note_duet(record, *step, duet.verdict, duet.shift);
        outcomes.blocks += duet.blocks;
    }
}

}  // namespace

void BisectionOutcomes::count(const BisectionRecord& record, std::size_t culprit) {
    const std::vector<BisectedCommit> suspected = suspects_of(record);
    if (suspected.empty()) {
        ++(record.commits.back().state == CommitState::good ? missed : untold);
    } else if (std::ranges::find(suspected, record.commits.at(culprit)) == suspected.end()) {
        ++wrong;
    } else {
        ++(suspected.size() == 1 ? exact : ranges);
    }
    duets += duets_taken(record);
    most_duets = std::max(most_duets, duets_taken(record));
}

StatisticalPolicy policy_of_step(const BisectionStep& step, double alpha) {
    const auto gate = std::get<StatisticalGate>(parse_gate(step.gate));
    return {.theta = gate.theta,
            .delta = gate.delta.value_or(StatisticalPolicy{}.delta),
            .alpha = alpha,
            .looks = duet_looks(alpha)};
}

std::vector<SimulatedBisectionHost> hosts_to_bisect_on() {
    return {{"idle (1.5 %)", {.run_sd = 0.015, .drift_share = 0.3}},
            {"one core busy (4 %)", {.run_sd = 0.04, .drift_share = 0.4}}};
}

std::vector<SimulatedHistory> histories_to_bisect() {
    return {{}, {.wander = 0.01, .broken_share = 0.06}};
}

BisectionOutcomes simulate_bisections(const NoiseModel& noise, const SimulatedHistory& history, int searches,
                                      statistics::Random& random) {
    BisectionOutcomes outcomes;
    for (int i = 0; i < searches; ++i) {
        const DrawnHistory truth = draw_history(history, random);
        BisectionRecord record = begin_record(history.commits);
        search_commits(record, truth, noise, outcomes, random);
        outcomes.count(record, truth.culprit);
    }
    return outcomes;
}

std::string bisections_table(int searches, std::uint64_t seed) {
    std::string table =
        "| simulated host | other commits | the commit | a range with it | wrong (<= 1 %) | ends not told "
        "apart | ends called alike | duets, mean | at most (7) | blocks, mean |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n";
    statistics::Random random(seed);
    for (const SimulatedBisectionHost& host : hosts_to_bisect_on()) {
        for (const SimulatedHistory& history : histories_to_bisect()) {
            const BisectionOutcomes ended = simulate_bisections(host.noise, history, searches, random);
            const auto mean = [&](int sum) { return static_cast<double>(sum) / searches; };
            table += fmt::format(
                "| {} | ±{:.0f} %, {:.0f} % do not build | {} | {} | {}{} | {} | {} | {:.2f} | {} | {:.0f} "
                "|\n",
                host.name, 100 * history.wander, 100 * history.broken_share, ended.exact, ended.ranges,
                ended.wrong, 100 * ended.wrong > searches ? " (not kept)" : "", ended.untold, ended.missed,
                mean(ended.duets), ended.most_duets, mean(ended.blocks));
        }
    }
    return table;
}

}  // namespace ratchet::testing
