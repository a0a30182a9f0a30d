#include "artifacts/layout.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <functional>

namespace ratchet::artifacts {
namespace {

const ScenarioName wide_tree{"tree_search", "wide_tree"};

void refuses_as_usage(const std::function<std::string()>& make) {
    try {
        const std::string path = make();
        FAIL("made " << path);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
    }
}

TEST_CASE("every file of a session has one place") {
    CHECK(session_file() == "session.json");
    CHECK(report_file() == "report.md");
    CHECK(junit_file() == "perf-junit.xml");
    CHECK(metrics_file() == "metrics.txt");
    CHECK(quiet_waits_file() == "quiet_waits.txt");
    CHECK(suite_file("quick") == "suites/quick/suite.json");
    CHECK(plots_directory("quick") == "suites/quick/plots");
    CHECK(plots_in_progress_directory("quick") == "suites/quick/.plots");
    CHECK(scenarios_directory() == "scenarios");
    CHECK(scenario_directory(wide_tree) == "scenarios/tree_search/wide_tree");
    CHECK(scenario_file(wide_tree) == "scenarios/tree_search/wide_tree/scenario.json");
    CHECK(profile_directory(wide_tree) == "scenarios/tree_search/wide_tree/profile");
    CHECK(stacks_file(wide_tree) == "scenarios/tree_search/wide_tree/profile/stacks.folded");
    CHECK(run_directory(wide_tree, 7) == "scenarios/tree_search/wide_tree/runs/007");
    CHECK(run_file(wide_tree, 1) == "scenarios/tree_search/wide_tree/runs/001/run.json");
    CHECK(component_summary_file(wide_tree, 12) ==
          "scenarios/tree_search/wide_tree/runs/012/component_summary.json");
    CHECK(result_file(wide_tree, 2) == "scenarios/tree_search/wide_tree/runs/002/result.json");
    CHECK(output_file(wide_tree, 3, "program") == "scenarios/tree_search/wide_tree/runs/003/program.out");
    CHECK(error_file(wide_tree, 3, "program") == "scenarios/tree_search/wide_tree/runs/003/program.err");
}

TEST_CASE("what belongs to all sessions lies beside them") {
    CHECK(registry_directory() == "registry");
    CHECK(lock_file() == ".lock");
    CHECK(layouts_directory() == "layout");
    CHECK(layout_file(wide_tree) == "tree_search/wide_tree.json");
    CHECK(latest_link() == "latest");
}

TEST_CASE("a baseline is found by host class and scenario") {
    CHECK(baseline_stacks_file("amd-25-17-2cpu-virtual", {"zstd", "level3.long"}) ==
          "amd-25-17-2cpu-virtual/zstd/level3.long.folded");
    CHECK(baseline_file("amd-25-17-2cpu-virtual", {"zstd", "level3.long"}) ==
          "amd-25-17-2cpu-virtual/zstd/level3.long.json");
}

TEST_CASE("run directories grow beyond three digits instead of colliding") {
    CHECK(run_directory(wide_tree, 999) == "scenarios/tree_search/wide_tree/runs/999");
    CHECK(run_directory(wide_tree, 1000) == "scenarios/tree_search/wide_tree/runs/1000");
    refuses_as_usage([] { return run_directory(wide_tree, 0); });
    refuses_as_usage([] { return run_directory(wide_tree, -1); });
}

TEST_CASE("a session is named by its start, with the label as a slug") {
    CHECK(session_name("2026-01-31T12:30:05Z", "") == "2026-01-31T12-30-05Z");
    CHECK(session_name("2026-01-31T12:30:05Z", "before the fix") == "2026-01-31T12-30-05Z-before-the-fix");
    CHECK(session_name("2026-01-31T12:30:05Z", "../../etc").find('/') == std::string::npos);
}

TEST_CASE("a session's name is made of nothing but a UTC time to the second") {
    for (const char* time : {"", "2026-01-31", "2026-01-31T12:30:05", "2026-01-31T12:30:05+01:00",
                             "2026-01-31T12:30:05Z/x", "../6-01-31T12:30:05Z", "2026-01-31T12:30:05.5Z"}) {
        CAPTURE(time);
        refuses_as_usage([time] { return session_name(time, ""); });
    }
}

TEST_CASE("a name that would leave its directory never gets into a path") {
    for (const char* name : {"", ".", "..", "../x", "a/b", "/etc", "a b", "\xff", "a\n"}) {
        CAPTURE(name);
        refuses_as_usage([name] { return suite_file(name); });
        refuses_as_usage([name] { return plots_directory(name); });
        refuses_as_usage([name] { return scenario_file({name, "x"}); });
        refuses_as_usage([name] { return scenario_file({"x", name}); });
        refuses_as_usage([name] { return output_file(wide_tree, 1, name); });
        refuses_as_usage([name] { return error_file(wide_tree, 1, name); });
        refuses_as_usage([name] { return baseline_file(name, wide_tree); });
        refuses_as_usage([name] { return baseline_file("host", {name, "x"}); });
        refuses_as_usage([name] { return baseline_file("host", {"x", name}); });
    }
    const std::string with_nul("a\0b", 3);
    refuses_as_usage([&with_nul] { return baseline_file(with_nul, wide_tree); });
}

}  // namespace
}  // namespace ratchet::artifacts
