// Profiles one program, which lasts some 3 s, with Ratchet and with `perf record`, turn by turn, and prints
// what that costs: the program itself, for each sample, by the slope of its time between 999 and 4999 Hz; and
// whoever waits, by the time from start to end beyond the program's own. Ratchet unwinds and names the
// functions within that time, perf only writes its file. Exits with 1 where a sample surely costs the program
// more than 1.1 times what it does under perf, or Ratchet takes more than 100 ms on top; with 77 where one of
// the two cannot sample here.

#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "beside_perf.hpp"
#include "gate/duet.hpp"
#include "measure/process_launcher_process.hpp"
#include "profile/folded.hpp"
#include "profile/sampler_linux.hpp"
#include "report/table.hpp"
#include "statistics/location.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace {

using namespace ratchet;
using Values = std::vector<double>;

constexpr int turns = 9;
constexpr int skipped = 77;
constexpr double low_hz = 999;
constexpr double high_hz = 4999;
constexpr double tolerated_slope = 1.1;  ///< of perf's
constexpr double tolerated_extra_s = 0.1;
constexpr double alpha = 0.01;

/// One profiled run.
struct Profiled {
    double program_s = 0;  ///< as the program tells
    double extra_s = 0;    ///< from start to end beyond that
    double samples = 0;
    double lost = 0;
};

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Bench {
  public:
    explicit Bench(std::string program) : program_(std::move(program)) {}

    /// So that the program lasts some 3 s.
    void find_rounds() {
        constexpr double first = 1000;
        constexpr double wanted_s = 3;
        const std::string told = output_of({program_, "fixed", fmt::format("{}", first)});
        rounds_ = fmt::format("{:.0f}", first * wanted_s / std::strtod(told.c_str(), nullptr));
    }

    Profiled with_ratchet(double hz) {
        const auto start = std::chrono::steady_clock::now();
        Sampler sampler({.frequency_hz = hz});
        LaunchRequest request;
        request.argv = {program_, "fixed", rounds_};
        request.stdout_path = path("out");
        request.deadline_ns = std::numeric_limits<std::int64_t>::max();
        if (launcher_.launch(request).exit_code != 0) {
            throw Error(ErrorCode::measurement, "does not run", program_);
        }
        const TakenProfile profile = sampler.finish();
        std::ofstream(path("stacks.folded")) << write_folded(profile.stacks);
        Profiled result = told(start);
        result.samples = static_cast<double>(profile.stacks.samples());
        result.lost = static_cast<double>(profile.lost.value());
        return result;
    }

    Profiled with_perf(double hz) {
        const auto start = std::chrono::steady_clock::now();
        const std::string text =
            output_of({"perf", "record", "-q", "-F", fmt::format("{:.0f}", hz), "--call-graph", "dwarf,8192",
                       "-o", path("perf.data"), "--", program_, "fixed", rounds_});
        std::ofstream(path("out")) << text;
        return told(start);
    }

  private:
    [[nodiscard]] std::string path(const char* name) const { return (directory_.path() / name).string(); }

    static std::string output_of(const std::vector<std::string>& words) {
        const SubprocessResult result = run_subprocess(words, "", std::chrono::minutes(2));
        if (!result.succeeded()) {
            throw Error(ErrorCode::measurement, result.start_error.value_or(result.error_output),
                        words.front());
        }
        return result.output;
    }

    [[nodiscard]] Profiled told(std::chrono::steady_clock::time_point start) const {
        const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - start;
        Profiled result;
        result.program_s = std::strtod(text_of(path("out")).c_str(), nullptr);
        result.extra_s = whole.count() - result.program_s;
        return result;
    }

    std::string program_;
    std::string rounds_;
    testing::TemporaryDirectory directory_;
    ProcessLauncher launcher_;
};

/// What one tool took in all turns, at one frequency.
struct Series {
    Values program_s, extra_s, samples, lost;

    void add(const Profiled& profiled) {
        program_s.push_back(profiled.program_s);
        extra_s.push_back(profiled.extra_s);
        samples.push_back(profiled.samples);
        lost.push_back(profiled.lost);
    }
};

double median(const Values& values) {
    return statistics::median(statistics::Sample(values));
}

Row row(const std::string& tool, const std::string& hz, const Series& series) {
    const auto count = [](double value) { return value > 0 ? fmt::format("{:.0f}", value) : "0"; };
    return {{{tool},
             {hz},
             {format_duration_s(median(series.program_s))},
             {format_duration_s(median(series.extra_s))},
             {count(median(series.samples))},
             {count(median(series.lost))}},
            {}};
}

/// Seconds a sample, turn by turn.
Values slopes(const Series& low, const Series& high) {
    Values slopes;
    for (std::size_t turn = 0; turn < low.program_s.size(); ++turn) {
        slopes.push_back((high.program_s[turn] - low.program_s[turn]) /
                         ((high_hz - low_hz) * low.program_s[turn]));
    }
    return slopes;
}

int compare(const std::string& program) {
    Bench bench(program);
    bench.find_rounds();
    Series ratchet_low, ratchet_high, perf_low, perf_high;
    for (int turn = 0; turn < turns; ++turn) {
        const bool ratchet_first = turn % 2 == 0;
        if (ratchet_first) {
            ratchet_low.add(bench.with_ratchet(low_hz));
            ratchet_high.add(bench.with_ratchet(high_hz));
        }
        perf_low.add(bench.with_perf(low_hz));
        perf_high.add(bench.with_perf(high_hz));
        if (!ratchet_first) {
            ratchet_low.add(bench.with_ratchet(low_hz));
            ratchet_high.add(bench.with_ratchet(high_hz));
        }
    }
    const Values ours = slopes(ratchet_low, ratchet_high);
    const Values theirs = slopes(perf_low, perf_high);
    Values beyond;
    for (std::size_t turn = 0; turn < ours.size(); ++turn) {
        beyond.push_back(ours[turn] - tolerated_slope * theirs[turn]);
    }
    const Shift dearer = estimate_duet(beyond, alpha, 1).value();
    const double extra = median(ratchet_low.extra_s);
    Table table{{{"tool"},
                 {"Hz", Align::right},
                 {"program", Align::right},
                 {"on top", Align::right},
                 {"samples", Align::right},
                 {"lost", Align::right}},
                {row("ratchet", "999", ratchet_low), row("ratchet", "4999", ratchet_high),
                 row("perf record", "999", perf_low), row("perf record", "4999", perf_high)}};
    fmt::print("{}", render_table(table, {.columns = 120}));
    fmt::print("cost of a sample: ratchet {}, perf record {}; beyond {} times perf's: {} ({} to {})\n",
               format_duration_s(median(ours)), format_duration_s(median(theirs)), tolerated_slope,
               format_duration_s(dearer.estimate), format_duration_s(dearer.lower),
               format_duration_s(dearer.upper));
    return dearer.lower > 0 || extra > tolerated_extra_s ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: against_perf <program>\n");
        return 2;
    }
    if (const auto why = why_not_beside_perf()) {
        fmt::print("skipped: {}\n", *why);
        return skipped;
    }
    try {
        return compare(argv[1]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "against_perf: {}\n", error.what());
        return 2;
    }
}
