#include "gate/comparability.hpp"

#include "catch.hpp"

#include <functional>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

Conditions usual_conditions() {
    Conditions conditions;
    conditions.host = {.architecture = "x86_64",
                       .cpu_vendor = "AuthenticAMD",
                       .cpu_family = 25,
                       .cpu_model = 17,
                       .cpu_name = "EPYC",
                       .cores = 2,
                       .virtualised = true,
                       .isa = "avx2",
                       .kernel = "6.1.0",
                       .microcode = "0xa",
                       .governor = "performance",
                       .turbo = true,
                       .smt = {},
                       .max_frequency_mhz = 3000,
                       .memory_bytes = std::int64_t{8} << 30,
                       .boot_id = "boot"};
    conditions.build = {.build_type = "Release",
                        .compiler = "GNU 12.2.0",
                        .flags = "-O2 -g",
                        .optimised = true,
                        .sanitizers = ""};
    conditions.digests = {.executable = std::string(64, 'e'),
                          .libraries = {{"libcore.so", std::string(64, 'c')}},
                          .inputs = {{"corpus.tar", std::string(64, 'a')}},
                          .command_line = "",
                          .variables = {{"SLOWDOWN", "0"}}};
    conditions.plan = {.iterations = 10, .warmup_iterations = 3, .batch = 1, .looks = {9, 14, 20}, .seed = 1};
    conditions.kernel_version = 2;
    return conditions;
}

using Change = std::function<void(Conditions&)>;

struct Row {
    Change change;
    std::string text;
};

Comparability after(const Change& change) {
    Conditions now = usual_conditions();
    change(now);
    return compare_conditions(usual_conditions(), now);
}

}  // namespace

TEST_CASE("equal conditions have no differences and are the same code") {
    const Comparability result = compare_conditions(usual_conditions(), usual_conditions());
    CHECK(result.hard.empty());
    CHECK(result.soft.empty());
    CHECK(result.same_code);
}

TEST_CASE("each hard field makes conditions incomparable and says how") {
    const std::vector<Row> rows = {
        {[](Conditions& c) { c.host.isa = "avx512f"; }, "ISA: avx2 -> avx512f"},
        {[](Conditions& c) { c.host.cpu_vendor = ""; }, "CPU vendor: AuthenticAMD -> unknown"},
        {[](Conditions& c) { c.host.cpu_family = 26; }, "CPU family: 25 -> 26"},
        {[](Conditions& c) { c.host.cpu_model = 1; }, "CPU model: 17 -> 1"},
        {[](Conditions& c) { c.host.architecture = "aarch64"; }, "architecture: x86_64 -> aarch64"},
        {[](Conditions& c) { c.host.cores = 4; }, "cores: 2 -> 4"},
        {[](Conditions& c) { c.host.virtualised = false; }, "virtualised: yes -> no"},
        {[](Conditions& c) { c.build.compiler = "GNU 13.1.0"; }, "compiler: GNU 12.2.0 -> GNU 13.1.0"},
        {[](Conditions& c) { c.build.flags = "-O3"; }, "flags: -O2 -g -> -O3"},
        {[](Conditions& c) { c.build.optimised = {}; }, "optimised: yes -> unknown"},
        {[](Conditions& c) { c.build.sanitizers = "address"; }, "sanitizers: none -> address"},
        {[](Conditions& c) { c.digests.inputs["corpus.tar"] = std::string(64, 'b'); },
         "input corpus.tar: aaaaaaaaaaaa -> bbbbbbbbbbbb"},
        {[](Conditions& c) { c.digests.inputs["new.tar"] = "b"; }, "input new.tar: none -> b"},
        {[](Conditions& c) { c.digests.inputs.clear(); }, "input corpus.tar: aaaaaaaaaaaa -> none"},
        {[](Conditions& c) { c.plan.iterations = 11; }, "iterations: 10 -> 11"},
        {[](Conditions& c) { c.plan.warmup_iterations = 0; }, "warm-up iterations: 3 -> 0"},
        {[](Conditions& c) { c.plan.batch = 2; }, "batch: 1 -> 2"},
        {[](Conditions& c) { c.plan.min_time_s = 0.5; }, "least time: unknown -> 0.5"},
        {[](Conditions& c) { c.kernel_version = 3; }, "version of the calibration kernels: 2 -> 3"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const Comparability result = after(row.change);
        REQUIRE(result.hard.size() == 1);
        CHECK(to_text(result.hard.front()) == row.text);
        CHECK(result.soft.empty());
    }
}

TEST_CASE("each soft field is a note and leaves conditions comparable") {
    const std::vector<Row> rows = {
        {[](Conditions& c) { c.host.cpu_name = "EPYC 2"; }, "CPU name: EPYC -> EPYC 2"},
        {[](Conditions& c) { c.host.kernel = "6.2.0"; }, "kernel: 6.1.0 -> 6.2.0"},
        {[](Conditions& c) { c.host.microcode = ""; }, "microcode: 0xa -> unknown"},
        {[](Conditions& c) { c.host.governor = {}; }, "governor: performance -> unknown"},
        {[](Conditions& c) { c.host.turbo = false; }, "turbo: yes -> no"},
        {[](Conditions& c) { c.host.smt = true; }, "SMT: unknown -> yes"},
        {[](Conditions& c) { c.host.max_frequency_mhz = 2900; }, "maximum frequency: 3000 MHz -> 2900 MHz"},
        {[](Conditions& c) { c.host.max_frequency_mhz = {}; }, "maximum frequency: 3000 MHz -> unknown"},
        {[](Conditions& c) { c.host.memory_bytes /= 2; }, "memory: 8192 MiB -> 4096 MiB"},
        {[](Conditions& c) { c.digests.command_line = std::string(64, 'f'); },
         "command line: unknown -> ffffffffffff"},
        {[](Conditions& c) { c.digests.variables["SLOWDOWN"] = "10"; }, "variable SLOWDOWN: 0 -> 10"},
        {[](Conditions& c) { c.digests.variables.clear(); }, "variable SLOWDOWN: 0 -> none"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const Comparability result = after(row.change);
        REQUIRE(result.soft.size() == 1);
        CHECK(to_text(result.soft.front()) == row.text);
        CHECK(result.hard.empty());
    }
}

TEST_CASE(
    "what names a boot, a seed, a look or a build type is no difference, and readings may wobble by 1 %") {
    const std::vector<Change> changes = {
        [](Conditions& c) { c.host.boot_id = "other"; },
        [](Conditions& c) { c.plan.seed = 2; },
        [](Conditions& c) { c.plan.looks = {9}; },
        [](Conditions& c) { c.build.build_type = "Fast"; },
        [](Conditions& c) { c.kernel_version = 0; },
        [](Conditions& c) { c.host.max_frequency_mhz = 3029; },
        [](Conditions& c) { c.host.memory_bytes += c.host.memory_bytes / 101; },
    };
    for (const Change& change : changes) {
        const Comparability result = after(change);
        CHECK(result.hard.empty());
        CHECK(result.soft.empty());
        CHECK(result.same_code);
    }
}

TEST_CASE("a side without calibration kernels has no version that could differ") {
    Conditions without = usual_conditions();
    without.kernel_version = 0;
    CHECK(compare_conditions(without, usual_conditions()).hard.empty());
    Conditions first = usual_conditions();
    first.kernel_version = 1;
    CHECK(compare_conditions(first, usual_conditions()).hard.size() == 1);
    CHECK(compare_conditions(usual_conditions(), first).hard.size() == 1);
}

TEST_CASE("several differences are all listed") {
    const Comparability result = after([](Conditions& c) {
        c.host.cores = 4;
        c.build.flags = "-O3";
        c.host.kernel = "6.2.0";
    });
    CHECK(result.hard.size() == 2);
    CHECK(result.soft.size() == 1);
}

TEST_CASE("code is the same only where every digest is known and equal") {
    const Digests baseline = usual_conditions().digests;
    CHECK(is_same_code(baseline, baseline));

    const std::vector<std::function<void(Digests&)>> changes = {
        [](Digests& d) { d.executable = std::string(64, 'f'); },
        [](Digests& d) { d.libraries["libcore.so"] = "other"; },
        [](Digests& d) { d.libraries["libmore.so"] = "more"; },
        [](Digests& d) { d.inputs["corpus.tar"] = "other"; },
        [](Digests& d) { d.variables["SLOWDOWN"] = "10"; },
    };
    for (const auto& change : changes) {
        Digests now = baseline;
        change(now);
        CHECK_FALSE(is_same_code(baseline, now));
    }
}

TEST_CASE("an unknown digest on both sides does not make code the same") {
    const std::vector<std::function<void(Digests&)>> changes = {
        [](Digests& d) { d.executable.clear(); },
        [](Digests& d) { d.libraries["libcore.so"].clear(); },
        [](Digests& d) { d.inputs["corpus.tar"].clear(); },
    };
    for (const auto& change : changes) {
        Digests both = usual_conditions().digests;
        change(both);
        CHECK_FALSE(is_same_code(both, both));
    }
}

TEST_CASE("an input that is unknown on both sides may be another one") {
    Conditions unknown = usual_conditions();
    unknown.digests.inputs["corpus.tar"].clear();
    const Comparability compared = compare_conditions(unknown, unknown);
    REQUIRE(compared.hard.size() == 1);
    CHECK(compared.hard.front().field == "input corpus.tar");
}

TEST_CASE("builds with a sanitizer or without optimisation are refused, others are not") {
    const BuildInfo release = usual_conditions().build;
    CHECK_FALSE(refuse_build(release));

    BuildInfo unknown = release;
    unknown.optimised = {};
    CHECK_FALSE(refuse_build(unknown));

    BuildInfo debug = release;
    debug.optimised = false;
    debug.build_type = "Debug";
    CHECK_THAT(refuse_build(debug).value(), Contains("without optimisation (Debug)"));
    debug.build_type = "";
    CHECK_THAT(refuse_build(debug).value(), Contains("without optimisation: measure"));

    for (const char* type : {"Debug", "debug", "DEBUG"}) {
        BuildInfo optimised_debug = release;
        optimised_debug.build_type = type;
        CHECK_THAT(refuse_build(optimised_debug).value(), Contains("a Debug build"));
    }
    BuildInfo similar = release;
    similar.build_type = "DebugOptimised";
    CHECK_FALSE(refuse_build(similar));

    BuildInfo sanitized = release;
    sanitized.sanitizers = "thread";
    CHECK_THAT(refuse_build(sanitized).value(), Contains("the thread sanitizer"));
}

TEST_CASE("the same command line is no difference, whatever its digest") {
    Conditions conditions = usual_conditions();
    conditions.digests.command_line = "0123456789abcdef" + std::string(48, 'f');
    CHECK(compare_conditions(conditions, conditions).soft.empty());
    Conditions other = conditions;
    other.digests.command_line.front() = 'e';
    CHECK(compare_conditions(conditions, other).soft.size() == 1);
}
