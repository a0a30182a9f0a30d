#pragma once

#include "profile/stacks.hpp"

#include <cstdint>
#include <limits>
#include <vector>

// Call stacks merged to a tree: what flame graphs and tree tables are drawn from.

namespace ratchet {

/// Samples of a profile, and of the one it is compared with where there is one.
struct SampleCounts {
    std::uint64_t current = 0;
    std::uint64_t baseline = 0;

    SampleCounts& operator+=(const SampleCounts& other) {
        current += other.current;
        baseline += other.baseline;
        return *this;
    }
    bool operator==(const SampleCounts&) const = default;
};

/// A frame with all its callers: the same function has a node for each way that leads to it.
struct CallTreeNode {
    FrameIndex frame = 0;      ///< in `CallTree::frames`, or one of the two below
    std::uint32_t parent = 0;  ///< position in `CallTree::nodes`; the root's is 0
    std::uint32_t depth = 0;   ///< 0 is the root
    SampleCounts self;         ///< in which it was the innermost frame
    SampleCounts total;        ///< self and those of its children

    bool operator==(const CallTreeNode&) const = default;
};

struct CallTree {
    /// The `frame` of the root, which stands for the whole profile.
    static constexpr FrameIndex all = std::numeric_limits<FrameIndex>::max();
    /// The `frame` of the last child of a node some of whose children were left out: it has their samples as
    /// its own, so that totals are exact.
    static constexpr FrameIndex rest = all - 1;

    std::vector<Frame> frames;
    std::vector<CallTreeNode> nodes;  ///< parents before children, siblings by text; never empty
};

/// What is left out of a call tree.
struct CallTreeLimits {
    double least_share = 0;           ///< of all samples of its profile; what is narrower in both is left out
    std::uint32_t most_depth = 1000;  ///< frames of a stack, at least 1; deeper ones are left out
};

/// The stacks as a tree. No stacks: the root alone. Takes O(frames of all stacks that differ) and room for
/// what is kept.
CallTree call_tree(const Stacks& stacks, const CallTreeLimits& limits = {});

/// The same of two profiles; frames are the same whose function and module are.
CallTree call_tree(const Stacks& current, const Stacks& baseline, const CallTreeLimits& limits = {});

}  // namespace ratchet
