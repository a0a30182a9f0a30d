#include "profile/baseline_stacks.hpp"

#include "profile/cut_stacks.hpp"
#include "profile/folded.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

struct Limits {
    std::size_t most = 0;
    std::size_t bytes = 0;
};

/// Bytes of " 12" and the line's end.
std::size_t count_bytes(std::uint64_t samples) {
    return fmt::formatted_size(" {}\n", samples);
}

bool fit(const Stacks& stacks, const Limits& limits) {
    if (stacks.size() > limits.most) {
        return false;
    }
    std::vector<std::size_t> widths;
    widths.reserve(stacks.frames().size());
    for (const Frame& frame : stacks.frames()) {
        widths.push_back(folded_frame(frame).size());
    }
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < stacks.size() && bytes <= limits.bytes; ++i) {
        bytes += stacks[i].frames.size() - 1 + count_bytes(stacks[i].samples);  // a semicolon between frames
        for (const FrameIndex frame : stacks[i].frames) {
            bytes += widths[frame];
        }
    }
    return bytes <= limits.bytes;
}

/// Leaves callers out that fewer than `least` samples have seen.
Stacks cut(const Stacks& stacks, const StackPaths& paths, std::uint64_t least) {
    StackCutter copy(stacks);
    for (std::size_t i = 0; i < paths.stacks.size(); ++i) {
        const std::vector<PathNode>& nodes = paths.nodes[i];
        const auto rare =
            std::ranges::find_if(nodes, [&](PathNode node) { return paths.totals[node] < least; });
        if (rare == nodes.end()) {
            copy.add_whole(paths.stacks[i]);
        } else {
            copy.add_cut(paths.stacks[i], static_cast<std::size_t>(rare - nodes.begin()));
        }
    }
    return copy.take();
}

/// The gentlest cut that fits, if any does. A harder one only ever joins what a gentler one has left apart.
std::optional<Stacks> gentlest_cut(const Stacks& stacks, const Limits& limits) {
    const StackPaths paths = paths_of(stacks);
    std::vector<std::uint64_t> counts = paths.totals;
    std::ranges::sort(counts);
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    std::optional<Stacks> found;
    std::size_t lower = 0;
    std::size_t upper = counts.size();
    while (lower < upper) {
        const std::size_t middle = lower + (upper - lower) / 2;
        Stacks tried = cut(stacks, paths, counts[middle] + 1);
        if (fit(tried, limits)) {
            found = std::move(tried);
            upper = middle;
        } else {
            lower = middle + 1;
        }
    }
    return found;
}

struct Leaf {
    FrameIndex frame = 0;
    std::uint64_t samples = 0;
};

/// Most samples first, then by name.
std::vector<Leaf> leaves_of(const Stacks& stacks) {
    std::vector<Leaf> leaves(stacks.frames().size());
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        leaves[i].frame = static_cast<FrameIndex>(i);
    }
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        leaves[stacks[i].frames.back()].samples += stacks[i].samples;
    }
    std::erase_if(leaves, [](const Leaf& leaf) { return leaf.samples == 0; });
    std::ranges::sort(leaves, [&](const Leaf& a, const Leaf& b) {
        return a.samples != b.samples ? a.samples > b.samples
                                      : stacks.frames()[a.frame] < stacks.frames()[b.frame];
    });
    return leaves;
}

/// Functions without any callers, as many as there is room for, and the rest.
Stacks functions_alone(const Stacks& stacks, const Limits& limits) {
    StackCutter copy(stacks);
    std::size_t lines = 1;
    std::size_t bytes = left_out_stacks.size() + count_bytes(stacks.samples());
    std::uint64_t left = 0;
    for (const Leaf& leaf : leaves_of(stacks)) {
        const std::size_t line = left_out_callers.size() + 1 +
                                 folded_frame(stacks.frames()[leaf.frame]).size() + count_bytes(leaf.samples);
        if (lines < limits.most && line <= limits.bytes && bytes + line <= limits.bytes) {
            copy.add_cut({std::span(&leaf.frame, 1), leaf.samples}, 0);
            lines += 1;
            bytes += line;
        } else {
            left += leaf.samples;
        }
    }
    copy.add_rest(left);
    return copy.take();
}

}  // namespace

Stacks keep_most(const Stacks& stacks, std::size_t most, std::size_t bytes) {
    const Limits limits{most, bytes};
    if (stacks.empty() || fit(stacks, limits)) {
        return stacks;
    }
    std::optional<Stacks> found = gentlest_cut(stacks, limits);
    return found ? *std::move(found) : functions_alone(stacks, limits);
}

bool is_cut(const Stacks& kept) {
    return std::ranges::any_of(kept.frames(), [](const Frame& frame) {
        return is_mark(frame, left_out_callers) || is_mark(frame, left_out_stacks);
    });
}

}  // namespace ratchet
