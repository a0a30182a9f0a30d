#include "host/fitness.hpp"

#include "host/kernel_text.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr double most_load_per_cpu = 0.5;
constexpr double most_cpu_pressure = 10;

FitnessFinding note(std::string check, std::string seen, std::string advice) {
    return {std::move(check), false, std::move(seen), std::move(advice)};
}

FitnessFinding obstacle(std::string check, std::string seen, std::string advice) {
    return {std::move(check), true, std::move(seen), std::move(advice)};
}

void add_frequency_findings(std::vector<FitnessFinding>& findings, const HostFingerprint& host) {
    if (host.governor && *host.governor != "performance") {
        findings.push_back(note("governor", fmt::format("the frequency governor is {}", *host.governor),
                                "sudo cpupower frequency-set -g performance"));
    }
    if (host.turbo.value_or(false)) {
        findings.push_back(note("turbo", "turbo is on: the clock depends on heat and on what else runs",
                                "turn it off: echo 1 into /sys/devices/system/cpu/intel_pstate/no_turbo, or "
                                "0 into /sys/devices/system/cpu/cpufreq/boost"));
    }
    if (host.smt.value_or(false)) {
        findings.push_back(note("smt", "SMT is on: two logical CPUs share one core",
                                "echo off | sudo tee /sys/devices/system/cpu/smt/control"));
    }
}

void add_sharing_findings(std::vector<FitnessFinding>& findings, const HostFingerprint& host,
                          const HostConditions& conditions) {
    if (host.virtualised) {
        findings.push_back(note("virtualisation",
                                "this is a virtual machine: its neighbours share the hardware",
                                "measure on bare metal, or expect wider margins"));
    }
    if (conditions.container) {
        findings.push_back(note("container", "this is a container: its neighbours share the kernel",
                                "give it CPUs of its own, for example docker run --cpuset-cpus"));
    }
    if (conditions.cpu_quota && *conditions.cpu_quota < host.cores) {
        findings.push_back(note("cpu_quota",
                                fmt::format("a quota of {:.2f} of {} CPUs stops whatever exceeds it",
                                            *conditions.cpu_quota, host.cores),
                                "give whole CPUs (a cpuset) instead of a share of time"));
    }
}

void add_layout_findings(std::vector<FitnessFinding>& findings, const HostConditions& conditions) {
    if (conditions.addresses_vary == false) {
        findings.push_back(
            note("aslr",
                 "address space randomisation is off: all runs of a program share one layout, and its luck "
                 "looks like code",
                 "sudo sysctl kernel.randomize_va_space=2, and no setarch -R or debugger around Ratchet"));
    }
}

void add_load_findings(std::vector<FitnessFinding>& findings, int cores, const HostConditions& conditions) {
    const double allowed = most_load_per_cpu * std::max(cores, 1);
    if (conditions.load_average_1m && *conditions.load_average_1m > allowed) {
        findings.push_back(
            obstacle("load",
                     fmt::format("the load average is {:.2f}, more than {:.2f} on {} CPUs",
                                 *conditions.load_average_1m, allowed, cores),
                     "stop what else runs; after a build, wait a minute for the average to fall"));
    }
    if (conditions.cpu_pressure && *conditions.cpu_pressure > most_cpu_pressure) {
        findings.push_back(obstacle(
            "cpu_pressure",
            fmt::format("something waited for a CPU {:.0f} % of the last 10 s", *conditions.cpu_pressure),
            "stop what else runs and try again"));
    }
}

}  // namespace

std::optional<double> cpu_pressure(std::string_view pressure) {
    constexpr std::string_view key = "avg10=";
    const std::vector<std::string_view> parts = words(pressure.substr(0, pressure.find('\n')));
    if (parts.size() < 2 || parts[0] != "some" || !parts[1].starts_with(key)) {
        return std::nullopt;
    }
    return decimal_number(parts[1].substr(key.size()));
}

std::optional<double> cpu_quota(std::string_view cpu_max) {
    const std::vector<std::string_view> parts = words(cpu_max);
    if (parts.size() != 2) {
        return std::nullopt;
    }
    const std::optional<long long> quota = whole_number(parts[0]);
    const std::optional<long long> period = whole_number(parts[1]);
    if (!quota || !period || *quota <= 0 || *period <= 0) {
        return std::nullopt;
    }
    return static_cast<double>(*quota) / static_cast<double>(*period);
}

std::optional<bool> addresses_vary(std::string_view randomize_va_space, std::string_view personality) {
    constexpr unsigned long long fixed = 0x0040000;  // ADDR_NO_RANDOMIZE, which children inherit
    const std::optional<long long> randomised = whole_number(randomize_va_space);
    if (!randomised) {
        return std::nullopt;
    }
    const std::optional<long long> own = whole_number("0x" + std::string(trimmed(personality)));
    return *randomised != 0 && (static_cast<unsigned long long>(own.value_or(0)) & fixed) == 0;
}

std::vector<FitnessFinding> assess_fitness(const HostFingerprint& host, const HostConditions& conditions) {
    std::vector<FitnessFinding> findings;
    add_load_findings(findings, host.cores, conditions);
    add_frequency_findings(findings, host);
    add_sharing_findings(findings, host, conditions);
    add_layout_findings(findings, conditions);
    return findings;
}

}  // namespace ratchet
