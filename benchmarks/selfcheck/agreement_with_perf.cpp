// Samples two programs with Ratchet and with perf, turn by turn, until each has seen so many samples, and
// compares where they say the time went: a search with an expensive evaluation, and a position-independent
// program of several threads and processes. Of the ten functions with most samples of their own that either
// names, the shares must agree within three standard errors of their difference. Prints a table of each
// program, and how many of Ratchet's samples are rooted and lost. Exits with 1 where a share disagrees, less
// than 99 % are rooted or any sample was lost; with 77 where one of the two cannot sample here.
//
// Usage: agreement_with_perf <profiled_program> <tree_search> [<samples, 100000> [<Hz, 999>]]

#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "beside_perf.hpp"
#include "measure/process_launcher_process.hpp"
#include "profile/demangle.hpp"
#include "profile/function_shares.hpp"
#include "profile/sampler_linux.hpp"
#include "report/table.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace {

using namespace ratchet;
using Words = std::vector<std::string>;

constexpr int skipped = 77;
constexpr std::size_t compared = 10;
constexpr double tolerated_errors = 3;
constexpr double least_rooted = 0.99;

/// What one tool saw.
struct Seen {
    std::map<Frame, std::uint64_t> self;
    std::uint64_t samples = 0;
    std::uint64_t unrooted = 0;
    std::uint64_t lost = 0;

    void add(Frame frame, std::uint64_t count) {
        frame.function = frame.function.substr(0, frame.function.find('@'));  // a symbol's version
        self[frame] += count;
        samples += count;
    }
    [[nodiscard]] std::uint64_t of(const Frame& frame) const {
        const auto found = self.find(frame);
        return found == self.end() ? 0 : found->second;
    }
    /// The functions with most samples.
    [[nodiscard]] std::vector<Frame> top() const {
        std::vector<Frame> frames;
        for (const auto& [frame, count] : self) {
            frames.push_back(frame);
        }
        std::ranges::stable_sort(frames, [this](const Frame& a, const Frame& b) { return of(a) > of(b); });
        frames.resize(std::min(frames.size(), compared));
        return frames;
    }
};

std::uint64_t number_of(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    text = text.substr(0, text.find(' '));
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw Error(ErrorCode::measurement, fmt::format("'{}' is no number of samples", printable(text)),
                    "perf report");
    }
    return number;
}

std::string without_spaces_behind(std::string_view text) {
    return std::string(text.substr(0, text.find_last_not_of(' ') + 1));
}

/// A line of `perf report`: share, samples, file and symbol, with tabs between them; "[k]" before the symbol
/// is the kernel's.
void add_line(Seen& seen, std::string_view line) {
    std::array<std::string_view, 4> fields;
    for (std::string_view& field : fields) {
        const std::size_t tab = line.find('\t');
        field = line.substr(0, tab);
        line = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
    }
    constexpr std::size_t mark = 4;  // "[.] "
    const std::string symbol = without_spaces_behind(fields[3]);
    if (symbol.size() <= mark) {
        throw Error(ErrorCode::measurement, "a line without a symbol", "perf report");
    }
    const std::string module = symbol.starts_with("[k]") ? "[kernel]" : without_spaces_behind(fields[2]);
    seen.add({demangled(symbol.substr(mark)), module}, number_of(fields[1]));
}

class Comparison {
  public:
    Comparison(Words program, double hz) : program_(std::move(program)), hz_(hz) {}

    void sample_with_ratchet() {
        Sampler sampler({.frequency_hz = hz_});
        LaunchRequest request;
        request.argv = program_;
        for (const auto& [name, value] : read_environment()) {
            request.environment.emplace_back(name, value);
        }
        request.working_directory = directory_.path().string();
        request.deadline_ns = std::numeric_limits<std::int64_t>::max();
        if (launcher_.launch(request).exit_code != 0) {
            throw Error(ErrorCode::measurement, "does not run", program_.front());
        }
        const TakenProfile profile = sampler.finish();
        for (const FunctionShare& function : function_shares(profile)) {
            if (function.self_samples > 0) {
                ours_.add(function.frame, function.self_samples);
            }
        }
        ours_.unrooted += profile.unrooted.value();
        ours_.lost += profile.lost.value();
    }

    void sample_with_perf() {
        const std::string data = (directory_.path() / "perf.data").string();
        Words record{"perf", "record", "-q", "-F", fmt::format("{:.0f}", hz_), "-o", data, "--"};
        record.insert(record.end(), program_.begin(), program_.end());
        output_of(record);
        const std::string report = output_of({"perf", "report", "-i", data, "--stdio", "--no-children", "-g",
                                              "none", "--no-demangle", "-n", "-s", "dso,symbol", "-t", "\t"});
        std::string_view rest = report;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.find('\t') != std::string_view::npos && !line.starts_with('#')) {
                add_line(theirs_, line);
            }
        }
    }

    [[nodiscard]] std::uint64_t fewest() const { return std::min(ours_.samples, theirs_.samples); }

    /// Prints the table; whether all of it agrees.
    [[nodiscard]] bool tell(const std::string& name) const {
        std::set<Frame> either;
        for (const Seen* seen : {&ours_, &theirs_}) {
            for (const Frame& frame : seen->top()) {
                either.insert(frame);
            }
        }
        std::vector<Frame> frames(either.begin(), either.end());
        std::ranges::stable_sort(
            frames, [this](const Frame& a, const Frame& b) { return ours_.of(a) > ours_.of(b); });
        Table table{{{.heading = "function", .elastic = true},
                     {.heading = "module", .shed = 1},
                     {.heading = "ratchet", .align = Align::right},
                     {.heading = "perf", .align = Align::right},
                     {.heading = "apart", .align = Align::right}},
                    {}};
        bool agree = true;
        for (const Frame& frame : frames) {
            const double errors = errors_apart(frame);
            const bool apart = std::abs(errors) > tolerated_errors;
            agree = agree && !apart;
            table.rows.push_back({{{frame.function},
                                   {frame.module},
                                   {fmt::format("{:.2f} %", 100 * share(ours_, frame))},
                                   {fmt::format("{:.2f} %", 100 * share(theirs_, frame))},
                                   {fmt::format("{:+.1f} errors{}", errors, apart ? "!" : "")}},
                                  {}});
        }
        const double rooted = 1 - share_of(ours_.unrooted, ours_.samples);
        fmt::print("{}: {} samples by ratchet, {} by perf, at {:g} Hz\n{}", name, ours_.samples,
                   theirs_.samples, hz_, render_table(table, {120, false}));
        fmt::print("rooted {:.2f} % (at least 99 %), lost {} (none)\n\n", 100 * rooted, ours_.lost);
        return agree && rooted >= least_rooted && ours_.lost == 0;
    }

  private:
    static std::string output_of(const Words& words) {
        const SubprocessResult result = run_subprocess(words, "", std::chrono::minutes(10));
        if (!result.succeeded()) {
            throw Error(ErrorCode::measurement, result.start_error.value_or(result.error_output),
                        words.front());
        }
        return result.output;
    }

    [[nodiscard]] static double share(const Seen& seen, const Frame& frame) {
        return share_of(seen.of(frame), seen.samples);
    }

    /// The difference of the two shares, in standard errors of what it is where both tools see the same
    /// share.
    [[nodiscard]] double errors_apart(const Frame& frame) const {
        const double pooled = share_of(ours_.of(frame) + theirs_.of(frame), ours_.samples + theirs_.samples);
        const double error =
            std::sqrt(pooled * (1 - pooled) *
                      (1 / static_cast<double>(ours_.samples) + 1 / static_cast<double>(theirs_.samples)));
        return error > 0 ? (share(ours_, frame) - share(theirs_, frame)) / error : 0;
    }

    Words program_;
    double hz_;
    testing::TemporaryDirectory directory_;
    ProcessLauncher launcher_;
    Seen ours_;
    Seen theirs_;
};

/// In turns whose order alternates, so that a host that changes is the same to both.
bool compare(const std::string& name, const Words& program, std::uint64_t samples, double hz) {
    Comparison comparison(program, hz);
    for (int turn = 0; turn == 0 || comparison.fewest() < samples; ++turn) {
        const std::uint64_t before = comparison.fewest();
        if (turn % 2 == 0) {
            comparison.sample_with_ratchet();
            comparison.sample_with_perf();
        } else {
            comparison.sample_with_perf();
            comparison.sample_with_ratchet();
        }
        if (comparison.fewest() == before) {
            throw Error(ErrorCode::measurement, "gave no samples in a whole turn", name);
        }
    }
    return comparison.tell(name);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3 || argc > 5) {
        fmt::print(stderr,
                   "usage: agreement_with_perf <profiled_program> <tree_search> [<samples> [<Hz>]]\n");
        return 2;
    }
    const double samples = argc > 3 ? std::strtod(argv[3], nullptr) : 100'000;
    const double hz = argc > 4 ? std::strtod(argv[4], nullptr) : 999;
    if (!(samples >= 1 && samples <= 1e9 && hz >= 1 && hz <= 1e6)) {
        fmt::print(stderr, "agreement_with_perf: 1 to 1e9 samples at 1 to 1e6 Hz\n");
        return 2;
    }
    if (const auto why = why_not_beside_perf()) {
        fmt::print("skipped: {}\n", *why);
        return skipped;
    }
    try {
        // Some ten seconds of CPU time a turn each.
        const auto wanted = static_cast<std::uint64_t>(samples);
        const bool search =
            compare("tree_search/expensive_eval",
                    {argv[2], "--ratchet-run", "expensive_eval", "--ratchet-iterations=500"}, wanted, hz);
        const bool processes = compare("threads and processes", {argv[1], "processes", "10"}, wanted, hz);
        return search && processes ? 0 : 1;
    } catch (const std::exception& error) {
        fmt::print(stderr, "agreement_with_perf: {}\n", error.what());
        return 2;
    }
}
