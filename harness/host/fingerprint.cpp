#include "host/fingerprint.hpp"

#include "host/kernel_text.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Words = std::vector<std::string_view>;

bool holds(const Words& all, std::string_view word) {
    return std::find(all.begin(), all.end(), word) != all.end();
}

int small_number(std::string_view text) {
    const std::optional<long long> value = whole_number(text);
    return value && *value >= 0 && *value <= std::numeric_limits<int>::max() ? static_cast<int>(*value) : 0;
}

/// The assignments of the implementer code in ARM's main ID register that are met on servers and boards.
std::string arm_vendor(std::string_view implementer) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names = {{{"0x41", "ARM"},
                                                                                     {"0x42", "Broadcom"},
                                                                                     {"0x43", "Cavium"},
                                                                                     {"0x46", "Fujitsu"},
                                                                                     {"0x48", "HiSilicon"},
                                                                                     {"0x4e", "NVIDIA"},
                                                                                     {"0x51", "Qualcomm"},
                                                                                     {"0x61", "Apple"},
                                                                                     {"0xc0", "Ampere"}}};
    for (const auto& [code, name] : names) {
        if (code == implementer) {
            return std::string(name);
        }
    }
    return std::string(implementer);
}

/// Widest first: the kernel's name of the extension and ours.
std::string widest_extension(const Words& flags) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> extensions = {
        {{"avx512f", "avx512f"},
         {"avx2", "avx2"},
         {"avx", "avx"},
         {"sse4_2", "sse4_2"},
         {"sse2", "sse2"},
         {"sve2", "sve2"},
         {"sve", "sve"},
         {"asimd", "neon"},
         {"neon", "neon"}}};
    for (const auto& [flag, name] : extensions) {
        if (holds(flags, flag)) {
            return std::string(name);
        }
    }
    return {};
}

Words cpu_flags(std::string_view cpuinfo) {
    const std::string_view x86 = field(cpuinfo, "flags");
    return words(x86.empty() ? field(cpuinfo, "Features") : x86);
}

void add_cpu(HostFingerprint& host, std::string_view cpuinfo) {
    host.cpu_vendor = field(cpuinfo, "vendor_id");
    host.cpu_family = small_number(field(cpuinfo, "cpu family"));
    host.cpu_model = small_number(field(cpuinfo, "model"));
    host.cpu_name = field(cpuinfo, "model name");
    host.microcode = field(cpuinfo, "microcode");
    const std::string_view implementer = field(cpuinfo, "CPU implementer");
    if (!implementer.empty()) {
        host.cpu_vendor = arm_vendor(implementer);
        host.cpu_family = small_number(field(cpuinfo, "CPU architecture"));
        host.cpu_model = small_number(field(cpuinfo, "CPU part"));
    }
    host.isa = widest_extension(cpu_flags(cpuinfo));
}

std::optional<bool> is_one(const std::optional<std::string>& text) {
    const std::optional<long long> value = text ? whole_number(*text) : std::nullopt;
    return value ? std::optional(*value != 0) : std::nullopt;
}

std::optional<bool> turbo(const HostTexts& texts) {
    if (const std::optional<bool> off = is_one(texts.no_turbo)) {
        return !*off;
    }
    return is_one(texts.boost);
}

std::optional<std::string> joined_governors(const std::vector<std::string>& governors) {
    std::set<std::string_view> distinct;
    for (const std::string& governor : governors) {
        distinct.insert(trimmed(governor));
    }
    distinct.erase("");
    return distinct.empty() ? std::nullopt : std::optional(fmt::format("{}", fmt::join(distinct, "+")));
}

std::optional<double> highest_mhz(const std::vector<std::string>& frequencies_khz) {
    std::optional<double> highest;
    for (const std::string& text : frequencies_khz) {
        const std::optional<long long> khz = whole_number(text);
        if (khz && *khz > 0) {
            highest = std::max(highest.value_or(0), static_cast<double>(*khz) / 1000);
        }
    }
    return highest;
}

std::int64_t memory_bytes(std::string_view meminfo) {
    const Words total = words(field(meminfo, "MemTotal"));
    const std::optional<long long> kib = total.empty() ? std::nullopt : whole_number(total.front());
    constexpr long long most_kib = std::numeric_limits<std::int64_t>::max() / 1024;
    return kib && *kib > 0 && *kib <= most_kib ? *kib * 1024 : 0;
}

}  // namespace

HostFingerprint fingerprint(const HostTexts& texts) {
    HostFingerprint host;
    host.architecture = texts.architecture;
    host.kernel = texts.kernel_release;
    host.cores = texts.online_cpus;
    add_cpu(host, texts.cpuinfo);
    host.virtualised = is_virtualised(texts);
    host.governor = joined_governors(texts.governors);
    host.turbo = turbo(texts);
    host.smt = is_one(texts.smt_active);
    host.max_frequency_mhz = highest_mhz(texts.max_frequencies_khz);
    host.memory_bytes = memory_bytes(texts.meminfo);
    host.boot_id = trimmed(texts.boot_id);
    return host;
}

bool is_virtualised(const HostTexts& texts) {
    if (holds(cpu_flags(texts.cpuinfo), "hypervisor") || !trimmed(texts.hypervisor_type).empty() ||
        texts.device_tree.find("dummy-virt") != std::string::npos) {
        return true;
    }
    // ARM has no flag for it, and its virtual machines say so in their DMI tables. Amazon's bare-metal
    // instances bear the same vendor, and "metal" in their product's name.
    const std::string dmi = texts.dmi_vendor + " " + texts.dmi_product;
    constexpr std::array<std::string_view, 13> signs = {
        "QEMU",      "KVM",        "VMware",    "VirtualBox", "Virtual Machine", "Bochs",        "Xen",
        "Parallels", "Amazon EC2", "OpenStack", "Droplet",    "Google Compute",  "Alibaba Cloud"};
    const bool named = std::any_of(signs.begin(), signs.end(),
                                   [&](auto sign) { return dmi.find(sign) != std::string::npos; });
    return named && texts.dmi_product.find("metal") == std::string::npos;
}

bool is_container(bool marker_file, std::string_view init_cgroup) {
    constexpr std::array<std::string_view, 5> runtimes = {"docker", "containerd", "kubepods", "lxc",
                                                          "libpod"};
    return marker_file || std::any_of(runtimes.begin(), runtimes.end(), [&](auto runtime) {
               return init_cgroup.find(runtime) != std::string_view::npos;
           });
}

}  // namespace ratchet
