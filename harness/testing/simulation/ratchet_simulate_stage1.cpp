// Prints the operating characteristics of the gate's first stage as a markdown table.

#include "testing/simulation/stage1.hpp"

#include <cstdint>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace ratchet;

double percent(int count, int trials) {
    return 100.0 * count / trials;
}

std::string table_row(const testing::SimulatedHost& host, const testing::HostCharacteristics& result,
                      int trials) {
    std::string row = fmt::format("| {} | {:.1f} % |", host.name, 100 * result.mean_delta);
    int covered = 0;
    for (const testing::Outcomes& cell : result.cells) {
        row += fmt::format(" {:.1f} / {:.1f} / {:.1f} |", percent(cell.regressed, trials),
                           percent(cell.unchanged, trials), percent(cell.inconclusive, trials));
        covered += cell.covered;
    }
    const int comparisons = trials * static_cast<int>(result.cells.size());
    const double mean_runs = static_cast<double>(result.cells.front().runs) / trials;
    return row + fmt::format(" {:.1f} | {:.1f} |\n", mean_runs, percent(covered, comparisons));
}

}  // namespace

int main(int argc, char** argv) {
    int trials = 250;
    std::uint64_t seed = 1;
    CLI::App app(
        "Percent of sessions that end regressed / unchanged / inconclusive (the rest: improved) by true "
        "slowdown, on hosts whose noise is known.");
    app.add_option("--trials", trials, "sessions per host")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    app.add_option("--seed", seed, "seed of all randomness")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    const std::vector<double> slowdowns{0, 0.02, 0.05, 0.10, 0.15, 0.20};
    std::string heading = "| host (run sd, true τ) | mean δ |";
    std::string rule = "|---|---|";
    for (const double slowdown : slowdowns) {
        heading += fmt::format(" +{:.0f} % |", 100 * slowdown);
        rule += "---|";
    }
    fmt::print("{} runs at 0 | cover |\n{}---|---|\n", heading, rule);
    statistics::Random random(seed);
    for (const testing::SimulatedHost& host : testing::studied_hosts()) {
        fmt::print("{}", table_row(host, testing::simulate_stage1(host, slowdowns, trials, random), trials));
    }
    return 0;
}
