#include "session/aggregate.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

ScenarioRecord ended(const std::string& name, Verdict verdict) {
    ScenarioRecord record;
    record.name = {"group", name};
    record.status = ScenarioStatus::finished;
    record.verdict = ScenarioVerdict{};
    record.verdict->verdict = verdict;
    return record;
}

const SuiteSpec pair{"pair", "two of them", {{"group", "a"}, {"group", "b"}}};

}  // namespace

TEST_CASE("a suite takes its own members out of a session, and is complete when all of them were begun") {
    const SuiteRecord suite = aggregate_suite(
        pair, "session",
        {ended("a", Verdict::unchanged), ended("b", Verdict::unchanged), ended("c", Verdict::failed)});
    CHECK(suite.complete);
    CHECK(suite.scenarios.size() == 2);
    CHECK(suite.verdict == Verdict::unchanged);
    CHECK(suite.session == "session");
}

TEST_CASE("a member that was never begun is listed as not run, and makes the suite incomplete") {
    const SuiteRecord suite = aggregate_suite(pair, "session", {ended("b", Verdict::regressed)});
    CHECK_FALSE(suite.complete);
    CHECK(suite.not_run == std::vector<std::string>{"group/a"});
    CHECK(suite.verdict == Verdict::regressed);
}

TEST_CASE("a member that was begun and never finished has failed, and so has its suite") {
    ScenarioRecord interrupted = ended("a", Verdict::unchanged);
    interrupted.status = ScenarioStatus::running;
    interrupted.verdict.reset();
    const SuiteRecord suite = aggregate_suite(pair, "session", {interrupted, ended("b", Verdict::unchanged)});
    CHECK(suite.verdict == Verdict::failed);
    CHECK(verdicts_of(suite.scenarios).front().verdict == Verdict::failed);
}
