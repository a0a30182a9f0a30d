#include "gate/replay.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <cmath>

using namespace ratchet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double usual_theta = 0.02;

StatisticalPolicy policy() {
    return {usual_theta, 0.05, 0.01, {9, 14, 20}};
}

Reference noisy_reference(double sd, double tau, std::size_t sessions = 1) {
    statistics::Random random(1);
    Reference reference{{}, {tau, 12.0, TauSource::same_boot}};
    while (reference.sessions.size() < sessions) {
        auto& values = reference.sessions.emplace_back();
        const double level = 10 * static_cast<double>(reference.sessions.size());
        while (values.size() < 30) {
            values.push_back(level + sd * random.normal());
        }
    }
    return reference;
}

/// A session of one look whose bounds lie `reach` around 0, on the log scale of fractions: it ends unchanged
/// with margins above `reach` and regressed with slowdowns above (1 + reach)(1 + θ) - 1.
ReplayedSession around_zero(double reach) {
    return {{0, -std::log1p(reach), std::log1p(reach)}};
}

/// How many of `sessions` end with `wanted` when the code is slower by `slowdown`, look by look.
std::size_t count(const std::vector<ReplayedSession>& sessions, Verdict wanted, double slowdown,
                  double delta) {
    return static_cast<std::size_t>(std::count_if(sessions.begin(), sessions.end(), [&](const auto& session) {
        for (const Shift& look : session) {
            const double by = std::log1p(slowdown);
            if (const auto verdict =
                    decide({look.estimate + by, look.lower + by, look.upper + by}, usual_theta, delta)) {
                return *verdict == wanted;
            }
        }
        return wanted == Verdict::inconclusive;
    }));
}

}  // namespace

TEST_CASE("a replay is 400 sessions of one shift per look, its seed's alone") {
    const Reference reference = noisy_reference(0.03, 0.01);
    const auto sessions = replay_null_sessions(reference, policy(), 7);
    REQUIRE(sessions.size() == 400);
    for (const ReplayedSession& session : sessions) {
        REQUIRE(session.size() == 3);
    }
    CHECK(replay_null_sessions(reference, policy(), 7) == sessions);
    CHECK(replay_null_sessions(reference, policy(), 8) != sessions);
}

TEST_CASE("replayed sessions lie around no change, as far apart as tau and both sides' runs make them") {
    // Baseline sessions far apart, so that only residuals from their own medians can be right.
    for (const std::size_t baseline_sessions : {1U, 3U}) {
        const double tau = 0.02;
        const auto sessions =
            replay_null_sessions(noisy_reference(0.01, tau, baseline_sessions), policy(), 3);
        double sum = 0;
        double squares = 0;
        for (const ReplayedSession& session : sessions) {
            sum += session.back().estimate;
            squares += session.back().estimate * session.back().estimate;
        }
        const auto sessions_there = static_cast<double>(baseline_sessions);
        const double of_session = tau * tau + 0.01 * 0.01 / 20;
        const double of_reference = (tau * tau + 0.01 * 0.01 / 30) / sessions_there;
        const double expected = std::sqrt(of_session + of_reference);
        CHECK_THAT(sum / 400, WithinAbs(0, 4 * expected / 20));
        CHECK_THAT(std::sqrt(squares / 400), WithinRel(expected, 0.15));
    }
}

TEST_CASE("replayed runs lean to the side to which the baseline's do") {
    const Reference skewed{{{0, 0, 0, 0, 0, 1, 2, 3, 4, 5}}, {0, {}, TauSource::same_boot}};
    double sum = 0;
    for (const ReplayedSession& session : replay_null_sessions(skewed, policy(), 1)) {
        sum += session.back().estimate;
    }
    CHECK_THAT(sum / 400, WithinAbs(0, 0.3));  // runs that lean to the other side: below -1
}

TEST_CASE("a look's values include those of the look before") {
    const Reference reference = noisy_reference(0.03, 0.0);
    double same = 0;
    for (const ReplayedSession& session : replay_null_sessions(reference, policy(), 5)) {
        same += session[0].estimate * session[2].estimate;
    }
    CHECK(same > 0);
}

TEST_CASE("delta is the smallest step at which nine sessions in ten end unchanged") {
    std::vector<ReplayedSession> sessions(9, around_zero(0.0734));
    sessions.push_back(around_zero(0.5));
    CHECK_THAT(must_detect_margin(sessions, usual_theta), WithinRel(0.074, 1e-12));
    sessions.push_back(around_zero(0.1001));  // now ten of eleven are needed
    CHECK_THAT(must_detect_margin(sessions, usual_theta), WithinRel(0.101, 1e-12));
}

TEST_CASE("delta stays between its limits") {
    CHECK(must_detect_margin({around_zero(0.001)}, usual_theta) == smallest_delta);
    CHECK(must_detect_margin({around_zero(0.4)}, usual_theta) == largest_delta);
    // A session that no margin can end unchanged.
    CHECK(must_detect_margin({{{0.1, 0.09, 0.11}}}, usual_theta) == largest_delta);
}

TEST_CASE("a later look counts for delta only while none before it is decisive") {
    const Shift wide{0, -0.3, 0.3};
    const Shift narrow{0, -0.06, 0.06};
    const Shift regressed{0.2, 0.1, 0.3};
    CHECK_THAT(must_detect_margin({{wide, narrow}}, usual_theta), WithinRel(0.062, 1e-12));
    CHECK(must_detect_margin({{regressed, narrow}}, usual_theta) == largest_delta);
    CHECK_THAT(must_detect_margin({{narrow, regressed}}, usual_theta), WithinRel(0.062, 1e-12));
}

TEST_CASE(
    "the minimum detectable regression is the smallest slowdown that nine sessions in ten surely catch") {
    std::vector<ReplayedSession> sessions(93, around_zero(0.08));  // 90, and a standard error of 3
    sessions.resize(100, around_zero(5));
    // (1.08)(1.02) - 1 = 0.1016
    CHECK_THAT(minimum_detectable_regression(sessions, usual_theta, 0.09).value(), WithinRel(0.102, 1e-12));
    sessions.front() = around_zero(0.30);
    // (1.30)(1.02) - 1 = 0.326
    CHECK_THAT(minimum_detectable_regression(sessions, usual_theta, 0.09).value(), WithinRel(0.327, 1e-12));
}

TEST_CASE("the minimum detectable regression is never below delta and absent beyond 100 %") {
    CHECK(minimum_detectable_regression({around_zero(0.001)}, usual_theta, 0.0512) == 0.0512);
    CHECK_FALSE(minimum_detectable_regression({around_zero(1.0)}, usual_theta, 0.05));
    CHECK(minimum_detectable_regression({around_zero(0.95)}, usual_theta, 0.05));
}

TEST_CASE(
    "delta and the minimum detectable regression hold for what they promise, and one step less does not") {
    for (const double sd : {0.02, 0.035, 0.05}) {
        const auto sessions = replay_null_sessions(noisy_reference(sd, 0.012), policy(), 11);
        const double delta = must_detect_margin(sessions, usual_theta);
        INFO("sd " << sd << ", delta " << delta);
        if (delta < largest_delta) {
            CHECK(count(sessions, Verdict::unchanged, 0, delta) >= 360);
        }
        if (delta > smallest_delta) {
            CHECK(count(sessions, Verdict::unchanged, 0, delta - 0.001) < 360);
        }
        const auto detectable = minimum_detectable_regression(sessions, usual_theta, delta);
        REQUIRE(detectable);
        CHECK(count(sessions, Verdict::regressed, *detectable, delta) >= 366);
        if (*detectable > delta) {
            CHECK(count(sessions, Verdict::regressed, *detectable - 0.001, delta) < 366);
        }
    }
}

TEST_CASE("a policy without looks cannot be replayed") {
    CHECK_THROWS_AS(replay_null_sessions(noisy_reference(0.01, 0.01), {usual_theta, 0.05, 0.01, {}}, 1),
                    Error);
}

TEST_CASE("a baseline's margins are wider for another boot, whose tau is larger") {
    statistics::Random random(9);
    Baseline baseline;
    baseline.metrics[metric::wall_time] = {"s", Direction::lower_is_better, MetricScope::iteration};
    baseline.tau_same_boot[metric::wall_time] = {0.005, 0};
    BaselineSession& session = baseline.sessions.emplace_back();
    session.host.boot_id = "boot";
    session.host.virtualised = true;
    for (int round = 0; round < 3; ++round) {
        auto& values = session.rounds.emplace_back()[metric::wall_time];
        while (values.size() < 10) {
            values.push_back(std::exp(0.01 * random.normal()));
        }
    }
    const StoredMargins margins = must_detect_margins(baseline, metric::wall_time, policy());
    CHECK(margins.delta_same_boot == smallest_delta);
    CHECK(margins.delta_other_boot > 0.09);
    CHECK(must_detect_margins(baseline, metric::wall_time, policy()) == margins);
    const StoredDetectable here = margins.detectable_same_boot.value();
    CHECK(here.theta == usual_theta);
    CHECK(here.delta == margins.delta_same_boot);
    CHECK(here.slowdown.value() >= here.delta);
    CHECK(margins.detectable_other_boot->delta == margins.delta_other_boot);
    CHECK(margins.detectable_other_boot->slowdown > here.slowdown);
    const StoredMargins written = must_detect_margins(baseline, metric::wall_time, policy(), 0.3);
    CHECK(written.delta_same_boot == margins.delta_same_boot);
    CHECK(written.detectable_same_boot == StoredDetectable{usual_theta, 0.3, 0.3});
    CHECK_THROWS_WITH(must_detect_margins(baseline, metric::throughput, policy()),
                      Catch::Contains("has no metric throughput; record it again"));
}
