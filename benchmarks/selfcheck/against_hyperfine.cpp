// Times the same two commands with Ratchet, with hyperfine and with a bare spawn-and-wait loop, turn by turn,
// and prints a table. Exits with 77 where there is no hyperfine, with 1 where Ratchet's times are longer or
// less exact.

#include "bare_launch.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "report/table.hpp"
#include "statistics/location.hpp"
#include "statistics/spread.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

using namespace ratchet;
using nlohmann::json;
using Values = std::vector<double>;

constexpr int turns = 5;
constexpr int runs_a_turn = 20;
constexpr int skipped = 77;

/// What one tool told of one command.
struct Measured {
    Values times_s;
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
    const Values times = measure();
    all.whole_s += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    all.times_s.insert(all.times_s.end(), times.begin(), times.end());
}

double median(const Measured& measured) {
    return statistics::median(statistics::Sample(measured.times_s));
}

double spread(const Measured& measured) {
    return statistics::median_absolute_deviation(statistics::Sample(measured.times_s)).value();
}

Row row(const Command& command, const std::string& tool, const Measured& measured) {
    const statistics::Sample sample(measured.times_s);
    const auto duration = [](double seconds) { return Cell{format_duration_s(seconds)}; };
    return {{{command.name},
             {tool},
             {std::to_string(sample.size())},
             duration(median(measured)),
             duration(spread(measured)),
             duration(statistics::quantile(sample, 0.05)),
             duration(statistics::quantile(sample, 0.95)),
             duration(measured.whole_s / static_cast<double>(sample.size()))},
            {}};
}

/// Longer or less exact than hyperfine by more than the hundred microseconds, or the half, that two tools can
/// differ by where each is right.
bool is_worse(const Measured& ratchet, const Measured& hyperfine) {
    return median(ratchet) > median(hyperfine) + 1e-4 || spread(ratchet) > 1.5 * spread(hyperfine) + 1e-5;
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
            add(hyperfine, [&] { return with_hyperfine(command, path); });
            add(ratchet, [&] { return with_ratchet(command, path, program); });
        }
        table.rows.push_back(row(command, "spawn and wait", bare));
        table.rows.push_back(row(command, "hyperfine", hyperfine));
        table.rows.push_back(row(command, "ratchet exec", ratchet));
        worse = worse || is_worse(ratchet, hyperfine);
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
    try {
        return compare(argv[1]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "against_hyperfine: {}\n", error.what());
        return 2;
    }
}
