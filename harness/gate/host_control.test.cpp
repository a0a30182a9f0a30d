#include "gate/host_control.hpp"

#include "catch.hpp"
#include "gate/synthetic.test.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

Calibration one_kernel(const std::vector<double>& values, int version = 1) {
    return {.kernel_version = version, .kernels = {{"memory", values}}};
}

/// A kernel at `level` with next to no scatter.
Calibration steady(double level, std::size_t count = 12) {
    return one_kernel(synthetic::values(count, level, 1e-5));
}

/// Every other value `odd` times the one before.
Calibration alternating(std::size_t count, double odd) {
    std::vector<double> values = synthetic::values(count, 1, 1e-5);
    for (std::size_t i = 1; i < count; i += 2) {
        values[i] *= odd;
    }
    return one_kernel(values);
}

}  // namespace

TEST_CASE("a host that did not move is not controlled away") {
    const HostControl control = control_host({synthetic::calibration()}, synthetic::calibration());
    CHECK_FALSE(control.moved);
    CHECK(control.reason.empty());
    CHECK(control.warnings.empty());
}

TEST_CASE("a steady kernel moves the host beyond 3 % in either direction and not before") {
    struct Row {
        double level;
        bool moved;
    };
    for (const Row& row :
         {Row{1.031, true}, Row{1.029, false}, Row{1 / 1.031, true}, Row{1 / 1.029, false}}) {
        CAPTURE(row.level);
        CHECK(control_host({steady(1)}, steady(row.level)).moved == row.moved);
    }
}

TEST_CASE("a kernel that scatters moves the host only beyond three standard errors") {
    const auto noisy = [](double level) { return one_kernel(synthetic::values(10, level, 0.05)); };
    // The standard error is about 2.3 %, so that 3 % alone is noise.
    CHECK_FALSE(control_host({noisy(1)}, noisy(1.05)).moved);
    CHECK(control_host({noisy(1)}, noisy(1.09)).moved);
}

TEST_CASE("the reason names each kernel that moved and by how much") {
    Calibration now = synthetic::calibration();
    now.kernels["arithmetic"] = synthetic::values(12, 1.05e-3, 0.001);
    now.kernels["memory"] = synthetic::values(12, 0.9e-3, 0.001);
    const HostControl control = control_host({synthetic::calibration()}, now);
    CHECK(control.moved);
    CHECK(control.reason ==
          "arithmetic kernel +5.0 % against the baseline; memory kernel -10.0 % against the baseline");
}

TEST_CASE("several baseline sessions are averaged") {
    CHECK_FALSE(control_host({steady(1), steady(1.06)}, steady(1.03)).moved);
    CHECK(control_host({steady(1), steady(1.02)}, steady(1.06)).moved);
}

TEST_CASE("a kernel that cannot be compared is a warning and never a move") {
    struct Row {
        Calibration baseline;
        Calibration now;
        const char* detail;
    };
    Calibration no_kernel = steady(1);
    no_kernel.kernels.clear();
    std::vector<double> with_zero = synthetic::values(8, 2, 1e-5);
    with_zero[3] = 0;
    const std::vector<Row> rows = {
        {steady(1, 4), steady(2, 8), "the baseline has 4 values, 5 are needed"},
        {steady(1, 8), steady(2, 4), "this session has 4 values, 5 are needed"},
        {one_kernel(synthetic::values(8, 1, 0.001), 1), one_kernel(synthetic::values(8, 2, 0.001), 2),
         "kernel version 1 in the baseline, 2 now"},
        {no_kernel, steady(2, 8), "the baseline has 0 values, 5 are needed"},
        {steady(1, 8), no_kernel, "this session has 0 values, 5 are needed"},
        {one_kernel(with_zero), steady(2, 8), "the baseline has a value that is not positive"},
        {steady(1, 8), one_kernel(with_zero), "this session has a value that is not positive"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.detail);
        const HostControl control = control_host({row.baseline}, row.now);
        CHECK_FALSE(control.moved);
        REQUIRE(control.warnings.size() == 1);
        CHECK(control.warnings.front() == Warning{WarningKind::calibration_missing, "memory", row.detail});
    }
}

TEST_CASE("five values on either side are enough") {
    CHECK(control_host({steady(1, 5)}, steady(2, 5)).moved);
}

TEST_CASE("without any calibration there is one warning") {
    const HostControl control = control_host({Calibration{}}, Calibration{});
    CHECK_FALSE(control.moved);
    REQUIRE(control.warnings.size() == 1);
    CHECK_THAT(control.warnings.front().detail, Contains("neither"));
    CHECK(control_host({}, steady(1)).warnings.size() == 1);
}

TEST_CASE("a baseline session that cannot be compared does not hide one that can") {
    CHECK(control_host({steady(1, 2), steady(1)}, steady(1.1)).moved);
}

TEST_CASE("alternate values of a session that differ from each other count as a moved host") {
    for (const double odd : {1.03, 1 / 1.03}) {
        const HostControl control = control_host({alternating(12, odd)}, alternating(12, odd));
        CHECK(control.moved);
        CHECK_THAT(control.reason, Contains("between alternate values of this session"));
    }
    CHECK_FALSE(control_host({alternating(12, 1.015)}, alternating(12, 1.015)).moved);
    CHECK(control_host({alternating(10, 1.03)}, alternating(10, 1.03)).moved);
    CHECK_FALSE(control_host({alternating(9, 1.03)}, alternating(9, 1.03)).moved);
}

TEST_CASE("a change that the host's unrest could make is excused, a larger one is not") {
    // Standard error about 4.7 %: a shift of 5 % is no move by rule 9, and up to 14.4 % cannot be excluded.
    const auto noisy = [](double level) { return one_kernel(synthetic::values(10, level, 0.1)); };
    const HostControl control = control_host({noisy(1)}, noisy(1.05));
    REQUIRE_FALSE(control.moved);
    const auto cause = [&](Verdict verdict, double lower, double upper) {
        return cause_beside_code(verdict, {(lower + upper) / 2, lower, upper}, control, false);
    };
    CHECK_THAT(cause(Verdict::regressed, 0.10, 0.30).value_or(""),
               Catch::StartsWith("the host was not steady (the memory kernel may have moved by +1"));
    CHECK_FALSE(cause(Verdict::regressed, 0.20, 0.40));
    CHECK_THAT(cause(Verdict::improved, -0.30, -0.03).value_or(""), Catch::Contains("moved by -"));
    CHECK_FALSE(cause(Verdict::improved, -0.30, -0.10));
    CHECK_FALSE(cause(Verdict::unchanged, -0.01, 0.01));
    const HostControl quiet = control_host({steady(1)}, steady(1));
    CHECK_FALSE(cause_beside_code(Verdict::regressed, {0.05, 0.03, 0.07}, quiet, false));
    CHECK(cause_beside_code(Verdict::regressed, {0.05, 0.03, 0.07}, quiet, true));
    // Of kernels that may have moved as far the first is named.
    Calibration now = noisy(1.05);
    Calibration before = noisy(1);
    now.kernels["arithmetic"] = now.kernels["memory"];
    before.kernels["arithmetic"] = before.kernels["memory"];
    CHECK_THAT(cause_beside_code(Verdict::regressed, {0.2, 0.10, 0.30}, control_host({before}, now), false)
                   .value_or(""),
               Catch::Contains("the arithmetic kernel"));
    // Where nothing was calibrated nothing is excused.
    CHECK_FALSE(cause_beside_code(Verdict::regressed, {0.05, 0.03, 0.07}, control_host({}, {}), false));
}

TEST_CASE(
    "a host that moved explains a change of twice its own the same way, of its own the other way, and no "
    "larger one") {
    const HostControl control = control_host({steady(1)}, steady(1.1));
    REQUIRE(control.moved);
    CHECK_THAT(control.slower.explains, Catch::Matchers::WithinAbs(2 * std::log(1.1), 0.005));
    const auto is_excused = [&](Verdict verdict, double lower, double upper) {
        return cause_beside_code(verdict, {(lower + upper) / 2, lower, upper}, control, false).has_value();
    };
    CHECK(is_excused(Verdict::regressed, 0.18, 0.4));
    CHECK_FALSE(is_excused(Verdict::regressed, 0.21, 0.4));
    // The other way it explains no more than it moved.
    CHECK(is_excused(Verdict::improved, -0.4, -0.09));
    CHECK_FALSE(is_excused(Verdict::improved, -0.4, -0.11));
    const HostControl faster = control_host({steady(1)}, steady(1 / 1.1));
    CHECK_THAT(faster.faster.explains, Catch::Matchers::WithinAbs(2 * std::log(1.1), 0.005));
    CHECK_THAT(faster.slower.explains, Catch::Matchers::WithinAbs(std::log(1.1), 0.005));
    CHECK(control_host({steady(1)}, steady(1)).slower.explains == 0);
    const HostControl restless = control_host({alternating(12, 1.1)}, alternating(12, 1.1));
    CHECK_THAT(restless.slower.explains, Catch::Matchers::WithinAbs(2 * std::log(1.1), 0.01));
    CHECK(restless.slower.explains == restless.faster.explains);
}

TEST_CASE("a run is disturbed by what its kernels met right before or after it") {
    const std::vector<double> quiet{1.0, 1.001, 0.999, 1.0, 1.002, 0.998, 1.0, 1.001};
    const std::vector<Calibration> baseline{one_kernel(quiet)};
    std::vector<double> now(9, 1.0);
    using Positions = std::vector<std::size_t>;
    CHECK(undisturbed_runs(baseline, one_kernel(now), 8) == Positions{0, 1, 2, 3, 4, 5, 6, 7});
    now[3] = 1.2;
    CHECK(undisturbed_runs(baseline, one_kernel(now), 8) == Positions{0, 1, 4, 5, 6, 7});
    now[0] = 1.2;
    now[8] = 1.2;
    CHECK(undisturbed_runs(baseline, one_kernel(now), 8) == Positions{1, 4, 5, 6});
    now = std::vector<double>(9, 1.099);  // less than 10 %
    CHECK(undisturbed_runs(baseline, one_kernel(now), 8).size() == 8);

    // Where the baseline's host was uneasy itself, as much says nothing.
    const std::vector<Calibration> uneasy{one_kernel({1.0, 1.3, 1.0, 1.4, 1.1, 1.3, 1.0, 1.2})};
    CHECK(undisturbed_runs(uneasy, one_kernel({1.0, 1.4, 1.0, 1.5, 1.0}), 4).size() == 4);
    // What cannot be compared says nothing either.
    CHECK(undisturbed_runs({}, one_kernel(now), 8).size() == 8);
    CHECK(undisturbed_runs({one_kernel(quiet, 1)}, one_kernel({9, 9, 9, 9, 9}, 2), 4).size() == 4);
}
