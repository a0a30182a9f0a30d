#include "profile/call_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <span>

namespace ratchet {
namespace {

/// A stack of either profile, in the frames of the tree.
struct Line {
    std::span<const FrameIndex> frames;
    SampleCounts samples;
};

/// Takes stacks in the order of their texts, so that what is behind the last one is final: a node that turns
/// out too narrow is then the end of the list of nodes, and is cut off.
class TreeBuilder {
  public:
    TreeBuilder(CallTree& tree, const CallTreeLimits& limits, const SampleCounts& samples)
        : nodes_(tree.nodes),
          most_depth_(std::max<std::size_t>(limits.most_depth, 1)),
          least_current_(limits.least_share * static_cast<double>(samples.current)),
          least_baseline_(limits.least_share * static_cast<double>(samples.baseline)) {
        nodes_.push_back({CallTree::all, 0, 0, {}, {}});
        open_.push_back({0, {}});
    }

    void add(const Line& line) {
        const auto frames = line.frames.first(std::min(line.frames.size(), most_depth_));
        std::size_t common = 0;
        while (common < frames.size() && common + 1 < open_.size() &&
               nodes_[open_[common + 1].node].frame == frames[common]) {
            ++common;
        }
        close_to(common);
        for (const FrameIndex frame : frames.subspan(common)) {
            const auto position = static_cast<std::uint32_t>(nodes_.size());
            nodes_.push_back({frame, open_.back().node, static_cast<std::uint32_t>(open_.size()), {}, {}});
            open_.push_back({position, {}});
        }
        CallTreeNode& node = nodes_[open_.back().node];
        node.total += line.samples;
        (frames.size() < line.frames.size() ? open_.back().left_out : node.self) += line.samples;
    }

    void finish() {
        close_to(0);
        put_rest(open_.back());
    }

  private:
    struct Open {
        std::uint32_t node;
        SampleCounts left_out;  ///< samples of children that were left out
    };

    void close_to(std::size_t depth) {
        while (open_.size() > depth + 1) {
            const Open closed = open_.back();
            open_.pop_back();
            const SampleCounts total = nodes_[closed.node].total;
            nodes_[open_.back().node].total += total;
            if (is_too_narrow(total)) {
                nodes_.resize(closed.node);
                open_.back().left_out += total;
            } else {
                put_rest(closed);
            }
        }
    }

    void put_rest(const Open& closed) {
        if (closed.left_out != SampleCounts{}) {
            nodes_.push_back({CallTree::rest, closed.node, nodes_[closed.node].depth + 1, closed.left_out,
                              closed.left_out});
        }
    }

    bool is_too_narrow(const SampleCounts& total) const {
        const auto is_less = [](std::uint64_t samples, double least) {
            return samples == 0 || static_cast<double>(samples) < least;
        };
        return is_less(total.current, least_current_) && is_less(total.baseline, least_baseline_);
    }

    std::vector<CallTreeNode>& nodes_;
    std::size_t most_depth_;
    double least_current_;
    double least_baseline_;
    std::vector<Open> open_;  ///< from the root to the innermost frame of the last stack
};

/// `stacks` sorted by text and said in the frames of `table`, whose indices lie in `arena`.
std::vector<Line> lines_of(const Stacks& stacks, bool current, Stacks& table,
                           std::vector<FrameIndex>& arena) {
    std::vector<FrameIndex> in_table;
    for (const Frame& frame : stacks.frames()) {
        in_table.push_back(table.index_of(frame.function, frame.module));
    }
    const std::vector<StackView> sorted = stacks.sorted();
    const auto add_length = [](std::size_t sum, const StackView& stack) { return sum + stack.frames.size(); };
    arena.reserve(std::accumulate(sorted.begin(), sorted.end(), std::size_t{0}, add_length));
    std::vector<Line> lines;
    for (const StackView& stack : sorted) {
        const std::size_t begin = arena.size();
        std::ranges::transform(stack.frames, std::back_inserter(arena),
                               [&](FrameIndex frame) { return in_table[frame]; });
        lines.push_back({std::span<const FrameIndex>(arena).subspan(begin),
                         current ? SampleCounts{stack.samples, 0} : SampleCounts{0, stack.samples}});
    }
    return lines;
}

}  // namespace

CallTree call_tree(const Stacks& stacks, const CallTreeLimits& limits) {
    CallTree tree{stacks.frames(), {}};
    TreeBuilder builder(tree, limits, {stacks.samples(), 0});
    for (const StackView& stack : stacks.sorted()) {
        builder.add({stack.frames, {stack.samples, 0}});
    }
    builder.finish();
    return tree;
}

CallTree call_tree(const Stacks& current, const Stacks& baseline, const CallTreeLimits& limits) {
    Stacks table;
    std::vector<FrameIndex> current_arena;
    std::vector<FrameIndex> baseline_arena;
    std::vector<Line> lines = lines_of(current, true, table, current_arena);
    const std::vector<Line> others = lines_of(baseline, false, table, baseline_arena);
    const std::vector<Frame>& frames = table.frames();
    const auto is_before = [&](const Line& a, const Line& b) {
        return std::ranges::lexicographical_compare(
            a.frames, b.frames, [&](FrameIndex x, FrameIndex y) { return x != y && frames[x] < frames[y]; });
    };
    const auto middle = static_cast<std::ptrdiff_t>(lines.size());
    lines.insert(lines.end(), others.begin(), others.end());
    std::inplace_merge(lines.begin(), lines.begin() + middle, lines.end(), is_before);
    CallTree tree{frames, {}};
    TreeBuilder builder(tree, limits, {current.samples(), baseline.samples()});
    for (const Line& line : lines) {
        builder.add(line);
    }
    builder.finish();
    return tree;
}

}  // namespace ratchet
