#include "measure/cpus_linux.hpp"

#include "base/error.hpp"
#include "measure/cpu_order.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>
#include <sched.h>
#if RATCHET_HAVE_HWLOC
#include <hwloc.h>
#endif

namespace ratchet {
std::vector<int> allowed_cpus() {
    constexpr int most_cpus = 8192;
    std::vector<int> allowed;
    cpu_set_t* const set = CPU_ALLOC(most_cpus);
    const std::size_t size = CPU_ALLOC_SIZE(most_cpus);
    if (sched_getaffinity(0, size, set) == 0) {
        for (int cpu = 0; cpu < most_cpus; ++cpu) {
            if (CPU_ISSET_S(static_cast<std::size_t>(cpu), size, set)) {
                allowed.push_back(cpu);
            }
        }
    }
    CPU_FREE(set);
    return allowed;
}

namespace {

bool allow_cpus(const std::vector<int>& cpus) {
    const auto most = static_cast<std::size_t>(*std::max_element(cpus.begin(), cpus.end())) + 1;
    cpu_set_t* const set = CPU_ALLOC(most);
    const std::size_t size = CPU_ALLOC_SIZE(most);
    CPU_ZERO_S(size, set);
    for (const int cpu : cpus) {
        CPU_SET_S(static_cast<std::size_t>(cpu), size, set);
    }
    const bool allowed = sched_setaffinity(0, size, set) == 0;
    CPU_FREE(set);
    return allowed;
}

#if RATCHET_HAVE_HWLOC
/// The logical CPUs of each physical core; empty when hwloc cannot tell.
std::vector<std::vector<int>> hardware_cores() {
    std::vector<std::vector<int>> cores;
    hwloc_topology_t topology = nullptr;
    if (hwloc_topology_init(&topology) != 0) {
        return cores;
    }
    if (hwloc_topology_load(topology) == 0) {
        hwloc_obj_t core = nullptr;
        while ((core = hwloc_get_next_obj_by_type(topology, HWLOC_OBJ_CORE, core)) != nullptr) {
            cores.emplace_back();
            for (int cpu = hwloc_bitmap_first(core->cpuset); cpu >= 0;
                 cpu = hwloc_bitmap_next(core->cpuset, cpu)) {
                cores.back().push_back(cpu);
            }
        }
    }
    hwloc_topology_destroy(topology);
    return cores;
}
#else
std::vector<std::vector<int>> hardware_cores() {
    return {};
}
#endif

std::vector<std::vector<int>> allowed_cores(const std::vector<int>& allowed) {
    std::vector<std::vector<int>> cores = hardware_cores();
    for (std::vector<int>& core : cores) {
        std::erase_if(core,
                      [&](int cpu) { return !std::binary_search(allowed.begin(), allowed.end(), cpu); });
    }
    std::erase_if(cores, [](const std::vector<int>& core) { return core.empty(); });
    if (cores.empty()) {
        for (const int cpu : allowed) {
            cores.push_back({cpu});
        }
    }
    return cores;
}

}  // namespace

CpuChoice choose_cpus(const ScenarioSpec& spec) {
    CpuChoice choice;
    if (spec.cpus) {
        const std::vector<int> allowed = allowed_cpus();
        choice.cpus = spread_over_cores(allowed_cores(allowed), *spec.cpus);
        if (choice.cpus.empty()) {
            choice.warning = Warning{WarningKind::not_pinned, spec.name.full(),
                                     fmt::format("CPUS {} was asked for, and this process may use {}",
                                                 *spec.cpus, allowed.size())};
        }
    }
    return choice;
}

std::array<std::vector<int>, 2> choose_cpus_for_two(const ScenarioSpec& spec) {
    const std::vector<int> allowed = allowed_cpus();
    const auto sets = split_over_cores(allowed_cores(allowed), spec.cpus);
    if (sets) {
        return *sets;
    }
    if (allowed.size() < 2) {
        throw Error(ErrorCode::usage,
                    "two builds at the same time need two CPUs, and this process may use one; run them in "
                    "turns, without --parallel",
                    spec.name.full());
    }
    throw Error(
        ErrorCode::usage,
        fmt::format("CPUS {} for each of two builds at the same time is more than half of the {} CPUs "
                    "that this process may use; run them in turns, without --parallel",
                    spec.cpus.value_or(1), allowed.size()),
        spec.name.full());
}

OnCpu::OnCpu(std::optional<int> cpu) {
    std::vector<int> before = allowed_cpus();
    if (cpu && std::find(before.begin(), before.end(), *cpu) != before.end() && allow_cpus({*cpu})) {
        before_ = std::move(before);
    }
}

OnCpu::~OnCpu() {
    if (!before_.empty()) {
        allow_cpus(before_);
    }
}

}  // namespace ratchet
