#pragma once

#include "profile/stacks.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ratchet {

/// Copies stacks of one collection into another, each of whose frames is looked up once. Both must outlive
/// it.
class StackCopier {
  public:
    StackCopier(const Stacks& from, Stacks& into) : from_(from), into_(into), index_(from.frames().size()) {}

    /// A frame of `from`, as `into` has it.
    FrameIndex copy(FrameIndex frame);

    /// Counts so many samples of a stack; its position in `into`.
    std::size_t add(std::span<const FrameIndex> frames, std::uint64_t samples);

  private:
    const Stacks& from_;
    Stacks& into_;
    std::vector<std::optional<FrameIndex>> index_;
    std::vector<FrameIndex> frames_;
};

}  // namespace ratchet
