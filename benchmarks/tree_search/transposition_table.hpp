#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tree_search {

using NodeIndex = std::uint32_t;

/// Which node stands for a position, so that a position reached by several paths is explored once. Open
/// addressing with linear probing, at most half full; grows by itself.
class TranspositionTable {
  public:
    TranspositionTable();

    /// The node of `position`, which becomes `candidate` if it had none. Amortised constant time.
    NodeIndex find_or_insert(std::uint64_t position, NodeIndex candidate);

    /// Forgets all positions and keeps the memory. Time in proportion to the capacity.
    void clear();

    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    struct Slot {
        std::uint64_t position;
        NodeIndex node;
    };

    [[nodiscard]] Slot& slot_of(std::uint64_t position);
    void grow();

    std::vector<Slot> slots_;  // a power of two of them
    std::size_t size_ = 0;
};

}  // namespace tree_search
