#include "host/host_linux.hpp"

#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "host/fingerprint.hpp"
#include "observe/noise.hpp"

#include <filesystem>
#include <system_error>

#include <sys/utsname.h>
#include <unistd.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

/// Which of these files exist, and to whom, differs from machine to machine: one that cannot be read tells
/// nothing, like one that is not there.
std::optional<std::string> told(const fs::path& path) {
    constexpr std::size_t max_bytes = std::size_t{16} << 20U;  // cpuinfo of a thousand CPUs is 2 MiB
    try {
        return read_regular_file(path, max_bytes);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string text(const fs::path& path) {
    return told(path).value_or("");
}

void add_frequency_policies(HostTexts& texts) {
    std::error_code ignored;  // no directory: no frequency scaling to tell of
    for (const fs::directory_entry& policy :
         fs::directory_iterator("/sys/devices/system/cpu/cpufreq", ignored)) {
        if (policy.path().filename().string().starts_with("policy")) {
            texts.governors.push_back(text(policy.path() / "scaling_governor"));
            texts.max_frequencies_khz.push_back(text(policy.path() / "cpuinfo_max_freq"));
        }
    }
}

}  // namespace

HostFingerprint read_host() {
    const fs::path cpu = "/sys/devices/system/cpu";
    HostTexts texts;
    utsname system{};
    if (::uname(&system) == 0) {
        texts.architecture = system.machine;
        texts.kernel_release = system.release;
    }
    texts.online_cpus = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    texts.cpuinfo = text("/proc/cpuinfo");
    texts.meminfo = text("/proc/meminfo");
    texts.boot_id = text("/proc/sys/kernel/random/boot_id");
    add_frequency_policies(texts);
    texts.no_turbo = told(cpu / "intel_pstate/no_turbo");
    texts.boost = told(cpu / "cpufreq/boost");
    texts.smt_active = told(cpu / "smt/active");
    texts.dmi_vendor = text("/sys/class/dmi/id/sys_vendor");
    texts.dmi_product = text("/sys/class/dmi/id/product_name");
    texts.device_tree = text("/proc/device-tree/compatible");
    texts.hypervisor_type = text("/sys/hypervisor/type");
    return fingerprint(texts);
}

HostConditions read_host_conditions() {
    std::error_code unseen;
    const bool marker = fs::exists("/.dockerenv", unseen) || fs::exists("/run/.containerenv", unseen);
    HostConditions conditions;
    conditions.load_average_1m = load_average_1m(text("/proc/loadavg"));
    conditions.cpu_pressure = cpu_pressure(text("/proc/pressure/cpu"));
    conditions.cpu_quota = cpu_quota(text("/sys/fs/cgroup/cpu.max"));
    conditions.container = is_container(marker, text("/proc/1/cgroup"));
    conditions.addresses_vary =
        addresses_vary(text("/proc/sys/kernel/randomize_va_space"), text("/proc/self/personality"));
    return conditions;
}

}  // namespace ratchet
