#include "baseline/acceptance.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;

namespace {

Baseline baseline_at(double level, const std::string& boot = "boot") {
    Baseline baseline;
    baseline.scenario = {"group", "name"};
    baseline.host_class = "host";
    baseline.plan.looks = {9, 14, 20};
    baseline.metrics["wall_time"] = {"s", Direction::lower_is_better, MetricScope::iteration};
    baseline.metrics["throughput"] = {"items/s", Direction::higher_is_better, MetricScope::iteration};
    baseline.margins["wall_time"] = {0.05, 0.12};
    baseline.margins["throughput"] = {0.05, 0.12};
    baseline.tau_same_boot["wall_time"] = {0.005, 0};
    baseline.tau_same_boot["throughput"] = {0.005, 0};
    BaselineSession session;
    session.id = "session";
    session.host.boot_id = boot;
    session.host.virtualised = true;
    for (int round = 0; round < 3; ++round) {
        RoundValues values;
        for (int run = 0; run < 10; ++run) {
            const double time = level * (1 + 0.005 * std::sin(10 * round + run));
            values["wall_time"].push_back(time);
            values["throughput"].push_back(1000 / time);
        }
        session.rounds.push_back(values);
    }
    baseline.sessions.push_back(session);
    return baseline;
}

Verdict verdict_of(const std::vector<LevelChange>& changes, const std::string& metric) {
    for (const LevelChange& change : changes) {
        if (change.metric == metric) {
            return change.verdict;
        }
    }
    return Verdict::not_run;
}

}  // namespace

TEST_CASE("a first baseline is reviewed as new, with its level and nothing to compare") {
    const auto changes = review_baseline(std::nullopt, baseline_at(0.010));
    REQUIRE(changes.size() == 2);
    CHECK(verdict_of(changes, "wall_time") == Verdict::no_baseline);
    CHECK_FALSE(changes[0].before);
    CHECK_FALSE(changes[0].shift);
}

TEST_CASE("a slower level is a regression in time and in throughput alike") {
    const auto changes = review_baseline(baseline_at(0.010), baseline_at(0.011));
    CHECK(verdict_of(changes, "wall_time") == Verdict::regressed);
    CHECK(verdict_of(changes, "throughput") == Verdict::regressed);
    CHECK(changes[0].shift->estimate == Approx(std::log(1.1)).margin(0.005));
}

TEST_CASE("the same level is unchanged, a faster one improved") {
    CHECK(verdict_of(review_baseline(baseline_at(0.010), baseline_at(0.010)), "wall_time") ==
          Verdict::unchanged);
    CHECK(verdict_of(review_baseline(baseline_at(0.010), baseline_at(0.009)), "wall_time") ==
          Verdict::improved);
}

TEST_CASE("on other hardware nothing is compared and the difference is named") {
    Baseline proposed = baseline_at(0.020);
    proposed.sessions[0].host.cpu_model = 99;
    const auto changes = review_baseline(baseline_at(0.010), proposed);
    CHECK(verdict_of(changes, "wall_time") == Verdict::incomparable);
    CHECK_FALSE(changes[0].shift);
    CHECK_FALSE(changes[0].hard_differences.empty());
}

TEST_CASE("an unexplained slowdown is refused, and --force does not explain it") {
    AcceptanceRequest request;
    request.changes = review_baseline(baseline_at(0.010), baseline_at(0.011));
    REQUIRE_FALSE(objections(request).empty());
    CHECK_THAT(objections(request).front(), Catch::Contains("group/name") && Catch::Contains("--reason"));
    request.force = true;
    CHECK_FALSE(objections(request).empty());
    request.reason = "safer parser";
    CHECK(objections(request).empty());
}

TEST_CASE("an unfit host, a stale binary and a dirty tree are each refused unless forced") {
    const AcceptanceRequest fine;
    CHECK(objections(fine).empty());
    AcceptanceRequest unfit;
    unfit.unfit = {"load average 3.0"};
    AcceptanceRequest stale;
    stale.stale = {"search: search.cpp is newer"};
    AcceptanceRequest dirty;
    dirty.dirty_tree = true;
    for (AcceptanceRequest request : {unfit, stale, dirty}) {
        CHECK_THAT(objections(request).back(), Catch::Contains("--force"));
        request.force = true;
        CHECK(objections(request).empty());
    }
}

TEST_CASE("a change that a moved host or identical code explains is undecided, and still asks for a reason") {
    const auto calibrated = [](Baseline baseline, double level_s) {
        baseline.sessions.back().calibration.kernel_version = 2;
        baseline.sessions.back().calibration.kernels["memory"].assign(12, level_s);
        return baseline;
    };
    const Baseline accepted = calibrated(baseline_at(0.010), 0.005);
    const std::vector<LevelChange> moved = review_baseline(accepted, calibrated(baseline_at(0.012), 0.006));
    CHECK(verdict_of(moved, "wall_time") == Verdict::inconclusive);
    CHECK(moved.front().other_cause->starts_with("the host moved (memory kernel +20.0 %"));
    AcceptanceRequest request;
    request.changes = moved;
    CHECK(objections(request).size() == moved.size());
    CHECK(verdict_of(review_baseline(accepted, calibrated(baseline_at(0.012), 0.005)), "wall_time") ==
          Verdict::regressed);

    Baseline same = accepted;
    same.sessions.back().digests.executable = "code";
    Baseline slower = calibrated(baseline_at(0.012), 0.005);
    slower.sessions.back().digests.executable = "code";
    CHECK(review_baseline(same, slower).front().other_cause == "same code, the host moved");
}

namespace {

Baseline counted_at(std::uint64_t total, const std::string& code = "code") {
    Baseline baseline = baseline_at(0.010);
    baseline.sessions.back().digests.executable = code;
    InstructionCounts counts;
    counts.source = "callgrind 3.19.0";
    counts.totals = {total, total, total};
    baseline.sessions.back().instructions = counts;
    return baseline;
}

}  // namespace

TEST_CASE("more instructions ask for a reason as a slower time does, from half a percent on") {
    const auto verdict = [](const Baseline& accepted, const Baseline& proposed) {
        return verdict_of(review_baseline(accepted, proposed), "instructions");
    };
    const Baseline before = counted_at(1'000'000, "before");
    CHECK(verdict(before, counted_at(1'000'000)) == Verdict::unchanged);
    CHECK(verdict(before, counted_at(1'005'000)) == Verdict::unchanged);
    CHECK(verdict(before, counted_at(1'005'001)) == Verdict::regressed);
    CHECK(verdict(before, counted_at(990'000)) == Verdict::improved);
    CHECK(verdict(before, counted_at(1'010'000, "before")) == Verdict::inconclusive);  // the same code
    CHECK(verdict(baseline_at(0.010), counted_at(1'000'000)) == Verdict::no_baseline);
    CHECK(verdict(before, baseline_at(0.010)) == Verdict::not_run);  // no gate asks any more
    Baseline with_night_without = before;
    with_night_without.sessions.push_back(baseline_at(0.010).sessions.front());
    CHECK(verdict(with_night_without, counted_at(1'010'000)) == Verdict::regressed);
    Baseline by_cpu = before;
    by_cpu.sessions.back().instructions->source = "perf_event";
    CHECK(verdict(by_cpu, counted_at(1'000'000)) == Verdict::incomparable);

    AcceptanceRequest request;
    request.changes = review_baseline(before, counted_at(1'010'000));
    REQUIRE(objections(request).size() == 1);
    CHECK_THAT(objections(request).front(), Catch::Contains("got worse in instructions"));
    request.reason = "does more";
    CHECK(objections(request).empty());
}

TEST_CASE("instructions that grow in tolerated steps ask for a reason once they add up") {
    Baseline accepted = counted_at(1'000'000, "build 0");
    pin_epoch(accepted, std::nullopt, review_baseline(std::nullopt, accepted));
    CHECK(accepted.epoch.at("instructions").median == 1'000'000);
    const auto step = [&](std::uint64_t total, const std::string& code) {
        Baseline next = counted_at(total, code);
        AcceptanceRequest request;
        request.changes = review_baseline(accepted, next);
        CHECK(verdict_of(request.changes, "instructions") == Verdict::unchanged);
        const std::vector<std::string> found = objections(request);
        pin_epoch(next, accepted, request.changes);
        accepted = next;
        return found;
    };
    CHECK(step(1'004'000, "build 1").empty());
    CHECK(accepted.epoch.at("instructions").median == 1'000'000);
    const std::vector<std::string> found = step(1'008'000, "build 2");
    REQUIRE(found.size() == 1);
    CHECK_THAT(found.front(), Catch::Contains("got worse in instructions") && Catch::Contains("tolerated"));

    // Another meter counts other things: nothing of it is drift, and the level is pinned anew.
    Baseline by_cpu = counted_at(1'050'000, "build 2");
    by_cpu.sessions.back().instructions->source = "perf_event";
    AcceptanceRequest request;
    request.changes = review_baseline(accepted, by_cpu);
    CHECK(verdict_of(request.changes, "instructions") == Verdict::incomparable);
    CHECK(objections(request).empty());
    REQUIRE_FALSE(request.changes.back().hard_differences.empty());
    CHECK_THAT(request.changes.back().hard_differences.front(), Catch::Contains("counted by callgrind"));
    pin_epoch(by_cpu, accepted, request.changes);
    CHECK(by_cpu.epoch.at("instructions").median == 1'050'000);
}

namespace {

/// `steps` updates that each make the level slower by 1.5 %, every one accepted without a reason.
Baseline crept(int steps) {
    Baseline accepted = baseline_at(0.010);
    pin_epoch(accepted, std::nullopt, review_baseline(std::nullopt, accepted));
    for (int step = 1; step <= steps; ++step) {
        Baseline next = baseline_at(0.010 * std::pow(1.015, step));
        next.sessions.front().id = "step " + std::to_string(step);
        AcceptanceRequest request;
        request.changes = review_baseline(accepted, next);
        CHECK(objections(request).empty());
        CHECK(verdict_of(request.changes, "wall_time") == Verdict::unchanged);
        pin_epoch(next, accepted, request.changes);
        accepted = next;
    }
    return accepted;
}

AcceptanceRequest next_after(const Baseline& accepted, double level) {
    AcceptanceRequest request;
    request.changes = review_baseline(accepted, baseline_at(level));
    return request;
}

}  // namespace

TEST_CASE("a chain of updates that are each tolerated cannot drift beyond delta unexplained") {
    const Baseline accepted = crept(7);  // 11 %, of 12 % that the gate must detect
    CHECK(accepted.epoch.at("wall_time").session == "session");
    AcceptanceRequest request = next_after(accepted, 0.010 * std::pow(1.015, 8));
    CHECK(verdict_of(request.changes, "wall_time") == Verdict::unchanged);
    REQUIRE(objections(request).size() == 2);  // in time and in throughput
    CHECK_THAT(objections(request).back(),
               Catch::Contains("wall_time") && Catch::Contains("steps") && Catch::Contains("--reason"));
    CHECK_THAT(objections(request).back(), Catch::Contains("+12."));
    request.force = true;
    CHECK(objections(request).size() == 2);
    request.reason = "richer output";
    CHECK(objections(request).empty());
}

TEST_CASE("the epoch stays by ordinary updates, and moves with a reason or a gain") {
    const Baseline accepted = crept(2);
    const auto epoch_after = [&](double level) {
        Baseline next = baseline_at(level);
        next.sessions.front().id = "next";
        next.sessions.front().git.commit = "abc";
        pin_epoch(next, accepted, review_baseline(accepted, next));
        return next.epoch.at("wall_time");
    };
    CHECK(epoch_after(0.0103).session == "session");
    CHECK(epoch_after(0.0102).session == "session");
    CHECK(epoch_after(0.0120).session == "next");  // needs a reason
    CHECK(epoch_after(0.0120).commit == "abc");
    CHECK(epoch_after(0.0120).median == Approx(0.0120).epsilon(0.005));
    CHECK(epoch_after(0.0090).session == "next");
}

TEST_CASE("a gain that wins back a part of what was lost leaves the epoch where it was") {
    const Baseline accepted = crept(6);  // 9 %
    Baseline next = baseline_at(0.0104);
    next.sessions.front().id = "next";
    const auto changes = review_baseline(accepted, next);
    CHECK(verdict_of(changes, "wall_time") == Verdict::improved);
    pin_epoch(next, accepted, changes);
    CHECK(next.epoch.at("wall_time").session == "session");
}

TEST_CASE(
    "what cannot be compared begins a new epoch, and a file without one begins with its first session") {
    Baseline other_host = baseline_at(0.020);
    other_host.sessions.front().id = "elsewhere";
    other_host.sessions.front().host.cpu_model = 99;
    const Baseline accepted = baseline_at(0.010);
    pin_epoch(other_host, accepted, review_baseline(accepted, other_host));
    CHECK(other_host.epoch.at("wall_time").session == "elsewhere");

    Baseline next = baseline_at(0.0101);
    next.sessions.front().id = "next";
    pin_epoch(next, accepted, review_baseline(accepted, next));
    CHECK(next.epoch.at("wall_time").session == "session");
    CHECK(next.epoch.at("throughput").session == "session");
}

TEST_CASE("a level is limited where it is worse, and stays so until another reason is given") {
    const Baseline fast = baseline_at(0.010);
    const std::optional<std::string> day = "2027-03-31";
    const auto updated = [](const Baseline& accepted, double level, const std::string& reason,
                            const std::optional<std::string>& until) {
        Baseline proposed = baseline_at(level);
        proposed.reason = reason;
        limit_acceptance(proposed, accepted, review_baseline(accepted, proposed), until);
        return proposed;
    };
    const Baseline slow = updated(fast, 0.012, "allocator", day);
    CHECK(slow.accepted_until == day);
    CHECK_FALSE(updated(fast, 0.010, "of another scenario", day).accepted_until);
    CHECK_FALSE(updated(fast, 0.009, "of another scenario", day).accepted_until);

    const Baseline routine = updated(slow, 0.012, "", std::nullopt);
    CHECK(routine.accepted_until == day);
    CHECK(routine.reason == "allocator");
    CHECK(updated(slow, 0.012, "still the allocator", "2027-06-30").accepted_until == "2027-06-30");
    CHECK_FALSE(updated(slow, 0.012, "for good", std::nullopt).accepted_until);
    CHECK(updated(slow, 0.0115, "", std::nullopt).accepted_until == day);
    CHECK_FALSE(updated(slow, 0.010, "won back", std::nullopt).accepted_until);

    Baseline first = baseline_at(0.012);
    limit_acceptance(first, std::nullopt, review_baseline(std::nullopt, first), day);
    CHECK(first.accepted_until == day);
}

TEST_CASE("a scenario of too few repetitions for a gate is reviewed by its time all the same") {
    Baseline accepted = baseline_at(0.010);
    Baseline proposed = baseline_at(0.015);
    for (Baseline* baseline : {&accepted, &proposed}) {
        baseline->plan.looks = {1};
        baseline->margins.clear();
    }
    CHECK(verdict_of(review_baseline(accepted, proposed), "wall_time") == Verdict::regressed);
}
