#include "report/growth_lines.hpp"

#include "catch.hpp"
#include "report/markdown.hpp"
#include "report/session_junit.hpp"
#include "report/verdict_table.hpp"
#include "sample_session.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using Lines = std::vector<std::string>;

namespace {

FunctionGrowth grown_function(const std::string& function, double grew_by) {
    FunctionGrowth growth;
    growth.function = function;
    growth.module = "libsearch.so";
    growth.grew_by = grew_by;
    growth.lower = grew_by - 0.021;
    growth.upper = grew_by + 0.018;
    growth.source_file = "src/evaluate.cpp";
    growth.changed_since_baseline = false;
    return growth;
}

ScenarioRecord slower_by(std::vector<FunctionGrowth> functions) {
    ScenarioRecord scenario =
        testing::judged_scenario("tree_search/wide_tree", Verdict::regressed, 0.0123, 0.2);
    scenario.grown_functions.emplace();
    scenario.grown_functions->functions = std::move(functions);
    scenario.grown_functions->baseline_commit = "0123456789abcdef0123456789abcdef01234567";
    return scenario;
}

SessionReport report_of_slower(const ScenarioRecord& scenario) {
    SessionReport report;
    report.scenarios = {scenario};
    return report;
}

}  // namespace

TEST_CASE("a function is told with its growth, where it is and whether that was changed") {
    FunctionGrowth changed = grown_function("evaluate_position", 0.172);
    changed.changed_since_baseline = true;
    changed.changed_files = {"src/evaluate.cpp", "src/board.hpp"};
    FunctionGrowth inlined = grown_function("hash", 0.05);
    inlined.is_new = true;
    inlined.changed_since_baseline = true;
    inlined.changed_files = {"src/board.hpp"};
    FunctionGrowth bare = grown_function("main", 0.03);
    bare.module.clear();
    bare.source_file.clear();
    CHECK(
        growth_lines(slower_by({changed, inlined, grown_function("free", 0.04), bare})) ==
        Lines{
            "why: evaluate_position (libsearch.so) +17.2 % of the time [+15.1, +19.0], in src/evaluate.cpp, "
            "changed since 0123456789ab",
            "and hash (libsearch.so) +5.0 % of the time [+2.9, +6.8], new, in src/evaluate.cpp with code of "
            "src/board.hpp, changed since 0123456789ab",
            "and free (libsearch.so) +4.0 % of the time [+1.9, +5.8], in src/evaluate.cpp",
            "and main +3.0 % of the time [+0.9, +4.8]"});
}

TEST_CASE("only the first are told, and how many more there are") {
    ScenarioRecord scenario =
        slower_by({grown_function("a", 0.3), grown_function("b", 0.2), grown_function("c", 0.1)});
    CHECK(growth_lines(scenario, 3).size() == 3);
    CHECK(growth_lines(scenario, 2).back() == "and 1 function which grew less");
    scenario.grown_functions->left_out = 4;
    CHECK(growth_lines(scenario, 2).back() == "and 5 functions which grew less");
}

TEST_CASE(
    "where there are none the reason is told, and what is not known of sources beside those there are") {
    ScenarioRecord scenario = slower_by({});
    scenario.grown_functions->note = "the baseline has no stacks";
    scenario.grown_functions->sources_note = "not asked";
    CHECK(growth_lines(scenario) == Lines{"why: not known by function: the baseline has no stacks"});
    scenario.grown_functions->functions = {grown_function("a", 0.3)};
    scenario.grown_functions->sources_note = "commit 1 is not in this repository";
    CHECK(growth_lines(scenario).back() == "of the sources: commit 1 is not in this repository");
    CHECK(growth_lines(slower_by({})).empty());
}

TEST_CASE("only a regressed scenario has them") {
    ScenarioRecord scenario = slower_by({grown_function("a", 0.3)});
    scenario.verdict->verdict = Verdict::inconclusive;
    CHECK(growth_lines(scenario).empty());
    scenario.verdict.reset();
    CHECK(growth_lines(scenario).empty());
    CHECK(growth_lines(testing::judged_scenario("a/b", Verdict::regressed, 1, 0.2)).empty());
}

TEST_CASE("names are as hostile as symbols may be") {
    FunctionGrowth hostile = grown_function("f\n\x1b[31m\xff\u202e", 0.3);
    hostile.module = std::string(200, 'm');
    hostile.source_file = "a\nb.cpp";
    hostile.changed_files = {"c\td.hpp"};
    const Lines lines = growth_lines(slower_by({hostile}));
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines[0], Contains("why: f\\n\\x1b[31m\\xff\\u{202e} (mmm") && Contains("m…m") &&
                             Contains("in a\\nb.cpp with code of c\\td.hpp"));
    CHECK(lines[0].find(std::string(100, 'm')) == std::string::npos);
}

TEST_CASE("the table, the report and the JUnit file tell it") {
    const SessionReport report =
        report_of_slower(slower_by({grown_function("evaluate<script>alert(1)</script>", 0.172)}));
    const std::string name = "evaluate<script>alert(1)</script>";
    CHECK_THAT(render_verdicts(report, {120, false}), Contains("why: " + name));
    CHECK_THAT(markdown_report(report), Contains("why: evaluate&lt;script>") && !Contains("<script>"));
    const JunitDocument junit = session_junit(report, "/s");
    CHECK_THAT(junit.cases.front().detail, Contains("why: " + name));
    CHECK(junit.cases.front().message.find("why") == std::string::npos);
}
