#include "transposition_table.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace tree_search {
namespace {

constexpr std::size_t initial_capacity = 1024;
constexpr NodeIndex empty = std::numeric_limits<NodeIndex>::max();

/// Spreads neighbouring positions over the table: the finaliser of MurmurHash3.
std::uint64_t mixed(std::uint64_t value) {
    value ^= value >> 33U;
    value *= 0xff51afd7ed558ccdU;
    value ^= value >> 33U;
    value *= 0xc4ceb9fe1a85ec53U;
    value ^= value >> 33U;
    return value;
}

}  // namespace

TranspositionTable::TranspositionTable() : slots_(initial_capacity, Slot{0, empty}) {}

NodeIndex TranspositionTable::find_or_insert(std::uint64_t position, NodeIndex candidate) {
    Slot* slot = &slot_of(position);
    if (slot->node != empty) {
        return slot->node;
    }
    if (2 * (size_ + 1) > slots_.size()) {
        grow();
        slot = &slot_of(position);
    }
    *slot = {position, candidate};
    ++size_;
    return candidate;
}

void TranspositionTable::clear() {
    std::fill(slots_.begin(), slots_.end(), Slot{0, empty});
    size_ = 0;
}

TranspositionTable::Slot& TranspositionTable::slot_of(std::uint64_t position) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = mixed(position) & mask;
    while (slots_[i].node != empty && slots_[i].position != position) {
        i = (i + 1) & mask;
    }
    return slots_[i];
}

void TranspositionTable::grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(2 * slots_.size(), Slot{0, empty}));
    for (const Slot& slot : old) {
        if (slot.node != empty) {
            slot_of(slot.position) = slot;
        }
    }
}

}  // namespace tree_search
