#include "profile/profiled_run_process.hpp"

#include "artifacts/program_result.hpp"
#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "base/scratch_directory_disk.hpp"
#include "measure/environment.hpp"
#include "measure/run_arguments.hpp"
#include "measure/run_builder.hpp"
#include "measure/run_evidence_disk.hpp"
#include "profile/callgrind.hpp"
#include "profile/counting_environment.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// One launch after the other in a directory that goes with them.
class ProfiledRuns {
  public:
    ProfiledRuns(const RunContext& context, const ScenarioSpec& spec, const Plan& plan)
        : context_(context), spec_(spec), plan_(plan), scratch_("profile") {}

    LaunchResult launch(const LaunchAdditions& added) {
        const bool instrumented = !added.instrument.empty();
        const Plan plan = instrumented && spec_.kind == ScenarioKind::program ? callgrind_plan(plan_) : plan_;
        LaunchRequest request;
        request.argv = run_arguments(spec_, plan, file("result.json"));
        request.environment =
            instrumented ? counting_environment(spec_.environment, context_.environment, file("result.json"),
                                                request.argv)
                         : run_environment(spec_.environment, context_.environment, file("result.json"));
        request.working_directory = spec_.working_directory;
        add_to_launch(request, added);
        request.stdout_path = file("main.out");
        request.stderr_path = file("main.err");
        request.cpus = context_.cpus;
        request.deadline_ns = context_.deadline_ns;
        request.ready_text = spec_.ready_line.value_or("");
        std::filesystem::remove(file("result.json"));
        RunEvidence evidence;
        evidence.launch = context_.launcher.launch(request);
        evidence.limit_s = static_cast<double>(context_.deadline_ns - evidence.launch.started_ns) * 1e-9;
        read_evidence(evidence, file("result.json"), file("main.err"));
        take(build_run(spec_, plan, evidence), instrumented ? valgrind_hint(evidence.launch.signal) : "");
        timelines_.push_back(told_timeline(evidence));
        return evidence.launch;
    }

    /// The last `count` of each: a profiler that gave nothing had runs of its own before.
    [[nodiscard]] std::vector<RunRecord> last_runs(std::size_t count) const { return last(runs_, count); }
    [[nodiscard]] std::vector<ProgramTimeline> last_timelines(std::size_t count) const {
        return last(timelines_, count);
    }

  private:
    template <class T>
    static std::vector<T> last(const std::vector<T>& all, std::size_t count) {
        return {all.end() - static_cast<std::ptrdiff_t>(std::min(count, all.size())), all.end()};
    }

    /// Nothing where the result file is a benchmark library's.
    [[nodiscard]] ProgramTimeline told_timeline(const RunEvidence& evidence) const {
        const bool is_ours = spec_.kind == ScenarioKind::program || spec_.kind == ScenarioKind::command;
        return is_ours && evidence.result
                   ? artifacts::result_from_json(*evidence.result, evidence.result_path).timeline
                   : ProgramTimeline();
    }

    [[nodiscard]] std::string file(const char* name) const { return (scratch_.path() / name).string(); }

    void take(const RunRecord& run, const std::string& hint) {
        if (run.failure) {
            throw Error(ErrorCode::measurement,
                        fmt::format("the run that is profiled failed: {}{}", run.failure->message, hint));
        }
        runs_.push_back(run);
    }

    const RunContext& context_;
    const ScenarioSpec& spec_;
    const Plan& plan_;
    ScratchDirectory scratch_;
    std::vector<RunRecord> runs_;
    std::vector<ProgramTimeline> timelines_;
};

}  // namespace

ProfiledScenario profile_scenario(const RunContext& context, const ScenarioSpec& spec, const Plan& plan,
                                  ProfilerChoice choice, const SamplingOptions& options,
                                  const ProfiledAmount& amount) {
    ProfiledRuns runs(context, spec, plan);
    ProfiledScenario profiled;
    ProfiledAmount enough = amount;
    enough.most_wall_s = static_cast<double>(context.deadline_ns - MonotonicClock().now_ns()) * 1e-9;
    enough.scope = spec.kind == ScenarioKind::program ? MetricScope::iteration : MetricScope::whole_process;
    profiled.outcome = take_profile(choice, options, enough,
                                    [&](const LaunchAdditions& added) { return runs.launch(added); });
    const auto count = static_cast<std::size_t>(profiled.outcome.runs);
    profiled.runs = runs.last_runs(count);
    profiled.timelines = runs.last_timelines(count);
    if (!profiled.runs.empty()) {
        for (const auto& [name, value] : profiled.runs.front().metrics) {
            profiled.metrics[name] = value.value;
        }
    }
    return profiled;
}

}  // namespace ratchet
