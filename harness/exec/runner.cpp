#include "exec/runner.hpp"

#include "base/text.hpp"
#include "measure/block_order.hpp"
#include "measure/block_series.hpp"
#include "measure/failure_message.hpp"
#include "model/metric.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Words = std::vector<std::string>;

constexpr int fewest_runs = 10;
constexpr double ns_per_s = 1e9;

class GroupMeasurement {
  public:
    GroupMeasurement(const CommandGroup& group, const ExecSettings& settings, const ExecWorld& world,
                     const ProgressSink& progress)
        : group_(group), settings_(settings), world_(world), progress_(progress) {
        measured_.commands.resize(group.size());
    }

    MeasuredGroup measure(const std::vector<int>& looks, const NeedsMore& needs_more) {
        keeping_errors([&] {
            if (set_up() && warm_up()) {
                first_ns_ = world_.clock.now_ns();
                if (group_.size() == 1) {
                    repeat();
                } else {
                    run_blocks(
                        looks, settings_.time_s, world_.clock,
                        [this](int block, int look) { return run_block(block, look); },
                        [&] { return needs_more(measured_); });
                }
            }
        });
        keeping_errors([&] { clean_up(); });
        return std::move(measured_);
    }

  private:
    /// What has been measured shall not be lost to an error, and clean-ups shall be run after one.
    template <class Step>
    void keeping_errors(const Step& step) {
        try {
            step();
        } catch (const Error& error) {
            if (!measured_.ended_by) {
                measured_.ended_by = error;
            }
        }
    }

    bool set_up() {
        for (std::size_t i = 0; i < group_.size(); ++i) {
            ++set_up_;
            if (!auxiliary(i, group_[i].setup, "--setup")) {
                return false;
            }
        }
        return true;
    }

    void clean_up() {
        for (std::size_t i = 0; i < set_up_; ++i) {
            auxiliary(i, group_[i].cleanup, "--cleanup", true);
        }
    }

    bool warm_up() {
        for (int round = 0; round < settings_.warmup; ++round) {
            for (std::size_t i = 0; i < group_.size(); ++i) {
                if (!run_once(i, 0, std::nullopt)) {
                    return false;
                }
                tell(i, true, 0, std::nullopt);
            }
        }
        return true;
    }

    /// One command, run after run.
    void repeat() {
        for (int done = 0; wants_another(done); ++done) {
            if (!run_once(0, done + 1, std::nullopt)) {
                return;
            }
            tell(0, false, planned_runs(done + 1), left_s(done + 1, planned_runs(done + 1)));
        }
    }

    [[nodiscard]] bool wants_another(int done) const {
        if (settings_.repetitions) {
            return done < *settings_.repetitions;
        }
        return done < fewest_runs || elapsed_s() < settings_.time_s;
    }

    [[nodiscard]] int planned_runs(int done) const {
        if (settings_.repetitions) {
            return *settings_.repetitions;
        }
        const double by_time = settings_.time_s / std::max(elapsed_s(), 1e-9) * done;
        return std::max({done, fewest_runs, static_cast<int>(std::min(by_time, 1e6))});
    }

    bool run_block(int block, int look) {
        for (const std::size_t command : block_order(group_.size(), block)) {
            const int index = ++started_;
            if (!run_once(command, index, block + 1)) {
                return false;
            }
            const int planned = 2 * look * static_cast<int>(group_.size());
            tell(command, false, planned, left_s(index, planned));
        }
        return true;
    }

    /// A run of a command that counts from `index` 1 on. False: it failed.
    bool run_once(std::size_t command, int index, std::optional<int> block) {
        const PlannedCommand& planned = group_[command];
        if (!auxiliary(command, planned.prepare, "--prepare")) {
            return false;
        }
        LaunchRequest request = request_for(planned.argv, block.value_or(index));
        request.ready_text = settings_.ready_text;
        world_.streams.open(request, StreamUse::measured);
        const LaunchResult launch = world_.launcher.launch(request);
        const std::string last_words = world_.streams.close();
        MeasuredCommand& measured = measured_.commands[command];
        measured.leftovers += launch.leftover_processes;
        const bool exited = launch.exit_code.has_value() && !launch.start_error;
        if (!(exited && settings_.ignore_failure)) {
            measured.failure = process_failure(launch, 0, last_words);
        }
        if (measured.failure && measured.failure->kind == FailureKind::exit_code) {
            measured.failure->message += " (--ignore-failure takes that for a result)";
        }
        if (!measured.failure && index > 0) {
            keep(measured, launch, index, block);
            keep_ready(measured, launch);
        }
        return !measured.failure;
    }

    static void keep(MeasuredCommand& measured, const LaunchResult& launch, int index,
                     std::optional<int> block) {
        measured.runs.push_back({.index = index,
                                 .block = block,
                                 .started_ns = launch.started_ns,
                                 .exit_code = launch.exit_code,
                                 .signal = launch.signal});
        measured.failed_runs += launch.exit_code != 0 ? 1 : 0;
        measured.values[metric::wall_time].push_back(launch.process_time_s);
        measured.values[metric::user_time].push_back(launch.user_time_s);
        measured.values[metric::system_time].push_back(launch.system_time_s);
        if (launch.peak_rss_bytes) {
            measured.values[metric::peak_rss].push_back(static_cast<double>(*launch.peak_rss_bytes));
        }
        const auto at_most = launch.peak_rss_bytes ? launch.peak_rss_bytes : launch.peak_rss_at_most_bytes;
        const bool known = at_most && (measured.runs.size() == 1 || measured.peak_rss_at_most_bytes);
        measured.peak_rss_at_most_bytes =
            known ? std::optional(
                        std::max(measured.peak_rss_at_most_bytes.value_or(0), static_cast<double>(*at_most)))
                  : std::nullopt;
    }

    /// By the program's own clock where it told, else as it was seen, which may be a little late.
    void keep_ready(MeasuredCommand& measured, const LaunchResult& launch) {
        ReadyTold told = world_.streams.ready();
        if (told.is_unreadable) {
            measured.why_no_result = told.problem;
        }
        const auto end_ns =
            launch.started_ns + static_cast<std::int64_t>(launch.process_time_s * ns_per_s + 0.5);
        if (told.told_ns && (*told.told_ns < launch.started_ns || *told.told_ns > end_ns)) {
            told.problem =
                "its marker \"ready\" does not lie between launch and end; at_ns is of CLOCK_MONOTONIC";
        }
        std::optional<std::int64_t> at_ns = told.seen_ns ? told.seen_ns : launch.ready_ns;
        at_ns = at_ns ? std::optional(std::min(*at_ns, end_ns)) : std::nullopt;
        at_ns = told.told_ns && told.problem.empty() ? told.told_ns : at_ns;
        if (at_ns) {
            measured.values[metric::startup_time].push_back(static_cast<double>(*at_ns - launch.started_ns) /
                                                            ns_per_s);
        } else if (told.problem.empty() && !settings_.ready_text.empty()) {
            told.problem =
                fmt::format("no line of its output holds '{}' (--ready)", printable(settings_.ready_text));
        }
        measured.ready_ns.push_back(at_ns);
        if (settings_.keeps_timelines) {
            measured.timelines.push_back(world_.streams.timeline());
        }
        measured.why_never_ready = measured.why_never_ready.empty() ? told.problem : measured.why_never_ready;
    }

    /// Runs what is not measured. False: it did not succeed, which is the command's failure if it has none
    /// yet.
    bool auxiliary(std::size_t command, const Words& argv, const char* option,
                   bool despite_interrupt = false) {
        if (argv.empty()) {
            return true;
        }
        LaunchRequest request = request_for(argv, 0);
        request.despite_interrupt = despite_interrupt;
        world_.streams.open(request, StreamUse::auxiliary);
        const LaunchResult launch = world_.launcher.launch(request);
        auto failure = process_failure(launch, 0, world_.streams.close());
        if (!failure) {
            return true;
        }
        failure->message = fmt::format("{} {}", option, failure->message);
        std::optional<Failure>& known = measured_.commands[command].failure;
        known = known ? known : failure;
        return false;
    }

    [[nodiscard]] LaunchRequest request_for(const Words& argv, int number) const {
        LaunchRequest request;
        request.argv = argv;
        std::map<std::string, std::string> environment = settings_.environment;
        // In place of the one of an exec around this one.
        environment[padding_variable] = std::string(environment_padding(settings_.seed, number), 'x');
        request.environment = {environment.begin(), environment.end()};
        request.deadline_ns = std::numeric_limits<std::int64_t>::max();
        return request;
    }

    [[nodiscard]] double elapsed_s() const {
        return static_cast<double>(world_.clock.now_ns() - first_ns_) / ns_per_s;
    }

    [[nodiscard]] double left_s(int done, int planned) const {
        return elapsed_s() / done * std::max(0, planned - done);
    }

    void tell(std::size_t command, bool warmup, int planned, std::optional<double> left_s) {
        GroupProgress now;
        now.command = &group_[command];
        now.warmup = warmup;
        now.planned = planned;
        now.left_s = left_s;
        for (const MeasuredCommand& measured : measured_.commands) {
            now.done += static_cast<int>(measured.runs.size());
        }
        if (!warmup) {
            now.last_s = measured_.commands[command].values[metric::wall_time].back();
        }
        progress_(now);
    }

    const CommandGroup& group_;
    const ExecSettings& settings_;
    const ExecWorld& world_;
    const ProgressSink& progress_;
    MeasuredGroup measured_;
    std::int64_t first_ns_ = 0;
    std::size_t set_up_ = 0;  ///< commands whose set-up was begun: these are cleaned up after
    int started_ = 0;
};

}  // namespace

bool MeasuredGroup::failed() const {
    return std::any_of(commands.begin(), commands.end(),
                       [](const MeasuredCommand& command) { return command.failure.has_value(); });
}

MeasuredGroup measure_group(const CommandGroup& group, const ExecSettings& settings,
                            const std::vector<int>& looks, const NeedsMore& needs_more,
                            const ExecWorld& world, const ProgressSink& progress) {
    return GroupMeasurement(group, settings, world, progress).measure(looks, needs_more);
}

}  // namespace ratchet
