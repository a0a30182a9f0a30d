#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ratchet {

/// A function as call stacks name it.
struct Frame {
    std::string function;  ///< demangled; "libx.so+0x1f0" where there is no symbol
    std::string module;    ///< name of the file it lies in, "[kernel]", or empty: unknown

    // NOLINTNEXTLINE(modernize-use-nullptr): of clang-tidy 14
    friend auto operator<=>(const Frame&, const Frame&) = default;
};

/// Position of a frame in `Stacks::frames()`.
using FrameIndex = std::uint32_t;

/// One call stack, outermost function first, and how many samples saw it.
struct StackView {
    std::span<const FrameIndex> frames;
    std::uint64_t samples = 0;
};

/// Call stacks with their number of samples: what every picture and table of a profile is made from. Memory
/// grows with the stacks that differ, not with the samples.
class Stacks {
  public:
    /// The index of this frame, which is made at its first mention. Indices begin at 0 and have no gaps.
    FrameIndex index_of(std::string_view function, std::string_view module);

    /// Counts `samples` more of this stack, outermost function first, and gives its position. An empty stack
    /// and no samples count nothing, and give the number of stacks. Throws `Error(usage)` for an index that
    /// `index_of` never gave, `Error(artifact)` above 2^53 samples in all, which is as far as JSON counts
    /// exactly.
    std::size_t add(std::span<const FrameIndex> frames, std::uint64_t samples = 1);

    const std::vector<Frame>& frames() const { return frames_; }

    /// All samples.
    std::uint64_t samples() const { return samples_; }

    /// How many stacks differ.
    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }

    /// By position, in the order in which they were first seen. Valid until the next `add`.
    StackView operator[](std::size_t position) const;

    /// All of them by the texts of their frames, from the outermost on: the order of whatever is written.
    /// Valid until the next `add`.
    std::vector<StackView> sorted() const;

  private:
    struct Entry {
        std::uint64_t hash = 0;
        std::size_t begin = 0;  ///< in `arena_`
        std::uint32_t length = 0;
        std::uint64_t samples = 0;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    void grow_slots();

    std::vector<Frame> frames_;
    std::unordered_map<std::string, FrameIndex, TextHash, std::equal_to<>> frame_by_text_;
    std::string text_;  ///< the key that is being looked up
    std::vector<FrameIndex> arena_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_;  ///< open addressing: 1 + position in `entries_`, or 0
    std::uint64_t samples_ = 0;
};

}  // namespace ratchet
