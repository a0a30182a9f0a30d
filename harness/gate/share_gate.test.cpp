#include "gate/share_gate.hpp"

#include "catch.hpp"
#include "gate/judged_case.test.hpp"
#include "gate/share_metric.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// 300 of 1000 samples unless told otherwise, all of them whole.
ProfileRecord sampled(std::uint64_t matched = 300, std::uint64_t samples = 1000) {
    ProfileRecord profile;
    profile.asked_for = "auto";
    profile.rung = ProfileRung::kernel_and_user;
    profile.runs = 4;
    profile.frequency_hz = 1000;
    profile.samples = samples;
    profile.shares = {{"another", samples, samples}, {"a|b", matched, samples}};
    return profile;
}

GateVerdict judged(const std::string& gate, const ProfileRecord& profile = sampled()) {
    return judge_share_budget(std::get<Budget>(parse_gate(gate)), &profile).verdict;
}

Verdict verdict(const std::string& gate, const ProfileRecord& profile = sampled()) {
    return judged(gate, profile).verdict;
}

}  // namespace

TEST_CASE("a share breaks its limit, or keeps it, where the whole of its interval does") {
    // Wilson, z = 2.3263: 26.744 % to 33.471 %
    CHECK(verdict("share(a|b) <= 26.7%") == Verdict::regressed);
    CHECK(verdict("share(a|b) <= 26.8%") == Verdict::inconclusive);
    CHECK(verdict("share(a|b) <= 33.4%") == Verdict::inconclusive);
    CHECK(verdict("share(a|b) <= 33.5%") == Verdict::unchanged);
    CHECK(verdict("share(a|b) >= 26.7%") == Verdict::unchanged);
    CHECK(verdict("share(a|b) >= 26.8%") == Verdict::inconclusive);
    CHECK(verdict("share(a|b) >= 33.4%") == Verdict::inconclusive);
    CHECK(verdict("share(a|b) >= 33.5%") == Verdict::regressed);

    const GateVerdict gate = judged("share(a|b) <= 40%");
    CHECK(gate.metric == "share(a|b)");
    CHECK(gate.unit == "%");
    CHECK_FALSE(gate.higher_is_better);
    CHECK(gate.alpha == 0.01);
    CHECK(gate.looks_planned == 1);
    CHECK(gate.looks_taken == 1);
    CHECK(gate.current_n == 4);
    CHECK(gate.current_median == 30);
    REQUIRE(gate.budget);
    CHECK(gate.budget->limit == Approx(40));
    CHECK(gate.budget->median == 30);
    CHECK(gate.budget->lower == Approx(26.743821));
    CHECK(gate.budget->upper == Approx(33.471491));
    CHECK_FALSE(gate.budget->at_least);
    CHECK(judged("share(a|b) >= 20%").budget->at_least);
    CHECK(judged("share(a|b) >= 20%").higher_is_better);
}

TEST_CASE("a verdict on a share says how large it is, how sure that is, and what would decide") {
    CHECK(judged("share(a|b) <= 20%").reason ==
          "share(a|b) breaks its budget: 30.0 % of 1000 samples (at least 26.7 %), the limit is 20.0 %");
    CHECK(judged("share(a|b) <= 40%").reason ==
          "share(a|b) keeps its budget: 30.0 % of 1000 samples (at most 33.5 %), the limit is 40.0 %");
    CHECK(judged("share(a|b) >= 40%").reason ==
          "share(a|b) breaks its budget: 30.0 % of 1000 samples (at most 33.5 %), the limit is 40.0 %");
    CHECK(judged("share(a|b) >= 20%").reason ==
          "share(a|b) keeps its budget: 30.0 % of 1000 samples (at least 26.7 %), the limit is 20.0 %");
    CHECK(
        judged("share(a|b) <= 33%").reason ==
        "share(a|b) is undecided: 30.0 % of 1000 samples (between 26.7 % and 33.5 %), the limit is 33.0 %; "
        "about 1330 samples (1.33 s of CPU time) would decide it: let a run do more work, or move the limit");
    CHECK(verdict("share(a|b) <= 33%", sampled(399, 1330)) == Verdict::unchanged);
    CHECK(verdict("share(a|b) <= 33%", sampled(396, 1320)) == Verdict::inconclusive);
    ProfileRecord unclocked = sampled();
    unclocked.frequency_hz.reset();
    CHECK_THAT(judged("share(a|b) <= 33%", unclocked).reason, Contains("1330 samples would decide"));
    CHECK_THAT(judged("share(a|b) <= 30%").reason, Contains("no number of samples"));
    CHECK_THAT(judged("share(a|b) <= 30.01%").reason, Contains("no number of samples"));
}

TEST_CASE("a function that never ran keeps a limit only as far as samples can tell, and it is said") {
    // None of 1000: at most z^2 / (n + z^2) = 0.538 %.
    const GateVerdict kept = judged("share(a|b) <= 0.6%", sampled(0));
    CHECK(kept.verdict == Verdict::unchanged);
    CHECK(kept.budget->lower == 0);
    CHECK(kept.budget->upper == Approx(0.53828));
    CHECK_THAT(kept.reason, Contains("0.0 % of 1000 samples") && Contains("no function of that name ran"));
    CHECK_THAT(judged("share(a|b) <= 0.5%", sampled(0)).reason, Contains("about 1077 samples"));
    CHECK(verdict("share(a|b) >= 1%", sampled(0)) == Verdict::regressed);
    CHECK(verdict("share(a|b) <= 99%", sampled(1000)) == Verdict::regressed);
    CHECK(verdict("share(a|b) >= 99%", sampled(1000)) == Verdict::unchanged);
    CHECK(judged("share(a|b) >= 99%", sampled(1000)).budget->upper == 100);
}

TEST_CASE("a stack that is not whole, and a sample that was lost, may hide what is looked for") {
    ProfileRecord torn = sampled(0);
    torn.truncated = 100;
    torn.unrooted = 50;
    const GateVerdict hidden = judged("share(a|b) <= 5%", torn);
    CHECK(hidden.verdict == Verdict::inconclusive);
    CHECK(hidden.budget->lower == 0);
    CHECK(hidden.budget->upper == Approx(17.8149));  // of 150 of 1000
    CHECK_THAT(hidden.reason, Contains("150 samples were lost or have stacks that are not whole"));
    CHECK(verdict("share(a|b) <= 18%", torn) == Verdict::unchanged);
    CHECK(verdict("share(a|b) >= 18%", torn) == Verdict::regressed);

    torn = sampled(900);
    torn.truncated = 5000;  // no more than the other hundred can hide it
    CHECK(judged("share(a|b) <= 50%", torn).budget->upper == 100);
    CHECK(verdict("share(a|b) <= 50%", torn) == Verdict::regressed);

    ProfileRecord lossy = sampled(300);
    lossy.lost = 1000;  // 300 to 1300 of 2000
    CHECK(verdict("share(a|b) <= 40%", lossy) == Verdict::inconclusive);
    CHECK(verdict("share(a|b) <= 68%", lossy) == Verdict::unchanged);
    CHECK(verdict("share(a|b) <= 13%", lossy) == Verdict::regressed);
    CHECK(judged("share(a|b) <= 40%", lossy).current_median == 30);
}

TEST_CASE("what was counted and not sampled is known exactly") {
    ProfileRecord counted = sampled();
    counted.rung = ProfileRung::callgrind;
    counted.frequency_hz.reset();
    CHECK(verdict("share(a|b) <= 30%", counted) == Verdict::unchanged);
    CHECK(verdict("share(a|b) <= 29.9%", counted) == Verdict::regressed);
    CHECK(judged("share(a|b) <= 30%", counted).alpha == 0);
    CHECK_THAT(judged("share(a|b) <= 30%", counted).reason, Contains("of 1000 instructions"));
}

TEST_CASE("nothing that was measured is no pass") {
    const Budget budget = std::get<Budget>(parse_gate("share(a|b) <= 40%"));
    const GateVerdict none = judge_share_budget(budget, nullptr).verdict;
    CHECK(none.verdict == Verdict::failed);
    CHECK(none.metric == "share(a|b)");
    CHECK_THAT(none.reason, StartsWith("share(a|b) was not sampled") && Contains("PROFILER none") &&
                                Contains("PROFILER auto"));
    CHECK_FALSE(none.budget);

    ProfileRecord refused;
    refused.why = "perf_event_open was refused; apt-get install libgoogle-perftools4";
    CHECK(judge_share_budget(budget, &refused).verdict.verdict == Verdict::failed);
    CHECK_THAT(judge_share_budget(budget, &refused).verdict.reason,
               Contains("could not be sampled") && Contains("apt-get install"));

    ProfileRecord idle = sampled(0, 0);
    idle.why = "the program used no CPU time";
    CHECK(verdict("share(a|b) <= 40%", idle) == Verdict::failed);
    CHECK_THAT(judged("share(a|b) <= 40%", idle).reason, Contains("the program used no CPU time"));

    ProfileRecord counters = sampled(0, 0);
    counters.rung = ProfileRung::counters;
    CHECK(verdict("share(a|b) <= 40%", counters) == Verdict::failed);
    CHECK_THAT(judged("share(a|b) <= 40%", counters).reason, Contains("counters have no stacks"));

    CHECK(verdict("share(c) <= 40%") == Verdict::failed);
    CHECK_THAT(judged("share(c) <= 40%").reason, Contains("not looked up"));
    ProfileRecord damaged = sampled(1001);
    CHECK(verdict("share(a|b) <= 40%", damaged) == Verdict::failed);
}

TEST_CASE("a scenario's shares are judged beside its times, whatever the host and the number of runs") {
    synthetic::Case scenario;
    const ProfileRecord profile = sampled();
    scenario.request.profile = &profile;
    scenario.request.gates = {"share(a|b) <= 40%"};
    scenario.move_host();
    CHECK(scenario.verdict().verdict == Verdict::unchanged);
    CHECK_FALSE(scenario.verdict().host_moved);
    CHECK(scenario.verdict().gates.front().gate == "share(a|b) <= 40%");

    scenario.request.gates = {"share(a|b) <= 33%"};
    CHECK(scenario.verdict().verdict == Verdict::inconclusive);
    CHECK_FALSE(scenario.judge().needs_more_runs);  // which would have no more samples

    scenario.request.now.plan.looks = {3};
    scenario.runs.resize(3);
    scenario.request.gates = {"share(a|b) <= 20%"};
    CHECK(scenario.verdict().verdict == Verdict::regressed);
    CHECK(scenario.judge().warnings.empty());

    scenario.request.gates = {"peak_rss <= 1GiB", "share(a|b) <= 20%"};
    CHECK(scenario.verdict().gates.at(1).verdict == Verdict::regressed);
    scenario.request.profile = nullptr;
    CHECK(scenario.verdict().gates.at(1).verdict == Verdict::failed);
}

TEST_CASE("shares are looked up for limits alone, each once") {
    CHECK(wanted_shares({"wall_time", "share(a|b) <= 40%", "peak_rss <= 1GiB", "share(c) >= 1%",
                         "share(a|b) >= 20%"}) == std::vector<std::string>{"a|b", "c"});
    CHECK(wanted_shares({}).empty());
    CHECK(wanted_shares({"none"}).empty());
    CHECK(share_pattern("share(a(b)c)") == "a(b)c");
    CHECK(share_metric("a(b)c") == "share(a(b)c)");
    CHECK_FALSE(share_pattern("share"));
    CHECK_FALSE(share_pattern("share(a"));
    CHECK_FALSE(share_pattern("my_share(a)"));
    CHECK(is_taken_apart("share(a)"));
    CHECK(is_taken_apart("instructions"));
    CHECK_FALSE(is_taken_apart("wall_time"));
}
