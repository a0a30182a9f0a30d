#pragma once

#include "model/host.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// The passing state of a host, beside its fingerprint. Absent: the kernel does not tell.
struct HostConditions {
    std::optional<double> load_average_1m;
    std::optional<double>
        cpu_pressure;                 ///< share of the last 10 s in which something waited for a CPU, percent
    std::optional<double> cpu_quota;  ///< CPUs' worth of time that the control group allows
    bool container = false;
    std::optional<bool> addresses_vary;  ///< address space randomisation is on for what this process starts

    bool operator==(const HostConditions&) const = default;
};

/// `some avg10` of /proc/pressure/cpu, percent; nothing when malformed.
[[nodiscard]] std::optional<double> cpu_pressure(std::string_view pressure);

/// CPUs allowed by a control group's cpu.max ("150000 100000" is 1.5); nothing for "max" and when malformed.
[[nodiscard]] std::optional<double> cpu_quota(std::string_view cpu_max);

/// Whether a process gets other addresses at each start, by /proc/sys/kernel/randomize_va_space and its
/// parent's /proc/self/personality; nothing where the former does not tell.
[[nodiscard]] std::optional<bool> addresses_vary(std::string_view randomize_va_space,
                                                 std::string_view personality);

/// What makes a host less than fit for measuring. Load blocks: more than half a runnable task per CPU, or CPU
/// pressure above 10 %. Governor, turbo, SMT, virtualisation, a container, a CPU quota and fixed addresses
/// are notes. What is not told is no finding.
[[nodiscard]] std::vector<FitnessFinding> assess_fitness(const HostFingerprint& host,
                                                         const HostConditions& conditions);

}  // namespace ratchet
