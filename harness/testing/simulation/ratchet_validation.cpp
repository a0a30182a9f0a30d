// Prints what Ratchet's judge claims of itself and what becomes of it: on simulated hosts, on real ones with
// a slowdown injected, and beside the rules of other tools.

#include "base/error.hpp"
#include "testing/simulation/bisections.hpp"
#include "testing/simulation/duet_trials.hpp"
#include "testing/simulation/peer_trials.hpp"
#include "testing/simulation/recorded_search.hpp"
#include "testing/simulation/stage1.hpp"
#include "testing/simulation/validation_table.hpp"

#include <algorithm>
#include <cstdint>
#include <future>
#include <iterator>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace ratchet;
using namespace ratchet::testing;

struct Options {
    int trials = 4000;
    int null_trials = 100000;
    int searches = 1000;
    std::uint64_t seed = 1;
    std::string recorded = RATCHET_RECORDED_TRIALS;
    std::string session;
    std::string file;
    std::string search;
    std::size_t culprit = 0;
};

struct HostResults {
    std::vector<SimulatedStage> stages;
    PeerColumn peers;
};

HostResults simulate(const HostModel& host, const Options& options) {
    const std::vector<double> slowdowns{0, 0.05, 0.10};
    HostResults results;
    results.stages.push_back(
        {host.name, "duet", simulate_duets(host, options.null_trials, options.trials, options.seed)});
    results.stages.push_back(
        {host.name, "stored baseline, same boot",
         simulate_stage1(host, StoredBaseline::same_boot, options.trials, options.seed)});
    results.stages.push_back(
        {host.name, "stored baseline, other boots",
         simulate_stage1(host, StoredBaseline::other_boots, options.trials, options.seed)});
    results.peers = {host.name, simulate_peers(host, slowdowns, options.trials, options.seed)};
    return results;
}

/// Peers on real values: of the stored-baseline campaigns whose recordings are kept, with Ratchet's own two
/// stages for comparison.
std::vector<PeerColumn> peers_on_recorded(const std::vector<Campaign>& campaigns, std::uint64_t seed) {
    std::vector<Campaign> recordings;
    std::ranges::copy_if(campaigns, std::back_inserter(recordings),
                         [](const Campaign& campaign) { return campaign.kind == "recording"; });
    std::vector<PeerColumn> columns;
    for (const Campaign& campaign : campaigns) {
        if (campaign.kind != "stage1") {
            continue;
        }
        PeerColumn column{campaign.host, judge_by_peers(campaign, recordings, seed)};
        for (const auto& [kind, rule] :
             {std::pair{"stage1", "Ratchet, stored baseline alone"}, std::pair{"duet", "Ratchet, duet"}}) {
            Alarms alarms{campaign.slowdown, 0, 0};
            for (const Campaign& other : campaigns) {
                if (other.kind == kind && other.host == campaign.host &&
                    other.slowdown == campaign.slowdown) {
                    const Outcomes found = replay(other).outcomes;
                    alarms = {campaign.slowdown, found.trials, found.regressed};
                }
            }
            column.rules.push_back({rule, {alarms}});
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

void print_all(const Options& options) {
    std::vector<std::future<HostResults>> pending;
    for (const HostModel& host : modelled_hosts()) {
        pending.push_back(std::async(std::launch::async, simulate, host, options));
    }
    std::vector<SimulatedStage> stages;
    std::vector<PeerColumn> columns;
    for (std::future<HostResults>& each : pending) {
        HostResults results = each.get();
        std::ranges::move(results.stages, std::back_inserter(stages));
        columns.push_back(std::move(results.peers));
    }
    fmt::print("Claims, simulated ({} trials, {} duets without a change; seed {})\n\n{}\n", options.trials,
               options.null_trials, options.seed, claims_table(stages));
    fmt::print("Searches for the one of 32 commits that costs 5 %, simulated ({} each)\n\n{}\n",
               options.searches, bisections_table(options.searches, options.seed));
    fmt::print("Rules of other tools on the same samples, simulated\n\n{}\n", peers_table(columns));
    const std::vector<Campaign> campaigns = read_campaigns(options.recorded);
    fmt::print("Claims, measured (replayed from {})\n\n{}\n", "recorded/", campaigns_table(campaigns));
    fmt::print("Searches for the one of 32 commits that costs 5 %, measured\n\n{}\n",
               searches_table(options.recorded));
    if (const std::vector<PeerColumn> recorded = peers_on_recorded(campaigns, options.seed);
        !recorded.empty()) {
        fmt::print("Rules of other tools on the same samples, measured\n\n{}", peers_table(recorded));
    }
}

void print_replay(const std::string& file) {
    for (const RecordedTrial& trial : read_trials(file)) {
        const ScenarioVerdict verdict = replay(trial);
        fmt::print("{}\n", verdict.reason);
    }
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app("What Ratchet's judge claims of itself, and what becomes of it.");
    app.add_option("--trials", options.trials, "of each kind on a simulated host")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--null-trials", options.null_trials, "simulated duets without a change")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--searches", options.searches, "simulated bisections of each kind")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--seed", options.seed, "of all randomness")->capture_default_str();
    app.add_option("--recorded", options.recorded, "directory of recorded campaigns")
        ->check(CLI::ExistingDirectory);
    app.require_subcommand(0, 1);
    CLI::App* const keep =
        app.add_subcommand("keep", "prints what a session's verdict follows from, as a line");
    keep->add_option("session", options.session, "directory of a session of one scenario")->required();
    CLI::App* const keep_found =
        app.add_subcommand("keep-search", "prints what a bisection's result follows from, as a line");
    keep_found->add_option("directory", options.search, "of the bisection")->required();
    keep_found->add_option("culprit", options.culprit, "position of the slower commit, from 0")->required();
    CLI::App* const again = app.add_subcommand("replay", "judges recorded trials again");
    again->add_option("file", options.file, "of lines that keep printed")->required();
    CLI11_PARSE(app, argc, argv);
    if (*keep) {
        fmt::print("{}\n", to_line(keep_trial(options.session)));
    } else if (*keep_found) {
        fmt::print("{}\n", to_line(keep_search(options.search, options.culprit)));
    } else if (*again) {
        print_replay(options.file);
    } else {
        print_all(options);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const Error& error) {
        fmt::print(stderr, "ratchet_validation: {}\n", error.what());
        return 1;
    }
}
