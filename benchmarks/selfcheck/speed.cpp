// How fast the harness itself is: each scenario runs the code that `ratchet` runs.

#include "artifacts/baseline_codec.hpp"
#include "artifacts/layout.hpp"
#include "artifacts/scenario_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "artifacts/suite_codec.hpp"
#include "bare_launch.hpp"
#include "many_scenarios.hpp"
#include "measure/process_launcher_process.hpp"
#include "measure/run_process.hpp"
#include "profile/flame_graph.hpp"
#include "profile/folded.hpp"
#include "session/aggregate.hpp"
#include "session/judgement.hpp"
#include "session/session_store_disk.hpp"
#include "session/suite_plots_process.hpp"
#include "testing/example_stacks.hpp"
#include "testing/plotted_suites.hpp"
#include "testing/temporary_directory_disk.hpp"
#include <ratchet/scenario.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>

using namespace selfcheck;
namespace fs = std::filesystem;

namespace {

using ratchet::testing::TemporaryDirectory;

constexpr std::size_t many = 10'000;

ratchet::Verdict judged(const ratchet::ScenarioRecord& record, const ratchet::SessionRecord& session,
                        const std::optional<ratchet::Baseline>& baseline) {
    return ratchet::judge_record(record, session, baseline, "no baseline").verdict.verdict;
}

/// Without waiting for the disk, as files are there that were written long ago.
void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) {
        throw std::runtime_error(path.string() + " cannot be written");
    }
}

/// One after the other, because all at once would take as much memory as what is to be measured.
void write_files(const fs::path& session, const MeasuredProject& project) {
    for (const MeasuredScenario& scenario : project.scenarios) {
        const ratchet::ScenarioName& name = scenario.record.name;
        write(session / ratchet::artifacts::scenario_file(name),
              ratchet::artifacts::to_json(scenario.record));
        write(session / ratchet::artifacts::judged_baseline_file(name),
              ratchet::artifacts::to_json(scenario.baseline));
    }
}

/// One launch as a session makes it: with output files, noise evidence, the search for left-over processes
/// and the record on the disk. Returns what the run says it took.
double launch_as_session(const ratchet::RunContext& context, const ratchet::SessionDirectory& session,
                         const ratchet::ScenarioSpec& spec, int index) {
    const ratchet::MeasuredRun run = ratchet::measure_run(context, spec, ratchet::Plan{}, index, 1);
    if (run.record.failure) {
        throw std::runtime_error(run.record.failure->message);
    }
    session.write_run(spec.name, run.record);
    return run.record.process_time_s;
}

}  // namespace

RATCHET_SCENARIO("launch", "one run of `true` by a session, against posix_spawn and waitpid in turn") {
    using Clock = std::chrono::steady_clock;
    constexpr auto lower = ratchet::Direction::lower_is_better;
    constexpr const char* program = "/bin/true";
    const TemporaryDirectory directory;
    const ratchet::SessionDirectory session(directory.path());
    ratchet::ProcessLauncher launcher;
    const ratchet::RunContext context{.launcher = launcher,
                                      .session_directory = directory.path(),
                                      .environment = {{"PATH", "/usr/bin:/bin"}},
                                      .cpus = {},
                                      .deadline_ns = INT64_MAX};
    ratchet::ScenarioSpec spec;
    spec.name = {"launch", "true"};
    spec.kind = ratchet::ScenarioKind::command;
    spec.command = {program};
    int index = 0;
    run.measure_manual([&] {
        const double bare_s = launch_barely({program});
        const auto start = Clock::now();
        const double told_s = launch_as_session(context, session, spec, ++index);
        const double taken_s = std::chrono::duration<double>(Clock::now() - start).count();
        run.metric("bare", bare_s, "s", lower);
        run.metric("overhead", taken_s - bare_s, "s", lower);
        run.metric("told_above_bare", told_s - bare_s, "s", lower);
        return taken_s;
    });
}

RATCHET_SCENARIO("judge", "judges 10 000 scenarios, already read, against baselines of 30 values") {
    const MeasuredProject project = make_project(many, run.seed());
    std::vector<ratchet::Verdict> verdicts;
    run.measure([&] { verdicts.clear(); },
                [&] {
                    for (const MeasuredScenario& scenario : project.scenarios) {
                        verdicts.push_back(judged(scenario.record, project.session, scenario.baseline));
                    }
                });
    run.items(many, "scenarios");
    run.check(verdicts.size() == many && are_as_expected(verdicts), "a verdict is not the expected one");
}

RATCHET_SCENARIO("judge_files",
                 "the same from files: reads what a session keeps of 10 000 scenarios, and judges") {
    const TemporaryDirectory directory;
    write_files(directory.path(), make_project(many, run.seed()));
    const ratchet::SessionDirectory session(directory.path());
    const ratchet::SessionRecord about = make_project(0, run.seed()).session;
    std::vector<ratchet::Verdict> verdicts;
    run.measure([&] { verdicts.clear(); },
                [&] {
                    for (std::size_t i = 0; i < many; ++i) {
                        const ratchet::ScenarioName name{"many", std::to_string(i)};
                        verdicts.push_back(
                            judged(session.read_scenario(name).value(), about, session.read_baseline(name)));
                    }
                });
    run.items(many, "scenarios");
    run.check(are_as_expected(verdicts), "a verdict is not the expected one");
}

RATCHET_SCENARIO("suite_file", "writes the suite.json of 1 000 scenarios, and reads it again") {
    constexpr std::size_t members = 1'000;
    const TemporaryDirectory directory;
    const ratchet::SessionDirectory session(directory.path());
    ratchet::SuiteRecord suite;
    suite.suite = "many";
    for (MeasuredScenario& scenario : make_project(members, run.seed()).scenarios) {
        suite.scenarios.push_back(std::move(scenario.record));
    }
    const fs::path file = directory.path() / ratchet::artifacts::suite_file(suite.suite);
    ratchet::SuiteRecord again;
    run.measure([&] {
        session.write_suite(suite);
        again = ratchet::artifacts::suite_from_json(ratchet::artifacts::read_text(file), file.string());
    });
    run.items(members, "scenarios");
    run.check(again == suite, "what was read is not what was written");
}

namespace {

/// From the text that stacks are kept in to the picture.
void draw_flame_graph(ratchet::Run& run, std::size_t count) {
    const std::string folded = ratchet::write_folded(ratchet::testing::many_stacks(count, run.seed()));
    std::string svg;
    run.measure([&] { svg = ratchet::write_flame_graph(ratchet::read_folded(folded, "stacks.folded")); });
    run.items(count, "stacks");
    run.metric("picture", static_cast<double>(svg.size()), "B", ratchet::Direction::lower_is_better);
    run.check(svg.ends_with("</svg>\n"), "the picture is not whole");
}

}  // namespace

RATCHET_SCENARIO("flame_graph_10k", "reads 10 000 folded stacks, 13 MB, and draws their flame graph") {
    draw_flame_graph(run, 10'000);
}

RATCHET_SCENARIO("flame_graph_100k", "the same with 100 000, 130 MB") {
    draw_flame_graph(run, 100'000);
}

RATCHET_SCENARIO("plots", "draws 100 plots, each as SVG and PNG") {
    constexpr int suites = 20;
    const TemporaryDirectory directory;
    const ratchet::SessionDirectory session(directory.path());
    const ratchet::testing::PlottedSuite plotted = ratchet::testing::plotted_suite();
    for (const auto& [name, baseline] : plotted.baselines) {
        session.write_baseline(baseline);
    }
    ratchet::SessionReport report;
    report.session.host = plotted.host;
    for (int i = 0; i < suites; ++i) {
        report.suites.push_back(plotted.suite);
        report.suites.back().suite = "suite_" + std::to_string(i);
    }
    run.measure([&] { ratchet::draw_suite_plots(session, report); });
    std::size_t pictures = 0;
    for (const ratchet::SuiteRecord& suite : report.suites) {
        for (const ratchet::Warning& warning : suite.warnings) {
            run.check(false, warning.subject + ": " + warning.detail);
        }
        pictures += static_cast<std::size_t>(std::ranges::count_if(suite.artifacts, [](const auto& artifact) {
            return artifact.first.ends_with(".svg") || artifact.first.ends_with(".png");
        }));
    }
    run.items(pictures / 2, "plots");
    run.check(pictures == 200, "not every plot was drawn");
}
