#pragma once

#include "model/host.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// What the kernel says about the machine, as it says it. A text that is empty or absent was not there.
struct HostTexts {
    std::string architecture;    ///< uname -m
    std::string kernel_release;  ///< uname -r
    int online_cpus = 0;
    std::string cpuinfo;                           ///< /proc/cpuinfo
    std::string meminfo;                           ///< /proc/meminfo
    std::string boot_id;                           ///< /proc/sys/kernel/random/boot_id
    std::vector<std::string> governors;            ///< scaling_governor of each frequency policy
    std::vector<std::string> max_frequencies_khz;  ///< cpuinfo_max_freq of each frequency policy
    std::optional<std::string> no_turbo;           ///< intel_pstate/no_turbo
    std::optional<std::string> boost;              ///< cpufreq/boost
    std::optional<std::string> smt_active;         ///< cpu/smt/active
    std::string dmi_vendor;                        ///< dmi/id/sys_vendor
    std::string dmi_product;                       ///< dmi/id/product_name
    std::string device_tree;                       ///< device-tree/compatible, NUL separated
    std::string hypervisor_type;                   ///< /sys/hypervisor/type
};

/// Reads a host's fingerprint out of these texts (x86 and arm64 in full; of other architectures what they
/// tell). What is not told stays empty, absent or 0; malformed text counts as not told. Of an ARM CPU the
/// vendor is the implementer's name, the family the architecture version, the model the part number. Several
/// governors are joined by "+", sorted; of several maximum frequencies the highest counts.
[[nodiscard]] HostFingerprint fingerprint(const HostTexts& texts);

/// Whether the texts tell of a hypervisor below this system. A container is not one.
[[nodiscard]] bool is_virtualised(const HostTexts& texts);

/// Whether this system looks like the inside of a container: one of the marker files of container runtimes
/// is there, or `init_cgroup` (/proc/1/cgroup) names one.
[[nodiscard]] bool is_container(bool marker_file, std::string_view init_cgroup);

}  // namespace ratchet
