#include "host/host_class.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "model/name.hpp"

using ratchet::Error;
using ratchet::host_class;
using ratchet::HostFingerprint;

namespace {

HostFingerprint host(const std::string& vendor, int family, int model, int cores, bool virtualised) {
    HostFingerprint result;
    result.architecture = "riscv64";
    result.cpu_vendor = vendor;
    result.cpu_family = family;
    result.cpu_model = model;
    result.cores = cores;
    result.virtualised = virtualised;
    return result;
}

}  // namespace

TEST_CASE("a host class names vendor, family, model, CPUs and virtualisation") {
    CHECK(host_class(host("AuthenticAMD", 25, 17, 2, true)) == "amd-25-17-2cpu-virtual");
    CHECK(host_class(host("GenuineIntel", 6, 165, 16, false)) == "intel-6-165-16cpu-metal");
    CHECK(host_class(host("ARM", 8, 3340, 64, true)) == "arm-8-3340-64cpu-virtual");
    CHECK(host_class(host("", 0, 0, 4, false)) == "riscv64-0-0-4cpu-metal");
}

TEST_CASE("a hostile vendor cannot leave the directory of baselines") {
    for (const char* vendor : {"../../etc", "/abs", "..", "a/b", "\x1b[2J", "-rf"}) {
        CAPTURE(vendor);
        const std::string name = host_class(host(vendor, 1, 1, 1, true));
        CHECK(ratchet::is_scenario_name(name));
    }
}

TEST_CASE("a chosen host class is taken as it is") {
    const HostFingerprint any = host("AuthenticAMD", 25, 17, 2, true);
    CHECK(host_class(any, "CI-runner_4.large+") == "CI-runner_4.large+");
    CHECK(host_class(any, "") == "amd-25-17-2cpu-virtual");
}

TEST_CASE("a chosen host class that is no plain name is refused") {
    const HostFingerprint any = host("AuthenticAMD", 25, 17, 2, true);
    for (const std::string chosen :
         {"../x", "..", ".hidden", "a/b", "/abs", "a b", "-x", "a\n", "\x1b[31m"}) {
        CAPTURE(chosen);
        CHECK_THROWS_AS(host_class(any, chosen), Error);
    }
    CHECK_NOTHROW(host_class(any, std::string(100, 'a')));
    CHECK_THROWS_WITH(host_class(any, std::string(101, 'a')), Catch::StartsWith("RATCHET_HOST_CLASS"));
    CHECK_THROWS_WITH(host_class(any, "\x1b[31m"), !Catch::Contains("\x1b"));
}
