#include "report/doctor_table.hpp"

#include "catch.hpp"

using namespace ratchet;
using Catch::Contains;

namespace {

DoctorReport examined() {
    DoctorReport report;
    report.host.cpu_name = "AMD EPYC 9354P";
    report.host.cores = 2;
    report.host.virtualised = true;
    report.host_class = "amd-25-17-2cpu-virtual";
    report.findings = {{"turbo", false, "on", "switch it off"}, {"load", true, "3.0", "stop what runs"}};
    Sensitivity memory;
    memory.work = "memory";
    memory.median_s = 0.005;
    memory.scatter = 0.004;
    memory.null = Verdict::unchanged;
    memory.null_shift = Shift{0.001, -0.002, 0.004};
    memory.same_boot = 0.054;
    memory.duet = 0.05;
    memory.needed = {{0.01, std::nullopt, 45}, {0.02, 30, 10}, {0.05, 9, 10}};
    report.works = {memory};
    return report;
}

}  // namespace

TEST_CASE("the doctor tells the host, what to change and what can be seen") {
    const std::string text = render_doctor(examined(), {120, false});
    CHECK_THAT(text, Contains("amd-25-17-2cpu-virtual: AMD EPYC 9354P, 2 CPUs, virtual"));
    CHECK_THAT(text, Contains("– turbo: on. switch it off") && Contains("✗ load: 3.0. stop what runs"));
    CHECK_THAT(text, Contains("memory") && Contains("5.00 ms") && Contains("+5.4 %") && Contains("none"));
    CHECK_THAT(text, Contains("– / 45") && Contains("30 / 10") && Contains("9 / 10"));
    CHECK_THAT(text, !Contains("Do not gate on it"));
}

TEST_CASE("work that differs from itself is the first thing to know") {
    DoctorReport report = examined();
    report.works.front().null = Verdict::regressed;
    CHECK_THAT(render_doctor(report, {120, false}),
               Contains("memory came out as regressed against itself") && Contains("Do not"));
}

TEST_CASE("a host with nothing to change, and nothing measured, is told as that") {
    DoctorReport report = examined();
    report.findings.clear();
    report.works.clear();
    const std::string text = render_doctor(report, {120, false});
    CHECK_THAT(text, Contains("Nothing to change was found.") && !Contains("slowdown"));
}

TEST_CASE("a plan is a line to copy, or says that no number of runs will do") {
    CHECK_THAT(plan_sentence("search/sort", 0.02, 30),
               Contains("REPETITIONS 30 and GATE \"wall_time 1%/2%\"") && Contains("+2.0 %"));
    CHECK_THAT(plan_sentence("search/sort", 0.1, 9), Contains("GATE \"wall_time 2%/10%\" see +10.0 %"));
    CHECK_THAT(plan_sentence("search/sort", 0.01, std::nullopt),
               Contains("no number of runs") && Contains("ratchet duet search/sort --against <commit>"));
}
