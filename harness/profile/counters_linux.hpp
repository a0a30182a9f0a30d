#pragma once

#include "base/file_descriptor_linux.hpp"
#include "model/cpu_counters.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// What the kernel does for a group of counters: a parameter, so that tests can do without a PMU.
struct CounterCalls {
    /// Opens the counter of a hardware event (PERF_COUNT_HW_*) in the group of the descriptor `leader`; -1:
    /// it leads a group of its own. Gives a descriptor, or the negative error.
    std::function<int(std::uint64_t event, int leader)> open;
    /// What reading a group's first descriptor gives; empty where it fails.
    std::function<std::string(int descriptor)> read;
    std::function<std::optional<int>()> paranoid;  ///< kernel.perf_event_paranoid
};

/// Those of this host.
CounterCalls kernel_counter_calls();

/// Counts the events of `counter_group_events`, in user space, of all programs that are executed, while it
/// lives, in child processes of the thread that made it, with their threads and children. One event for all
/// CPUs: nothing is sampled and no ring is needed.
class CounterGroup {
  public:
    /// What the CPU does not count is left out, but for the first one: without it this throws
    /// `Error(measurement)`, which says why and what to do.
    explicit CounterGroup(const CounterCalls& calls = kernel_counter_calls());

    /// Call it when the programs have ended. Throws as `read_counter_group` does.
    [[nodiscard]] CpuCounters read() const;

  private:
    CounterCalls calls_;
    std::vector<FileDescriptor> events_;
    std::vector<std::string> opened_;
    std::map<std::string, std::string> missing_;
};

}  // namespace ratchet
