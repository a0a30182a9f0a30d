#include "gate/comparability.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace ratchet {

namespace {

std::string shown(const std::string& value) {
    return value.empty() ? "unknown" : value;
}

std::string none_if_empty(const std::string& names) {
    return names.empty() ? "none" : names;
}

std::string shown(int value) {
    return fmt::format("{}", value);
}

std::string shown(std::uint64_t value) {
    return fmt::format("{}", value);
}

std::string shown(double value) {
    return fmt::format("{}", value);
}

std::string shown(bool value) {
    return value ? "yes" : "no";
}

template <typename Value>
std::string shown(const std::optional<Value>& value) {
    return value ? shown(*value) : "unknown";
}

template <typename Value>
void compare(std::vector<Difference>& differences, const std::string& field, const Value& baseline,
             const Value& now) {
    if (baseline != now) {
        differences.push_back({field, shown(baseline), shown(now)});
    }
}

/// What is shown of one entry of a map; a digest's first twelve digits tell it from any other.
std::string entry_text(const std::map<std::string, std::string>& entries, const std::string& key,
                       std::size_t digits) {
    const auto found = entries.find(key);
    return found == entries.end() ? "none" : shown(found->second.substr(0, digits));
}

void compare_maps(std::vector<Difference>& differences, const std::string& field,
                  const std::map<std::string, std::string>& baseline,
                  const std::map<std::string, std::string>& now, std::size_t digits) {
    std::map<std::string, std::string> keys = baseline;
    keys.insert(now.begin(), now.end());
    for (const auto& [key, ignored] : keys) {
        const auto in_baseline = baseline.find(key);
        const auto in_now = now.find(key);
        if (in_baseline == baseline.end() || in_now == now.end() || in_baseline->second != in_now->second) {
            differences.push_back({fmt::format("{} {}", field, key), entry_text(baseline, key, digits),
                                   entry_text(now, key, digits)});
        }
    }
}

/// Readings such as the memory size wobble by kernel and hypervisor without anything having changed.
bool nearly_equal(double a, double b) {
    return std::abs(a - b) <= 0.01 * std::max(std::abs(a), std::abs(b));
}

void compare_frequency(std::vector<Difference>& differences, const std::optional<double>& baseline,
                       const std::optional<double>& now) {
    if (baseline && now ? nearly_equal(*baseline, *now) : baseline == now) {
        return;
    }
    const auto in_mhz = [](const std::optional<double>& value) {
        return value ? fmt::format("{:.0f} MHz", *value) : "unknown";
    };
    differences.push_back({"maximum frequency", in_mhz(baseline), in_mhz(now)});
}

void compare_memory(std::vector<Difference>& differences, std::int64_t baseline, std::int64_t now) {
    if (nearly_equal(static_cast<double>(baseline), static_cast<double>(now))) {
        return;
    }
    const auto in_mib = [](std::int64_t bytes) {
        return fmt::format("{} MiB", bytes / (std::int64_t{1024} * 1024));
    };
    differences.push_back({"memory", in_mib(baseline), in_mib(now)});
}

std::vector<Difference> hard_differences(const Conditions& baseline, const Conditions& now) {
    std::vector<Difference> hard;
    compare(hard, "ISA", baseline.host.isa, now.host.isa);
    compare(hard, "CPU vendor", baseline.host.cpu_vendor, now.host.cpu_vendor);
    compare(hard, "CPU family", baseline.host.cpu_family, now.host.cpu_family);
    compare(hard, "CPU model", baseline.host.cpu_model, now.host.cpu_model);
    compare(hard, "architecture", baseline.host.architecture, now.host.architecture);
    compare(hard, "cores", baseline.host.cores, now.host.cores);
    compare(hard, "virtualised", baseline.host.virtualised, now.host.virtualised);
    compare(hard, "compiler", baseline.build.compiler, now.build.compiler);
    compare(hard, "flags", baseline.build.flags, now.build.flags);
    compare(hard, "optimised", baseline.build.optimised, now.build.optimised);
    compare(hard, "sanitizers", none_if_empty(baseline.build.sanitizers),
            none_if_empty(now.build.sanitizers));
    compare_maps(hard, "input", baseline.digests.inputs, now.digests.inputs, 12);
    for (const auto& [input, digest] : now.digests.inputs) {
        const auto before = baseline.digests.inputs.find(input);
        if (digest.empty() && before != baseline.digests.inputs.end() && before->second.empty()) {
            hard.push_back({fmt::format("input {}", input), shown(digest), shown(digest)});
        }
    }
    compare(hard, "iterations", baseline.plan.iterations, now.plan.iterations);
    compare(hard, "warm-up iterations", baseline.plan.warmup_iterations, now.plan.warmup_iterations);
    compare(hard, "batch", baseline.plan.batch, now.plan.batch);
    compare(hard, "least time", baseline.plan.min_time_s, now.plan.min_time_s);
    if (baseline.kernel_version != 0 && now.kernel_version != 0) {
        compare(hard, "version of the calibration kernels", baseline.kernel_version, now.kernel_version);
    }
    return hard;
}

std::vector<Difference> soft_differences(const Conditions& baseline, const Conditions& now) {
    std::vector<Difference> soft;
    compare(soft, "CPU name", baseline.host.cpu_name, now.host.cpu_name);
    compare(soft, "kernel", baseline.host.kernel, now.host.kernel);
    compare(soft, "microcode", baseline.host.microcode, now.host.microcode);
    compare(soft, "governor", baseline.host.governor, now.host.governor);
    compare(soft, "turbo", baseline.host.turbo, now.host.turbo);
    compare(soft, "SMT", baseline.host.smt, now.host.smt);
    compare_frequency(soft, baseline.host.max_frequency_mhz, now.host.max_frequency_mhz);
    compare_memory(soft, baseline.host.memory_bytes, now.host.memory_bytes);
    compare(soft, "command line", baseline.digests.command_line.substr(0, 12),
            now.digests.command_line.substr(0, 12));
    compare_maps(soft, "variable", baseline.digests.variables, now.digests.variables, std::string::npos);
    return soft;
}

bool all_known(const std::map<std::string, std::string>& digests) {
    return std::none_of(digests.begin(), digests.end(),
                        [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace

std::string to_text(const Difference& difference) {
    return fmt::format("{}: {} -> {}", difference.field, difference.baseline, difference.now);
}

Comparability compare_conditions(const Conditions& baseline, const Conditions& now) {
    return {.hard = hard_differences(baseline, now),
            .soft = soft_differences(baseline, now),
            .same_code = is_same_code(baseline.digests, now.digests)};
}

bool is_same_code(const Digests& baseline, const Digests& now) {
    return !baseline.executable.empty() && all_known(baseline.libraries) && all_known(baseline.inputs) &&
           baseline == now;
}

std::optional<std::string> refuse_build(const BuildInfo& build) {
    if (!build.sanitizers.empty()) {
        return fmt::format(
            "the program is built with the {} sanitizer, whose cost is not the program's: measure "
            "a build without it",
            build.sanitizers);
    }
    if (build.optimised == false) {
        return fmt::format("the program is built without optimisation{}: measure a Release build",
                           build.build_type.empty() ? "" : fmt::format(" ({})", build.build_type));
    }
    if (lower_case(build.build_type) == "debug") {
        return "the program is a Debug build: measure a Release build";
    }
    return std::nullopt;
}

}  // namespace ratchet
