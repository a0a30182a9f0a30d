#include "measure/run_arguments.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

ScenarioSpec spec(ScenarioKind kind) {
    ScenarioSpec spec;
    spec.name = {"tree_search", "wide_tree"};
    spec.kind = kind;
    spec.command = {"/build/tree search", "--own=1"};
    return spec;
}

}  // namespace

TEST_CASE("a program that speaks the protocol gets its scenario and its plan") {
    Plan plan;
    plan.iterations = 20;
    plan.warmup_iterations = 3;
    plan.batch = 8;
    plan.seed = 18446744073709551615U;
    CHECK(run_arguments(spec(ScenarioKind::program), plan, "") ==
          std::vector<std::string>{"/build/tree search", "--own=1", "--ratchet-run", "wide_tree",
                                   "--ratchet-seed=18446744073709551615", "--ratchet-iterations=20",
                                   "--ratchet-warmup=3", "--ratchet-batch=8"});
}

TEST_CASE("an exploring program is given no plan") {
    CHECK(exploration_arguments(spec(ScenarioKind::program), 5) ==
          std::vector<std::string>{"/build/tree search", "--own=1", "--ratchet-run", "wide_tree",
                                   "--ratchet-seed=5", "--ratchet-explore"});
}

TEST_CASE("a command is run as it is") {
    CHECK(run_arguments(spec(ScenarioKind::command), Plan{}, "") ==
          std::vector<std::string>{"/build/tree search", "--own=1"});
}

TEST_CASE("a benchmark of a library is asked for by the name and the test case that the library knows") {
    ScenarioSpec benchmark = spec(ScenarioKind::google_benchmark);
    benchmark.original_name = "BM_Wide/8";
    const std::vector<std::string> google = run_arguments(benchmark, Plan{}, "/s/result.json");
    CHECK(std::vector(google.begin(), google.begin() + 4) ==
          std::vector<std::string>{"/build/tree search", "--own=1", "--benchmark_filter=^BM_Wide/8$",
                                   "--benchmark_out=/s/result.json"});
    benchmark.kind = ScenarioKind::catch2;
    benchmark.test_case = "wide trees";
    CHECK(run_arguments(benchmark, Plan{}, "/s/result.json").at(2) == "\"wide trees\"");
}
