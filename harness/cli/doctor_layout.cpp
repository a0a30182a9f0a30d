#include "cli/doctor_layout.hpp"

#include "artifacts/layout_codec.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/scratch_directory_disk.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "cli/harness.hpp"
#include "cli/terminal.hpp"
#include "measure/interrupt_process.hpp"
#include "report/layout_table.hpp"
#include "session/layout_process.hpp"
#include "session/layout_store_disk.hpp"
#include "session/owner_linux.hpp"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

LayoutRecord measured_layouts(Harness& harness, const ScenarioSpec& spec, double budget_s) {
    const SessionDirectory session =
        harness.begin(this_process(harness.surroundings().host.boot_id), "layout");
    Measurement measurement(
        harness.measuring(session), spec,
        load_baseline(spec.baseline_directory, harness.surroundings().host_class, spec.name));
    const ScenarioRecord& prepared = measurement.prepare();
    if (prepared.verdict) {
        const bool failed = prepared.verdict->verdict == Verdict::failed;
        throw Error(failed ? ErrorCode::measurement : ErrorCode::usage, prepared.verdict->reason,
                    spec.name.full());
    }
    const double longest_s = budget_s + spec.timeout_s;
    LayoutRecord record = measure_layouts(
        harness.measuring(session), prepared,
        {.budget_s = budget_s,
         .deadline_ns = harness.clock().now_ns() + static_cast<std::int64_t>(longest_s * 1e9)});
    harness.listener().scenario_finished(spec.name, "measured");
    return record;
}

}  // namespace

ExitCode examine_layout(const ProjectOptions& options, const std::string& scenario, double budget_s,
                        bool json) {
    const InterruptGuard interrupts;
    ProjectRegistry project = read_project(options, read_environment());
    const ScenarioSpec spec = select_scenario(project, scenario);
    // What was found out before is replaced, readable or not; the session is of no further use.
    const std::filesystem::path layouts = std::exchange(project.layouts_directory, "");
    const ScratchDirectory scratch("layout");
    project.output_directory = scratch.path().string();
    Harness harness(std::move(project));
    const LayoutRecord record = measured_layouts(harness, spec, budget_s);
    const std::filesystem::path file = save_layouts(layouts, record);
    if (json) {
        fmt::print("{}", artifacts::to_json(record));
    } else {
        fmt::print("{}", render_layouts(record, style_of(stdout)));
        talk("ratchet: kept in {}\n", file.string());
    }
    return ExitCode::success;
}

}  // namespace ratchet::cli
