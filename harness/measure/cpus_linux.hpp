#pragma once

#include "model/scenario.hpp"
#include "model/warning.hpp"

#include <array>
#include <optional>
#include <vector>

namespace ratchet {

/// The CPUs that this process may use, ascending.
std::vector<int> allowed_cpus();

struct CpuChoice {
    std::vector<int> cpus;           ///< ascending; empty: not pinned
    std::optional<Warning> warning;  ///< not_pinned: CPUs were asked for and there are not so many
};

/// The CPUs that every run of a scenario is pinned to, by its `cpus` option, out of those that this process
/// may use; the same choice each time. Physical cores come from hwloc; without it every CPU counts as a core.
/// Asking for more CPUs than there are is no error: the scenario runs unpinned, with a warning. About 10 ms
/// with hwloc, nothing when no pinning is asked for.
CpuChoice choose_cpus(const ScenarioSpec& spec);

/// The CPUs for two builds of a scenario that run at the same time: as many as its `cpus` for each, without
/// it half of those that this process may use. Throws `Error(usage)` where there are not so many.
std::array<std::vector<int>, 2> choose_cpus_for_two(const ScenarioSpec& spec);

/// While it lives the calling thread runs on `cpu` alone. Without one, or where this thread may not run on
/// it, nothing changes.
class OnCpu {
  public:
    explicit OnCpu(std::optional<int> cpu);
    ~OnCpu();
    OnCpu(const OnCpu&) = delete;
    OnCpu& operator=(const OnCpu&) = delete;

  private:
    std::vector<int> before_;  ///< empty: nothing changed
};

}  // namespace ratchet
