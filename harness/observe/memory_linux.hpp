#pragma once

#include "observe/memory.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace ratchet {

/// Looks at the memory of other processes from time to time: what /proc says, which stops none of them. A
/// look at one takes some 0.01 ms.
class MemoryWatch {
  public:
    /// Keeps `most` values, the first ones.
    explicit MemoryWatch(std::size_t most) : most_(most) {}

    /// From now on `process` is looked at, until it has ended. Of more than 64 at a time the later ones are
    /// not.
    void see(std::uint32_t process);

    /// Looks at all of them, unless the last look was less than 20 ms ago. `now_ns`: monotonic clock.
    void look(std::int64_t now_ns);

    /// What was seen, in the order of time. This object is of no use afterwards.
    std::vector<TimedMemory> take() { return std::move(values_); }

  private:
    std::size_t most_;
    std::int64_t next_ns_ = 0;
    std::set<std::uint32_t> processes_;
    std::vector<TimedMemory> values_;
};

}  // namespace ratchet
