#pragma once

#include "profile/stack_copier.hpp"
#include "profile/stacks.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

// Pieces of which `baseline_stacks.hpp` makes its cuts.

namespace ratchet {

/// The frame that stands for callers that were left out, and the one that stands for whole stacks.
inline constexpr std::string_view left_out_callers = "[...]";
inline constexpr std::string_view left_out_stacks = "[rest]";

/// Whether the frame is one of these, which belong to no module.
bool is_mark(const Frame& frame, std::string_view mark);

/// A frame with just these callers.
using PathNode = std::uint32_t;

/// All stacks, and how many samples each of their frames has with just these callers.
struct StackPaths {
    std::vector<StackView> stacks;             ///< sorted; valid as long as those they are of
    std::vector<std::vector<PathNode>> nodes;  ///< of each frame of each stack
    std::vector<std::uint64_t> totals;         ///< of each node
};
StackPaths paths_of(const Stacks& stacks);

/// Copies stacks, or what is left of them, out of others, which must outlive it.
class StackCutter {
  public:
    explicit StackCutter(const Stacks& from) : copier_(from, made_) {}
    StackCutter(const StackCutter&) = delete;
    StackCutter& operator=(const StackCutter&) = delete;

    void add_whole(const StackView& stack);

    /// "a;b;[...];leaf", with so many of the stack's callers before what is left out.
    void add_cut(const StackView& stack, std::size_t callers);

    void add_rest(std::uint64_t samples);

    /// What was copied; nothing is added any more.
    [[nodiscard]] Stacks take() { return std::move(made_); }

  private:
    void append(std::span<const FrameIndex> frames);

    Stacks made_;
    StackCopier copier_;
    std::vector<FrameIndex> frames_;
};

}  // namespace ratchet
