// Times the same commands with Ratchet, with hyperfine and with a bare spawn-and-wait loop, turn by turn, and
// prints a table. All of them run on one CPU: those of a virtual machine may differ by a third, and which one
// a process comes to lie on is none of a tool's doing. Turns are judged in pairs, the two tools first by
// turns: exits with 1 where Ratchet's times are surely longer, or scatter more, than hyperfine's; with 77
// where there is no hyperfine.

#include "bare_launch.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "gate/duet.hpp"
#include "measure/cpus_linux.hpp"
#include "model/change.hpp"
#include "report/table.hpp"
#include "statistics/location.hpp"
#include "statistics/spread.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sched.h>

namespace {

using namespace ratchet;
using nlohmann::json;
using Values = std::vector<double>;

constexpr int turns = 15;
constexpr int runs_a_turn = 20;
constexpr int skipped = 77;
constexpr double tolerated = 0.02;          ///< by which times may surely be longer
constexpr double tolerated_scatter = 0.10;  ///< and their deviation from the median larger

/// What one tool told of one command.
struct Measured {
    std::vector<Values> turns_s;
    double whole_s = 0;  ///< from its start to its end
};

struct Command {
    std::string name;
    std::vector<std::string> arguments;
};

std::string run_tool(const std::vector<std::string>& arguments) {
    const SubprocessResult result = run_subprocess(arguments, "", std::chrono::minutes(5));
    if (!result.succeeded()) {
        throw Error(ErrorCode::measurement, result.start_error.value_or(result.error_output + result.output),
                    arguments.front());
    }
    return result.output;
}

Values with_hyperfine(const Command& command, const std::string& directory) {
    const std::string file = directory + "/hyperfine.json";
    run_tool({"hyperfine", "--shell=none", "--warmup=1", "--style=none",
              fmt::format("--runs={}", runs_a_turn), "--export-json=" + file,
              fmt::format("{}", fmt::join(command.arguments, " "))});
    return json::parse(std::ifstream(file)).at("results").at(0).at("times").get<Values>();
}

Values with_ratchet(const Command& command, const std::string& directory, const std::string& ratchet) {
    const std::string file = directory + "/ratchet.json";
    std::vector<std::string> arguments{
        ratchet, "exec", "--warmup", "1", "--repetitions", std::to_string(runs_a_turn), "--json", file, "--"};
    arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
    run_tool(arguments);
    return json::parse(std::ifstream(file)).at("results").at(0).at("times").get<Values>();
}

Values barely(const Command& command) {
    Values times;
    for (int i = 0; i < runs_a_turn; ++i) {
        times.push_back(selfcheck::launch_barely(command.arguments));
    }
    return times;
}

void add(Measured& all, const std::function<Values()>& measure) {
    const auto start = std::chrono::steady_clock::now();
    all.turns_s.push_back(measure());
    all.whole_s += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(const Values& times) {
    return statistics::median(statistics::Sample(times));
}

double spread(const Values& times) {
    return statistics::median_absolute_deviation(statistics::Sample(times)).value();
}

/// How `figure` of Ratchet's turns differs from that of hyperfine's, by the turns as pairs.
Shift change(const Measured& ratchet, const Measured& hyperfine, double (*figure)(const Values&)) {
    Values differences;
    for (std::size_t turn = 0; turn < ratchet.turns_s.size(); ++turn) {
        const double here = figure(ratchet.turns_s[turn]);
        const double there = figure(hyperfine.turns_s.at(turn));
        if (!(here > 0 && there > 0)) {
            throw Error(ErrorCode::measurement, "times without any scatter have no ratio", "a turn");
        }
        differences.push_back(std::log(here / there));
    }
    return estimate_duet(differences, StatisticalPolicy{}.alpha, 1).value();
}

Row row(const Command& command, const std::string& tool, const Measured& measured) {
    Values times;
    for (const Values& turn : measured.turns_s) {
        times.insert(times.end(), turn.begin(), turn.end());
    }
    const statistics::Sample sample(times);
    const auto duration = [](double seconds) { return Cell{format_duration_s(seconds)}; };
    return {{{command.name},
             {tool},
             {std::to_string(sample.size())},
             duration(median(times)),
             duration(spread(times)),
             duration(statistics::quantile(sample, 0.05)),
             duration(statistics::quantile(sample, 0.95)),
             duration(measured.whole_s / static_cast<double>(sample.size()))},
            {}};
}

int compare(const std::string& program) {
    const testing::TemporaryDirectory directory;
    const std::string path = directory.path().string();
    Table table{{{"command"},
                 {"tool"},
                 {"runs", Align::right},
                 {"median", Align::right},
                 {"MAD", Align::right},
                 {"p5", Align::right},
                 {"p95", Align::right},
                 {"in all per run", Align::right}},
                {}};
    bool worse = false;
    for (const Command& command :
         {Command{"true", {"/bin/true"}}, Command{"sleep 0.01", {"/bin/sleep", "0.01"}},
          Command{"dd",
                  {"/bin/dd", "if=/dev/zero", "of=/dev/null", "bs=64k", "count=2000", "status=none"}}}) {
        Measured bare;
        Measured hyperfine;
        Measured ratchet;
        for (int turn = 0; turn < turns; ++turn) {
            add(bare, [&] { return barely(command); });
            const bool ratchet_first = turn % 2 == 1;
            if (ratchet_first) {
                add(ratchet, [&] { return with_ratchet(command, path, program); });
            }
            add(hyperfine, [&] { return with_hyperfine(command, path); });
            if (!ratchet_first) {
                add(ratchet, [&] { return with_ratchet(command, path, program); });
            }
        }
        table.rows.push_back(row(command, "spawn and wait", bare));
        table.rows.push_back(row(command, "hyperfine", hyperfine));
        table.rows.push_back(row(command, "ratchet exec", ratchet));
        const Shift longer = change(ratchet, hyperfine, median);
        const Shift wider = change(ratchet, hyperfine, spread);
        table.rows.back().notes.push_back(fmt::format("against hyperfine: times {}, their scatter {}",
                                                      format_change(longer, false),
                                                      format_change(wider, false)));
        worse = worse || longer.lower > std::log1p(tolerated) || wider.lower > std::log1p(tolerated_scatter);
    }
    fmt::print("{}", render_table(table, {.columns = 120}));
    return worse ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: against_hyperfine <ratchet>\n");
        return 2;
    }
    const SubprocessResult version = run_subprocess({"hyperfine", "--version"}, "", std::chrono::seconds(10));
    if (!version.succeeded()) {
        fmt::print("skipped: no hyperfine here (apt-get install hyperfine)\n");
        return skipped;
    }
    fmt::print("{}", version.output);
    const OnCpu one(sched_getcpu());
    try {
        return compare(argv[1]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "against_hyperfine: {}\n", error.what());
        return 2;
    }
}
