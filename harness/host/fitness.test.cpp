#include "host/fitness.hpp"

#include "catch.hpp"
#include "observe/noise.hpp"

#include <algorithm>

using ratchet::addresses_vary;
using ratchet::assess_fitness;
using ratchet::cpu_pressure;
using ratchet::cpu_quota;
using ratchet::FitnessFinding;
using ratchet::HostConditions;
using ratchet::HostFingerprint;
using ratchet::load_average_1m;

namespace {

HostFingerprint fit_host() {
    HostFingerprint host;
    host.cores = 4;
    host.governor = "performance";
    host.turbo = false;
    host.smt = false;
    return host;
}

/// Check names in order; those that block end in "!".
std::vector<std::string> names(const std::vector<FitnessFinding>& findings) {
    std::vector<std::string> result;
    for (const FitnessFinding& finding : findings) {
        CHECK_FALSE(finding.seen.empty());
        CHECK_FALSE(finding.advice.empty());
        result.push_back(finding.check + (finding.blocks ? "!" : ""));
    }
    return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a quiet, fixed, bare machine has no findings, nor has one that tells nothing") {
    CHECK(assess_fitness(fit_host(), {}).empty());
    HostFingerprint silent;
    silent.cores = 1;
    CHECK(assess_fitness(silent, {}).empty());
}

TEST_CASE("what changes the clock or shares the machine is noted and does not block") {
    HostFingerprint host = fit_host();
    host.governor = "powersave";
    host.turbo = true;
    host.smt = true;
    host.virtualised = true;
    HostConditions conditions;
    conditions.container = true;
    conditions.cpu_quota = 1.5;
    conditions.addresses_vary = false;
    CHECK(names(assess_fitness(host, conditions)) ==
          Names{"governor", "turbo", "smt", "virtualisation", "container", "cpu_quota", "aslr"});
    CHECK_THAT(assess_fitness(host, conditions).front().seen, Catch::Contains("powersave"));
}

TEST_CASE("governors that are not all performance are noted") {
    HostFingerprint host = fit_host();
    host.governor = "performance+schedutil";
    CHECK(names(assess_fitness(host, {})) == Names{"governor"});
}

TEST_CASE("a quota of at least all CPUs is none") {
    HostConditions conditions;
    conditions.cpu_quota = 4;
    CHECK(assess_fitness(fit_host(), conditions).empty());
}

TEST_CASE("addresses vary unless the kernel or what started this process fixes them") {
    CHECK(addresses_vary("2\n", "00000000\n") == true);
    CHECK(addresses_vary("1\n", "") == true);
    CHECK(addresses_vary("0\n", "00000000\n") == false);
    CHECK(addresses_vary("2\n", "00040000\n") == false);
    CHECK(addresses_vary("2\n", "00440008\n") == false);
    CHECK_FALSE(addresses_vary("", "00040000\n"));
    HostConditions conditions;
    conditions.addresses_vary = true;
    CHECK(assess_fitness(fit_host(), conditions).empty());
}

TEST_CASE("load above half a task per CPU blocks") {
    HostConditions conditions;
    conditions.load_average_1m = 2.0;
    CHECK(assess_fitness(fit_host(), conditions).empty());
    conditions.load_average_1m = 2.01;
    CHECK(names(assess_fitness(fit_host(), conditions)) == Names{"load!"});
}

TEST_CASE("pressure on the CPUs above ten percent blocks") {
    HostConditions conditions;
    conditions.cpu_pressure = 10.0;
    CHECK(assess_fitness(fit_host(), conditions).empty());
    conditions.cpu_pressure = 10.5;
    CHECK(names(assess_fitness(fit_host(), conditions)) == Names{"cpu_pressure!"});
}

TEST_CASE("the kernel's figures of load, pressure and quota are read") {
    CHECK(load_average_1m("0.42 0.30 0.10 1/96 7281\n") == 0.42);
    CHECK(cpu_pressure("some avg10=1.52 avg60=1.37 avg300=0.41 total=6576262\nfull avg10=9.99\n") == 1.52);
    CHECK(cpu_quota("150000 100000\n") == 1.5);
}

TEST_CASE("figures that are missing or malformed are absent, not zero") {
    for (const char* text : {"", "\n", "none", "some", "some avg60=1.00", "some avg10=", "some avg10=x",
                             "full avg10=1.00", "max 100000", "0 100000", "100000 0", "1 2 3", "-5 100"}) {
        CAPTURE(text);
        CHECK_FALSE(cpu_pressure(text));
        CHECK_FALSE(cpu_quota(text));
    }
    CHECK_FALSE(load_average_1m(""));
    CHECK_FALSE(load_average_1m("nan 1 1"));
}
