#include "profile/cut_stacks.hpp"

#include <algorithm>

namespace ratchet {

bool is_mark(const Frame& frame, std::string_view mark) {
    return frame.module.empty() && frame.function == mark;
}

StackPaths paths_of(const Stacks& stacks) {
    StackPaths paths{stacks.sorted(), {}, {}};
    std::span<const FrameIndex> before;
    for (const StackView& stack : paths.stacks) {
        std::vector<PathNode> nodes;
        if (!before.empty()) {  // no other stack has a longer beginning in common with it than its neighbour
            const auto common = std::ranges::mismatch(before, stack.frames).in1 - before.begin();
            nodes.assign(paths.nodes.back().begin(), paths.nodes.back().begin() + common);
        }
        while (nodes.size() < stack.frames.size()) {
            nodes.push_back(static_cast<PathNode>(paths.totals.size()));
            paths.totals.push_back(0);
        }
        for (const PathNode node : nodes) {
            paths.totals[node] += stack.samples;
        }
        paths.nodes.push_back(std::move(nodes));
        before = stack.frames;
    }
    return paths;
}

void StackCutter::add_whole(const StackView& stack) {
    frames_.clear();
    append(stack.frames);
    made_.add(frames_, stack.samples);
}

void StackCutter::add_cut(const StackView& stack, std::size_t callers) {
    frames_.clear();
    append(stack.frames.first(callers));
    frames_.push_back(made_.index_of(left_out_callers, {}));
    append(stack.frames.last(1));
    made_.add(frames_, stack.samples);
}

void StackCutter::add_rest(std::uint64_t samples) {
    frames_ = {made_.index_of(left_out_stacks, {})};
    made_.add(frames_, samples);
}

void StackCutter::append(std::span<const FrameIndex> frames) {
    for (const FrameIndex frame : frames) {
        frames_.push_back(copier_.copy(frame));
    }
}

}  // namespace ratchet
