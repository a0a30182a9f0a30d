#include "profile/count_process.hpp"

#include "artifacts/program_result.hpp"
#include "base/error.hpp"
#include "base/scratch_directory_disk.hpp"
#include "measure/run_arguments.hpp"
#include "measure/run_builder.hpp"
#include "measure/run_evidence_disk.hpp"
#include "profile/callgrind_files_disk.hpp"
#include "profile/counting_environment.hpp"
#include "profile/profiler_process.hpp"
#include "scenario/performance_counter.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

using runtime::PerformanceCounter;

constexpr auto totals_prefix = "callgrind.out";
constexpr auto cpu_source = "perf_event";

/// Why there is no total: becomes the problem of the counts.
[[noreturn]] void give_up(const std::string& why) {
    throw Error(ErrorCode::measurement, why);
}

/// One launch, and what it left in a directory that goes with it.
class CountingRun {
  public:
    CountingRun(const RunContext& context, const ScenarioSpec& spec, const Plan& plan)
        : context_(context), spec_(spec), plan_(plan), scratch_("count") {}

    /// `before`: what stands before the program's arguments.
    void launch(const std::vector<std::string>& before, bool asks_program) {
        const std::vector<std::string> arguments = run_arguments(spec_, plan_, result_path());
        LaunchRequest request;
        request.argv = before;
        request.argv.insert(request.argv.end(), arguments.begin(), arguments.end());
        request.environment =
            counting_environment(spec_.environment, context_.environment, result_path(), arguments);
        if (asks_program) {
            request.environment.emplace_back("RATCHET_COUNT_INSTRUCTIONS", "1");
        }
        request.working_directory = spec_.working_directory;
        if (!before.empty() && !is_in_path(before.front(), request)) {
            give_up("this CPU does not count instructions for programs, and " + why_no_valgrind());
        }
        request.stdout_path = (scratch_.path() / "main.out").string();
        request.stderr_path = (scratch_.path() / "main.err").string();
        request.cpus = context_.cpus;
        request.deadline_ns = context_.deadline_ns;
        request.fixed_addresses = true;
        evidence_.launch = context_.launcher.launch(request);
        evidence_.limit_s = static_cast<double>(context_.deadline_ns - evidence_.launch.started_ns) * 1e-9;
        read_evidence(evidence_, result_path(), scratch_.path() / "main.err");
        refuse_failure(!before.empty());
    }

    [[nodiscard]] bool fixed_addresses() const { return evidence_.launch.fixed_addresses; }
    [[nodiscard]] const std::optional<std::string>& result() const { return evidence_.result; }
    [[nodiscard]] const std::filesystem::path& directory() const { return scratch_.path(); }

  private:
    [[nodiscard]] std::string result_path() const { return (scratch_.path() / "result.json").string(); }

    void refuse_failure(bool under_valgrind) const {
        const RunRecord run = build_run(spec_, plan_, evidence_);
        if (!run.failure) {
            return;
        }
        give_up(fmt::format("the run that counts failed: {}{}", run.failure->message,
                            under_valgrind ? valgrind_hint(evidence_.launch.signal) : ""));
    }

    const RunContext& context_;
    const ScenarioSpec& spec_;
    const Plan& plan_;
    ScratchDirectory scratch_;
    RunEvidence evidence_;
};

void refuse_library(ScenarioKind kind) {
    if (kind == ScenarioKind::google_benchmark || kind == ScenarioKind::catch2) {
        give_up(
            fmt::format("{} calls a benchmark as often as fits into a time, so that no two runs do the same; "
                        "gate instructions of a scenario with run.measure, or of a command",
                        kind == ScenarioKind::catch2 ? "Catch2" : "Google Benchmark"));
    }
}

std::uint64_t counted_by_callgrind(InstructionCounts& counts, CountingRun& run) {
    run.launch(callgrind_arguments(counts.scope, (run.directory() / totals_prefix).string()), false);
    std::uint64_t total = 0;
    for (const CallgrindFile& file : callgrind_files(run.directory(), totals_prefix, counts.scope)) {
        counts.source = file.total.source;
        total += file.total.instructions;
    }
    return total;
}

std::uint64_t counted_by_cpu(InstructionCounts& counts, CountingRun& run) {
    counts.source = cpu_source;
    std::optional<std::uint64_t> total;
    if (counts.scope == MetricScope::iteration) {
        run.launch({}, true);
        total = artifacts::result_from_json(run.result().value(), "result.json").instructions;
    } else {
        const PerformanceCounter counter(PerformanceCounter::Starts::at_exec);
        run.launch({}, false);
        total = counter.count();
    }
    if (!total) {
        give_up(
            "the program, or the kernel, told no count: the program was built with an older Ratchet, or "
            "others used the CPU's counters at the same time");
    }
    return *total;
}

}  // namespace

bool cpu_counts_instructions() {
    PerformanceCounter counter(PerformanceCounter::Starts::when_told);
    if (!counter.is_open()) {
        return false;
    }
    counter.go_on();
    volatile int work = 0;
    for (int i = 0; i < 1000; ++i) {
        work = work + i;
    }
    counter.pause();
    return counter.count().has_value();
}

void count_once(InstructionCounts& counts, const RunContext& context, const ScenarioSpec& spec,
                const Plan& plan, bool by_cpu) {
    counts.scope = spec.kind == ScenarioKind::program ? MetricScope::iteration : MetricScope::whole_process;
    counts.calls = counts.scope == MetricScope::iteration ? plan.iterations * plan.batch : 1;
    try {
        refuse_library(spec.kind);
        CountingRun run(context, spec, plan);
        const bool use_cpu = counts.totals.empty() ? by_cpu : counts.source == cpu_source;
        const std::uint64_t total = use_cpu ? counted_by_cpu(counts, run) : counted_by_callgrind(counts, run);
        if (total == 0) {
            give_up("not one instruction was executed in what is measured");
        }
        counts.totals.push_back(total);
        counts.fixed_addresses = counts.fixed_addresses && run.fixed_addresses();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::measurement && error.code() != ErrorCode::artifact) {
            throw;
        }
        counts.problem = error.what();
    }
}

}  // namespace ratchet
