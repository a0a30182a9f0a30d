#include "gate/tau.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/reference_statistics.hpp"
#include "testing/synthetic_samples.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace ratchet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using statistics::Random;

namespace {

constexpr auto wall_time = metric::wall_time;
constexpr double metal_floor = tau_floor(false);

BaselineSession session_of(const std::string& id, const std::string& boot_id,
                           const std::vector<std::vector<double>>& rounds) {
    BaselineSession session;
    session.id = id;
    session.host.boot_id = boot_id;
    for (const auto& round : rounds) {
        session.rounds.push_back({{wall_time, round}});
    }
    return session;
}

Baseline baseline_of(std::vector<BaselineSession> sessions) {
    Baseline baseline;
    baseline.scenario = {"group", "name"};
    baseline.metrics[wall_time] = {"s", Direction::lower_is_better, MetricScope::iteration};
    baseline.sessions = std::move(sessions);
    return baseline;
}

/// e to the power of each: what the harness stores is not on the log scale.
std::vector<double> raised(std::vector<double> logs) {
    std::transform(logs.begin(), logs.end(), logs.begin(), [](double log) { return std::exp(log); });
    return logs;
}

Reference select(const Baseline& baseline, const std::string& boot_id, bool virtualised = true,
                 Direction direction = Direction::lower_is_better) {
    return select_reference(baseline, wall_time, direction, boot_id, virtualised);
}

}  // namespace

TEST_CASE("tau is the variance of the groups' medians less what their scatter explains") {
    // Medians 0, 1 and 2, variance 1; residuals of -0.1, 0 and 0.1 in groups of three.
    const GroupedValues groups{{-0.1, 0, 0.1}, {0.9, 1, 1.1}, {1.9, 2, 2.1}};
    const double scale = 1.4826 * 0.1;
    const double expected = std::sqrt(1 - std::numbers::pi / 2 * scale * scale / 3);
    const auto tau = pooled_tau({groups}, metal_floor);
    REQUIRE(tau);
    CHECK_THAT(tau->value, WithinRel(expected, 1e-6));
    CHECK_THAT(tau->degrees_of_freedom, WithinRel(2.0, 1e-12));
}

TEST_CASE("tau is pooled over scenarios") {
    // No scatter: the pooled sample variance of the medians.
    const auto tau = pooled_tau({{{0, 0}, {1, 1}, {2, 2}}, {{5, 5}, {7, 7}, {9, 9}, {7, 7}}}, metal_floor);
    REQUIRE(tau);
    CHECK_THAT(tau->value, WithinRel(std::sqrt((2 + 8) / 5.0), 1e-6));
    CHECK_THAT(tau->degrees_of_freedom, WithinRel(5.0, 1e-12));
}

TEST_CASE("at the floor tau is taken as known exactly") {
    const StoredTau at_floor{metal_floor, 0};
    CHECK(pooled_tau({{{1, 1}, {1, 1}, {1, 1}}}, metal_floor) == at_floor);
    // Medians closer together than the scatter of the groups explains.
    CHECK(pooled_tau({{{-1, 0, 1}, {-1, 0, 1}, {-1, 0, 1}}}, metal_floor) == at_floor);
    CHECK(pooled_tau({{{0, 0}, {0.0051, 0.0051}, {0.0102, 0.0102}}}, metal_floor)->degrees_of_freedom == 2);
    CHECK(pooled_tau({{{0, 0}, {0.0049, 0.0049}, {0.0098, 0.0098}}}, metal_floor) == at_floor);
}

TEST_CASE("a scenario that scatters widely does not blind the others") {
    const GroupedValues steady{{0, 0.001}, {0.01, 0.011}, {0.02, 0.021}};
    const GroupedValues wild{{-0.4, 0, 0.4}, {0.1, 0.5, 0.9}, {-0.9, -0.5, -0.1}};
    const auto alone = pooled_tau({steady, steady}, metal_floor);
    const auto together = pooled_tau({steady, steady, wild}, metal_floor);
    REQUIRE(alone);
    REQUIRE(together);
    CHECK_THAT(together->value, WithinRel(alone->value, 0.15));
    CHECK_THAT(together->degrees_of_freedom, WithinRel(alone->degrees_of_freedom, 0.05));
}

TEST_CASE("fewer than three groups of two values say nothing about tau") {
    CHECK_FALSE(pooled_tau({}, metal_floor));
    CHECK_FALSE(pooled_tau({{{0, 0}, {1, 1}}}, metal_floor));
    CHECK_FALSE(pooled_tau({{{0, 0}, {1, 1}, {2}}}, metal_floor));
    CHECK_THAT(pooled_tau({{{0, 0}, {1, 1}, {2}, {2, 2}}}, metal_floor)->value, WithinRel(1.0, 1e-6));
    CHECK_THAT(pooled_tau({{{0, 0}, {1, 1}}, {{0, 0}, {1, 1}, {2, 2}}}, metal_floor)->value,
               WithinRel(1.0, 1e-6));
}

TEST_CASE("tau agrees with its slow twin on awkward values") {
    Random random(41);
    for (int trial = 0; trial < 1000; ++trial) {
        std::vector<GroupedValues> scenarios(1 + random.index(4));
        for (GroupedValues& groups : scenarios) {
            groups.resize(3 + random.index(3));
            for (auto& group : groups) {
                group = testing::awkward_values(random, 2);
            }
        }
        const auto between = statistics::robust_between_variance(testing::reference::group_centres(scenarios),
                                                                 metal_floor * metal_floor);
        const auto tau = pooled_tau(scenarios, metal_floor);
        REQUIRE(tau);
        INFO("trial " << trial);
        REQUIRE_THAT(tau->value * tau->value, WithinRel(between.value, 1e-6));
        REQUIRE((tau->degrees_of_freedom == 0) == (between.value == metal_floor * metal_floor));
    }
}

TEST_CASE("tau finds the truth in many scenarios") {
    Random random(17);
    std::vector<GroupedValues> scenarios(2000);
    for (GroupedValues& groups : scenarios) {
        for (int round = 0; round < 3; ++round) {
            const double level = 0.02 * random.normal();
            auto& group = groups.emplace_back();
            while (group.size() < 10) {
                group.push_back(level + 0.03 * random.normal());
            }
        }
    }
    CHECK_THAT(pooled_tau(scenarios, metal_floor)->value, WithinRel(0.02, 0.06));
}

TEST_CASE("the rounds of one session are pooled over the scenarios that hold it") {
    const auto rounds = [](double gap) {
        return std::vector<std::vector<double>>{raised({0, 0}), raised({gap, gap}),
                                                raised({2 * gap, 2 * gap})};
    };
    Baseline zero = baseline_of({session_of("now", "boot", {{0, 0}, {1, 1}, {2, 2}})});
    const std::vector<Baseline> baselines{
        baseline_of({session_of("old", "boot", rounds(9)), session_of("now", "boot", rounds(1))}),
        baseline_of({session_of("now", "boot", rounds(2))}),
        baseline_of({session_of("old", "boot", rounds(5))}), zero};
    const auto tau = tau_over_rounds(baselines, "now", wall_time);
    REQUIRE(tau);
    CHECK_THAT(tau->value, WithinRel(tau_per_round_spread * std::sqrt(2.5), 1e-6));
    const Baseline still = baseline_of({session_of("now", "boot", rounds(0))});
    CHECK(tau_over_rounds({still}, "now", wall_time) == StoredTau{metal_floor, 0});
    CHECK_FALSE(tau_over_rounds(baselines, "now", metric::throughput));
    CHECK_FALSE(tau_over_rounds(baselines, "never", wall_time));
}

TEST_CASE("a virtual host is never believed to be as steady as one session's rounds") {
    const std::vector<std::vector<double>> still(3, raised({0, 0}));
    Baseline baseline = baseline_of({session_of("one", "boot 1", still), session_of("two", "boot 2", still),
                                     session_of("three", "boot 3", still)});
    CHECK(tau_between_boots({baseline}, wall_time) == StoredTau{metal_floor, 0});
    for (BaselineSession& session : baseline.sessions) {
        session.host.virtualised = true;
    }
    const StoredTau virtual_floor{tau_floor(true), 0};
    CHECK(virtual_floor.value > metal_floor);
    CHECK(tau_over_rounds({baseline}, "one", wall_time) == virtual_floor);
    CHECK(tau_between_boots({baseline}, wall_time) == virtual_floor);
}

TEST_CASE("sessions of one boot count as one between boots") {
    const auto at = [](double level) {
        return std::vector<std::vector<double>>{raised({level, level, level})};
    };
    const Baseline two_boots =
        baseline_of({session_of("1", "a", at(0)), session_of("2", "a", at(0)), session_of("3", "b", at(1))});
    CHECK_FALSE(tau_between_boots({two_boots}, wall_time));
    const Baseline three_boots = baseline_of({session_of("1", "a", at(0)), session_of("2", "b", at(1)),
                                              session_of("3", "a", at(0)), session_of("4", "c", at(2))});
    CHECK_THAT(tau_between_boots({two_boots, three_boots}, wall_time)->value, WithinRel(1.0, 1e-6));
    const Baseline unknown_boots =
        baseline_of({session_of("1", "", at(0)), session_of("2", "", at(1)), session_of("3", "", at(2))});
    CHECK(tau_between_boots({unknown_boots}, wall_time));
}

TEST_CASE("in the boot of a recording of three rounds its own sessions alone are the reference") {
    const std::vector<std::vector<double>> rounds{raised({1, 2}), raised({3, 4}), raised({5, 6})};
    Baseline baseline =
        baseline_of({session_of("1", "other", {raised({9, 9})}), session_of("2", "this", rounds),
                     session_of("3", "this", {raised({7, 8})})});
    baseline.tau_same_boot[wall_time] = {0.011, 6};
    baseline.tau_between_boots[wall_time] = {0.03, 4};

    const Reference same = select(baseline, "this");
    REQUIRE(same.sessions.size() == 2);
    REQUIRE(same.sessions[0].size() == 6);
    CHECK_THAT(same.sessions[0][5], WithinRel(6.0, 1e-12));
    CHECK_THAT(same.sessions[1][1], WithinRel(8.0, 1e-12));
    CHECK(same.tau == Tau{0.011, 6.0, TauSource::same_boot});

    const Reference other = select(baseline, "a third");
    REQUIRE(other.sessions.size() == 2);
    CHECK(other.sessions[0].size() == 2);
    CHECK(other.sessions[1].size() == 8);
    CHECK(other.tau == Tau{0.03, 4.0, TauSource::between_boots});
}

TEST_CASE("a boot serves alone only with three rounds, a stored tau and a name") {
    const std::vector<std::vector<double>> two{raised({1, 2}), raised({3, 4})};
    const std::vector<std::vector<double>> three{raised({1, 2}), raised({3, 4}), raised({5, 6})};
    Baseline few = baseline_of({session_of("1", "this", two), session_of("2", "this", two)});
    few.tau_same_boot[wall_time] = {0.011, 6};
    CHECK(select(few, "this").tau.source == TauSource::default_virtual);

    Baseline unknown = baseline_of({session_of("1", "", three)});
    unknown.tau_same_boot[wall_time] = {0.011, 6};
    CHECK(select(unknown, "").tau.source == TauSource::default_virtual);

    const Baseline without_tau = baseline_of({session_of("1", "this", three)});
    CHECK(select(without_tau, "this").tau.source == TauSource::default_virtual);
}

TEST_CASE("without a known tau the default of the kind of host is used, taken as exact") {
    const Baseline baseline = baseline_of({session_of("1", "then", {raised({1, 2})})});
    CHECK(select(baseline, "now", true).tau == Tau{0.02, std::nullopt, TauSource::default_virtual});
    CHECK(select(baseline, "now", false).tau == Tau{0.005, std::nullopt, TauSource::default_metal});
}

TEST_CASE("a stored tau at its floor has no degrees of freedom") {
    Baseline baseline = baseline_of({session_of("1", "then", {raised({1, 2})})});
    baseline.tau_between_boots[wall_time] = {metal_floor, 0};
    CHECK(select(baseline, "now").tau == Tau{metal_floor, std::nullopt, TauSource::between_boots});
}

TEST_CASE("a rate is turned so that up is worse") {
    const Baseline baseline = baseline_of({session_of("1", "then", {raised({1, 2})})});
    const Reference reference = select(baseline, "now", true, Direction::higher_is_better);
    CHECK_THAT(reference.sessions[0][1], WithinRel(-2.0, 1e-12));
}

TEST_CASE("a baseline without two values of a metric or with one that is not positive is refused") {
    const Baseline one_value = baseline_of({session_of("1", "then", {{3.0}})});
    CHECK_THROWS_WITH(select(one_value, "now"), Catch::Matchers::Contains("group/name"));
    const Baseline zero = baseline_of({session_of("1", "then", {{3.0, 0.0}})});
    CHECK_THROWS_AS(select(zero, "now"), Error);
    const Baseline mixed =
        baseline_of({session_of("1", "then", {{3.0}}), session_of("2", "later", {{3.0, 4.0}})});
    CHECK(select(mixed, "now").sessions.size() == 1);
}
