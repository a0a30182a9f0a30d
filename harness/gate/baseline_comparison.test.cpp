#include "gate/baseline_comparison.hpp"

#include "catch.hpp"
#include "gate/synthetic.test.hpp"

using namespace ratchet;

namespace {

BaselineSession& add_session(Baseline& baseline) {
    return baseline.sessions.emplace_back(baseline.sessions.back());
}

BaselineComparison compare(const Baseline& baseline, const Conditions& now = synthetic::conditions("after")) {
    return compare_with_baseline(baseline, now);
}

}  // namespace

TEST_CASE("a baseline recorded under the same conditions is comparable as it is") {
    const Baseline baseline = synthetic::baseline();
    const BaselineComparison result = compare(baseline);
    CHECK(result.comparable.get() == &baseline);
    CHECK(result.hard_differences.empty());
    CHECK(result.warnings.empty());
    CHECK_FALSE(result.same_code);
    CHECK(result.calibrations == std::vector{synthetic::calibration()});
}

TEST_CASE("sessions with hard differences take no part where others have none") {
    Baseline baseline = synthetic::baseline();
    add_session(baseline).build.compiler = "GNU 11";
    const BaselineComparison result = compare(baseline);
    REQUIRE(result.comparable);
    CHECK(result.comparable->sessions.size() == 1);
    CHECK(result.comparable->sessions.front() == synthetic::baseline().sessions.front());
    CHECK(result.hard_differences.empty());
}

TEST_CASE("what was replayed from all sessions says nothing about some of them") {
    Baseline baseline = synthetic::baseline();
    StoredMargins& margins = baseline.margins.at(metric::wall_time);
    margins.detectable_same_boot = StoredDetectable{0.02, 0.05, 0.06};
    margins.detectable_other_boot = StoredDetectable{0.02, 0.12, 0.15};
    CHECK(compare(baseline).comparable->margins == baseline.margins);
    add_session(baseline).build.compiler = "GNU 11";
    CHECK(compare(baseline).comparable->margins == synthetic::baseline().margins);
}

TEST_CASE("where every session differs the newest one's differences are told") {
    Baseline baseline = synthetic::baseline();
    baseline.sessions.front().build.compiler = "GNU 10";
    add_session(baseline).build.compiler = "GNU 11";
    const BaselineComparison result = compare(baseline);
    CHECK_FALSE(result.comparable);
    CHECK_FALSE(result.same_code);
    CHECK(result.hard_differences == std::vector<std::string>{"compiler: GNU 11 -> GNU 12.2.0"});
}

TEST_CASE("the baseline's plan must be the current one") {
    Baseline baseline = synthetic::baseline();
    baseline.plan.iterations = 11;
    CHECK(compare(baseline).hard_differences == std::vector<std::string>{"iterations: 11 -> 10"});
}

TEST_CASE("soft differences from the newest comparable session are warnings") {
    Baseline baseline = synthetic::baseline();
    baseline.sessions.front().host.kernel = "5.10.0";
    add_session(baseline).host.kernel = "6.0.0";
    BaselineSession& incomparable = add_session(baseline);
    incomparable.host.cores = 64;
    incomparable.host.kernel = "6.2.0";
    const BaselineComparison result = compare(baseline);
    REQUIRE(result.warnings.size() == 1);
    CHECK(result.warnings.front() == Warning{WarningKind::soft_difference, "kernel", "6.0.0 -> 6.1.0"});
}

TEST_CASE("the code is the same only where every comparable session ran it") {
    Baseline baseline = synthetic::baseline();
    CHECK(compare(baseline, synthetic::conditions("before")).same_code);
    add_session(baseline).digests.executable = "other";
    CHECK_FALSE(compare(baseline, synthetic::conditions("before")).same_code);
    std::swap(baseline.sessions.front(), baseline.sessions.back());
    CHECK_FALSE(compare(baseline, synthetic::conditions("before")).same_code);
    baseline.sessions.front().host.cores = 64;
    CHECK(compare(baseline, synthetic::conditions("before")).same_code);
}

TEST_CASE("the host is controlled against this boot's sessions where there are any, else against all") {
    Baseline baseline = synthetic::baseline();
    BaselineSession& other = add_session(baseline);
    other.host.boot_id = "other boot";
    other.calibration = synthetic::calibration(1.2e-3);
    CHECK(compare(baseline).calibrations == std::vector{synthetic::calibration()});

    const std::vector both{synthetic::calibration(), synthetic::calibration(1.2e-3)};
    Conditions now = synthetic::conditions("after");
    now.host.boot_id = "third boot";
    CHECK(compare(baseline, now).calibrations == both);
    now.host.boot_id = "";
    baseline.sessions.front().host.boot_id = "";
    CHECK(compare(baseline, now).calibrations == both);
}
