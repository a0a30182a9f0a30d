#include "gate/suite_verdict.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "model/metric.hpp"
#include "statistics/student_t.hpp"

#include <cmath>

using namespace ratchet;

namespace {

using Members = std::vector<ScenarioVerdict>;

ScenarioVerdict ended(Verdict verdict) {
    ScenarioVerdict scenario;
    scenario.verdict = verdict;
    return scenario;
}

/// With a gate, which only what has values gets.
ScenarioVerdict measured(Verdict verdict) {
    ScenarioVerdict scenario = ended(verdict);
    scenario.gates.emplace_back();
    return scenario;
}

ScenarioVerdict advisory(Verdict verdict, bool has_values = true) {
    ScenarioVerdict scenario = has_values ? measured(verdict) : ended(verdict);
    scenario.advisory = true;
    return scenario;
}

/// A scenario whose wall time shifted by `shift`, with a variance of 1e-4 (20 degrees of freedom) besides
/// tau, and tau's share of 2e-4 (10): by Welch and Satterthwaite 9e-8 / (1e-8/20 + 4e-8/10) = 20 in all.
ScenarioVerdict shifted(double shift, Verdict verdict = Verdict::unchanged) {
    ScenarioVerdict scenario = ended(verdict);
    GateVerdict& gate = scenario.gates.emplace_back();
    gate.metric = metric::wall_time;
    gate.verdict = verdict;
    gate.looks_taken = 1;
    gate.baseline_sessions = 1;
    gate.shift = Shift{shift, shift - 0.05, shift + 0.05};
    gate.tau = Tau{0.01, 10, TauSource::same_boot};
    gate.standard_error = std::sqrt(3e-4);
    gate.standard_error_without_tau = 0.01;
    gate.degrees_of_freedom = 20;
    return scenario;
}

std::optional<GeometricMean> mean_that(Verdict verdict) {
    return GeometricMean{.members = 2, .shift = {}, .verdict = verdict};
}

/// `count` members at `shift`: with many of them the mean's scatter all but vanishes beside tau.
Members all_shifted(double shift, std::size_t count = 4) {
    return Members(count, shifted(shift));
}

constexpr auto every_verdict = {Verdict::failed,       Verdict::regressed,   Verdict::incomparable,
                                Verdict::inconclusive, Verdict::no_baseline, Verdict::unchanged,
                                Verdict::improved,     Verdict::not_run};

}  // namespace

TEST_CASE("modes are read by name") {
    CHECK(parse_mode("report") == Mode::report);
    CHECK(parse_mode("gate") == Mode::gate);
    CHECK(parse_mode("strict") == Mode::strict);
    CHECK_THROWS_WITH(parse_mode("Strict\x1b"),
                      "RATCHET_MODE: \"Strict\\x1b\" is not a mode; expected report, gate or strict");
}

TEST_CASE("the geometric mean averages shifts, divides their scatter and shares tau") {
    const auto mean = geometric_mean({shifted(0.03), shifted(0.05)});
    REQUIRE(mean);
    CHECK(mean->members == 2);
    CHECK(mean->shift.estimate == Approx(0.04));
    // 2 * 1e-4 / 4 + 2e-4, with 6.25e-8 / (2 * 6.25e-10 / 20 + 4e-8 / 10) degrees of freedom.
    const double degrees = 6.25e-8 / (2 * 6.25e-10 / 20 + 4e-8 / 10);
    const double reach = statistics::student_t_quantile(0.99, degrees) * std::sqrt(2.5e-4);
    CHECK(mean->shift.lower == Approx(0.04 - reach));
    CHECK(mean->shift.upper == Approx(0.04 + reach));
    CHECK(mean->verdict == Verdict::inconclusive);
}

TEST_CASE("where nothing of the variance is estimated the geometric mean uses the normal distribution") {
    ScenarioVerdict known = shifted(0.04);
    known.gates.front().degrees_of_freedom = {};
    known.gates.front().tau->degrees_of_freedom = {};
    const auto mean = geometric_mean({known, known});
    REQUIRE(mean);
    CHECK(mean->shift.lower == Approx(0.04 - 2.3263478740 * std::sqrt(2.5e-4)));
}

TEST_CASE("a member whose runs do not scatter at all adds no degrees of freedom") {
    ScenarioVerdict still = shifted(0.01);
    still.gates[0].standard_error = std::sqrt(2e-4);
    still.gates[0].standard_error_without_tau = 0;
    still.gates[0].degrees_of_freedom = std::nextafter(10.0, 0.0);  // tau's own, as sums round them
    CHECK(geometric_mean({still, still}).has_value());
}

TEST_CASE("the shared tau has the fewest degrees of freedom of any member's") {
    ScenarioVerdict known = shifted(0);
    known.gates.front().degrees_of_freedom = {};
    known.gates.front().tau->degrees_of_freedom = {};
    const auto mixed = geometric_mean({known, shifted(0)});
    const double degrees = 6.25e-8 / (6.25e-10 / 20 + 4e-8 / 10);
    CHECK(mixed.value().shift.upper ==
          Approx(statistics::student_t_quantile(0.99, degrees) * std::sqrt(2.5e-4)));
}

TEST_CASE("more baseline sessions make tau weigh less in the geometric mean") {
    ScenarioVerdict member = shifted(0);
    member.gates.front().baseline_sessions = 4;
    member.gates.front().degrees_of_freedom = {};
    member.gates.front().tau->degrees_of_freedom = {};
    CHECK(geometric_mean({member, member}).value().shift.upper ==
          Approx(2.3263478740 * std::sqrt(0.5e-4 + 1.25e-4)));
}

TEST_CASE("the geometric mean is judged like a gate with default margins") {
    CHECK(geometric_mean(all_shifted(0.08)).value().verdict == Verdict::regressed);
    CHECK(geometric_mean(all_shifted(-0.08)).value().verdict == Verdict::improved);
    CHECK(geometric_mean(all_shifted(0)).value().verdict == Verdict::unchanged);
    CHECK(geometric_mean(all_shifted(0.04)).value().verdict == Verdict::inconclusive);
}

TEST_CASE("a mean that a few members carry is as uncertain as the members lie apart") {
    // Kernels beside a neighbour that came and went: two were slowed, two hardly.
    const auto mean = geometric_mean({shifted(0.11), shifted(0.02), shifted(0.16), shifted(0.03)});
    REQUIRE(mean);
    CHECK(mean->shift.estimate == Approx(0.08));
    const double error = std::sqrt((0.03 * 0.03 + 0.06 * 0.06 + 0.08 * 0.08 + 0.05 * 0.05) / 3 / 4);
    // Scatter and tau explain 2.25e-4 of it; of the rest three degrees of freedom are known.
    const double rest = error * error - 2.25e-4;
    const double degrees =
        std::pow(error, 4) / (4 * std::pow(1e-4 / 16, 2) / 20 + 4e-8 / 10 + rest * rest / 3);
    CHECK(mean->shift.lower == Approx(0.08 - statistics::student_t_quantile(0.99, degrees) * error));
    CHECK(mean->verdict == Verdict::inconclusive);
    CHECK(geometric_mean({shifted(0.075), shifted(0.08), shifted(0.085), shifted(0.08)})->verdict ==
          Verdict::regressed);
}

TEST_CASE("host control holds for the geometric mean as for its members") {
    const auto judged = [](double shift, bool one_moved, std::size_t same_code) {
        Members members = all_shifted(shift);
        members.back().host_moved = one_moved;
        for (std::size_t i = 0; i < same_code; ++i) {
            members[i].same_code = true;
        }
        return geometric_mean(members).value().verdict;
    };
    CHECK(judged(0.08, true, 0) == Verdict::inconclusive);
    CHECK(judged(-0.08, true, 0) == Verdict::inconclusive);
    CHECK(judged(0, true, 0) == Verdict::unchanged);
    CHECK(judged(0.08, false, 4) == Verdict::inconclusive);
    CHECK(judged(0.08, false, 3) == Verdict::regressed);
    CHECK(judged(-0.08, false, 4) == Verdict::improved);
}

TEST_CASE("only members with a judged wall time that may fail take part in the geometric mean") {
    CHECK_FALSE(geometric_mean({}));
    CHECK_FALSE(geometric_mean({shifted(0.1)}));

    ScenarioVerdict other_metric = shifted(0.1);
    other_metric.gates.front().metric = metric::throughput;
    ScenarioVerdict reported_only = shifted(0.1);
    reported_only.gates.front().looks_taken = 0;
    ScenarioVerdict no_baseline = ended(Verdict::no_baseline);
    no_baseline.gates.emplace_back().metric = metric::wall_time;
    ScenarioVerdict never_failing = shifted(0.1);
    never_failing.advisory = true;
    for (const ScenarioVerdict& left_out : {other_metric, reported_only, no_baseline, never_failing}) {
        CHECK_FALSE(geometric_mean({shifted(0.1), left_out}));
        CHECK(geometric_mean({shifted(0.1), left_out, shifted(0.1)}).value().members == 2);
    }
}

TEST_CASE("what a duet confirmed or cleared takes part with the duet's shift, which has no tau") {
    ScenarioVerdict confirmed = ended(Verdict::regressed);
    GateVerdict& gate = confirmed.gates.emplace_back();
    gate.metric = metric::wall_time;
    gate.looks_taken = 1;
    gate.looks_planned = 6;
    gate.alpha = 0.01;
    gate.blocks = 10;
    const double reach = statistics::student_t_quantile(1 - 0.01 / 6, 9.0);
    gate.shift = Shift{0.05, 0.05 - 0.01 * reach, 0.05 + 0.01 * reach};
    const auto mean = geometric_mean({confirmed, shifted(0.04)});
    REQUIRE(mean);
    CHECK(mean->members == 2);
    CHECK(mean->shift.estimate == Approx(0.045));
    // Scatter of 1e-4 with 9 degrees of freedom and of 1e-4 with 20, both a quarter; tau's 2e-4 (10) half.
    const double degrees = std::pow(1.5e-4, 2) / (6.25e-10 / 9 + 6.25e-10 / 20 + 1e-8 / 10);
    CHECK(mean->shift.upper - mean->shift.estimate ==
          Approx(statistics::student_t_quantile(0.99, degrees) * std::sqrt(1.5e-4)));
    gate.shift = std::nullopt;
    CHECK_FALSE(geometric_mean({confirmed, shifted(0.04)}));
}

TEST_CASE("a wall time gate is found behind other gates") {
    ScenarioVerdict behind = shifted(0.1);
    behind.gates.insert(behind.gates.begin(), GateVerdict{});
    CHECK(geometric_mean({behind, behind}).has_value());
}

TEST_CASE("a suite's verdict is its worst member's") {
    CHECK(suite_verdict({}, {}) == Verdict::not_run);
    for (const Verdict verdict : every_verdict) {
        const Verdict worse = std::min(verdict, Verdict::unchanged);
        CHECK(suite_verdict({ended(Verdict::unchanged), ended(verdict)}, {}) == worse);
    }
    CHECK(suite_verdict({ended(Verdict::not_run)}, {}) == Verdict::not_run);
}

TEST_CASE("a geometric mean that regressed makes the suite regressed, any other changes nothing") {
    for (const Verdict verdict : every_verdict) {
        const Verdict expected = verdict == Verdict::regressed ? Verdict::regressed : Verdict::unchanged;
        CHECK(suite_verdict({ended(Verdict::unchanged)}, mean_that(verdict)) == expected);
    }
    CHECK(suite_verdict({ended(Verdict::failed)}, mean_that(Verdict::regressed)) == Verdict::failed);
}

TEST_CASE("an advisory member makes a suite's verdict worse only by failing") {
    CHECK(suite_verdict({ended(Verdict::improved), advisory(Verdict::regressed)}, {}) == Verdict::improved);
    CHECK(suite_verdict({ended(Verdict::improved), advisory(Verdict::failed)}, {}) == Verdict::failed);
}

TEST_CASE("a scenario's outcome follows from its verdict and the mode") {
    struct Row {
        Verdict verdict;
        Outcome gate;
        Outcome strict;
        Outcome report;
    };
    const std::vector<Row> rows = {
        {Verdict::failed, Outcome::failed, Outcome::failed, Outcome::failed},
        {Verdict::regressed, Outcome::regressed, Outcome::regressed, Outcome::ok},
        {Verdict::incomparable, Outcome::not_judged, Outcome::not_judged_strict, Outcome::ok},
        {Verdict::inconclusive, Outcome::not_judged, Outcome::not_judged_strict, Outcome::ok},
        {Verdict::no_baseline, Outcome::not_judged, Outcome::not_judged_strict, Outcome::ok},
        {Verdict::not_run, Outcome::not_judged, Outcome::not_judged_strict, Outcome::ok},
        {Verdict::unchanged, Outcome::ok, Outcome::ok, Outcome::ok},
        {Verdict::improved, Outcome::ok, Outcome::ok, Outcome::ok},
    };
    for (const Row& row : rows) {
        CAPTURE(static_cast<int>(row.verdict));
        CHECK(scenario_outcome(ended(row.verdict), Mode::gate) == row.gate);
        CHECK(scenario_outcome(ended(row.verdict), Mode::strict) == row.strict);
        CHECK(scenario_outcome(measured(row.verdict), Mode::report) == row.report);
        CHECK(scenario_outcome(ended(row.verdict), Mode::report) == Outcome::failed);
    }
}

TEST_CASE("an advisory scenario is fine once it was measured, unless it failed") {
    for (const Mode mode : {Mode::gate, Mode::strict, Mode::report}) {
        for (const Verdict verdict : every_verdict) {
            const Outcome expected = verdict == Verdict::failed ? Outcome::failed : Outcome::ok;
            CHECK(scenario_outcome(advisory(verdict), mode) == expected);
        }
    }
    const ScenarioVerdict refused = advisory(Verdict::incomparable, false);
    CHECK(scenario_outcome(refused, Mode::gate) == Outcome::not_judged);
    CHECK(scenario_outcome(refused, Mode::strict) == Outcome::not_judged_strict);
    CHECK(scenario_outcome(refused, Mode::report) == Outcome::failed);
}

TEST_CASE("a suite's outcome follows from its members, its mean and the mode") {
    const ScenarioVerdict good = measured(Verdict::unchanged);
    const ScenarioVerdict bad = measured(Verdict::regressed);
    const ScenarioVerdict failed = ended(Verdict::failed);
    const ScenarioVerdict open = measured(Verdict::no_baseline);
    const auto no_mean = std::optional<GeometricMean>();
    const auto bad_mean = mean_that(Verdict::regressed);
    struct Row {
        Members members;
        std::optional<GeometricMean> mean;
        Outcome gate;
        Outcome strict;
        Outcome report;
    };
    const std::vector<Row> rows = {
        {{good, good}, no_mean, Outcome::ok, Outcome::ok, Outcome::ok},
        {{good, failed, bad}, bad_mean, Outcome::failed, Outcome::failed, Outcome::failed},
        {{good, bad, open}, no_mean, Outcome::regressed, Outcome::regressed, Outcome::ok},
        {{good, good}, bad_mean, Outcome::regressed, Outcome::regressed, Outcome::ok},
        {{good, good}, mean_that(Verdict::inconclusive), Outcome::ok, Outcome::ok, Outcome::ok},
        {{good, open}, no_mean, Outcome::ok, Outcome::not_judged_strict, Outcome::ok},
        {{open, open}, no_mean, Outcome::not_judged, Outcome::not_judged_strict, Outcome::ok},
        {{open, ended(Verdict::not_run)},
         no_mean,
         Outcome::not_judged,
         Outcome::not_judged_strict,
         Outcome::ok},
        {{good, advisory(Verdict::regressed)}, no_mean, Outcome::ok, Outcome::ok, Outcome::ok},
        {{}, no_mean, Outcome::not_judged, Outcome::not_judged_strict, Outcome::failed},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows.data());
        CHECK(suite_outcome(row.members, row.mean, Mode::gate) == row.gate);
        CHECK(suite_outcome(row.members, row.mean, Mode::strict) == row.strict);
        CHECK(suite_outcome(row.members, row.mean, Mode::report) == row.report);
    }
}

TEST_CASE("reporting on a session fails only when everything that was tried failed") {
    const ScenarioVerdict good = measured(Verdict::unchanged);
    const ScenarioVerdict bad = measured(Verdict::regressed);
    const ScenarioVerdict failed = ended(Verdict::failed);
    const ScenarioVerdict refused = ended(Verdict::incomparable);
    const ScenarioVerdict not_run = ended(Verdict::not_run);
    struct Row {
        Members scenarios;
        Outcome gate;
        Outcome strict;
        Outcome report;
    };
    const std::vector<Row> rows = {
        {{failed, failed}, Outcome::failed, Outcome::failed, Outcome::failed},
        {{failed, not_run}, Outcome::failed, Outcome::failed, Outcome::failed},
        {{failed, good}, Outcome::ok, Outcome::ok, Outcome::ok},
        {{failed, refused}, Outcome::not_judged, Outcome::not_judged_strict, Outcome::failed},
        {{refused, refused}, Outcome::not_judged, Outcome::not_judged_strict, Outcome::failed},
        {{refused, bad}, Outcome::ok, Outcome::ok, Outcome::ok},
        {{not_run}, Outcome::not_judged, Outcome::not_judged_strict, Outcome::failed},
        {{}, Outcome::not_judged, Outcome::not_judged_strict, Outcome::failed},
    };
    for (const Row& row : rows) {
        CAPTURE(&row - rows.data());
        CHECK(session_outcome(row.scenarios, Mode::gate) == row.gate);
        CHECK(session_outcome(row.scenarios, Mode::strict) == row.strict);
        CHECK(session_outcome(row.scenarios, Mode::report) == row.report);
    }
}

TEST_CASE("an advisory member makes no suite judged, and a missing member is not judged in strict mode") {
    const ScenarioVerdict without = ended(Verdict::no_baseline);
    const ScenarioVerdict noted = advisory(Verdict::unchanged);
    CHECK(suite_outcome({noted, without}, std::nullopt, Mode::gate) == Outcome::not_judged);
    CHECK(session_outcome({noted, without}, Mode::gate) == Outcome::not_judged);
    CHECK(suite_outcome({noted}, std::nullopt, Mode::gate) == Outcome::ok);

    const ScenarioVerdict fine = ended(Verdict::unchanged);
    CHECK(suite_outcome({fine}, std::nullopt, Mode::strict, true) == Outcome::ok);
    CHECK(suite_outcome({fine}, std::nullopt, Mode::strict, false) == Outcome::not_judged_strict);
    CHECK(suite_outcome({fine}, std::nullopt, Mode::gate, false) == Outcome::ok);
}

TEST_CASE("a shift that the members of a large suite share is told as one") {
    const auto members = [](std::size_t count, double slowdown, std::size_t against = 0) {
        std::vector<ScenarioVerdict> all;
        for (std::size_t i = 0; i < count; ++i) {
            GateVerdict gate;
            gate.metric = metric::wall_time;
            const double shift = std::log1p(slowdown) + 0.001 * static_cast<double>(i % 3);
            gate.shift = Shift{i < against ? -shift : shift, 0, 0};
            all.emplace_back().gates = {gate};
        }
        return all;
    };
    REQUIRE(common_shift(members(10, 0.03)));
    CHECK(std::abs(*common_shift(members(10, 0.03)) - std::log1p(0.03)) < 0.0021);
    CHECK(*common_shift(members(20, -0.03)) < 0);
    CHECK(common_shift(members(10, 0.03, 1)));
    CHECK_FALSE(common_shift(members(10, 0.03, 2)));
    CHECK_FALSE(common_shift(members(9, 0.03)));
    CHECK_FALSE(common_shift(members(10, 0.008)));
    CHECK_FALSE(common_shift({}));
}

TEST_CASE("a tau that is known exactly leaves the uncertainty of a member to its own scatter") {
    // All of the 9 degrees of freedom of 3e-4 come from the member's 1e-4: by Welch and Satterthwaite
    // 9e-8 / (1e-8 / 1), so it has one. Two such members have 6.25e-8 / (2 * 6.25e-10 / 1) = 50.
    ScenarioVerdict member = shifted(0.04);
    member.gates.front().degrees_of_freedom = 9;
    member.gates.front().tau->degrees_of_freedom = {};
    const auto mean = geometric_mean({member, member});
    REQUIRE(mean);
    const double reach = statistics::student_t_quantile(0.99, 50.0) * std::sqrt(2.5e-4);
    CHECK(mean->shift.lower == Approx(0.04 - reach));
    CHECK(mean->shift.upper == Approx(0.04 + reach));
}
