#include "profile/call_graph.hpp"

#include "base/text.hpp"
#include "profile/function_shares.hpp"

#include <algorithm>
#include <span>
#include <tuple>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Samples by caller and callee: open addressing, since a profile has millions of calls and few that differ.
class CallTable {
  public:
    struct Slot {
        std::uint64_t call = empty;  ///< caller in the upper half, callee in the lower
        std::uint64_t samples = 0;
        std::size_t last_stack = 0;  ///< 1 + the stack that counted last
    };

    CallTable() : slots_(1024) {}

    /// Counts the call, unless this stack has counted it before.
    void count(FrameIndex caller, FrameIndex callee, std::size_t stack, std::uint64_t samples) {
        Slot* slot = &find((std::uint64_t{caller} << 32U) | callee);
        if (slot->call == empty) {
            if (2 * ++used_ > slots_.size()) {
                grow();
                slot = &find((std::uint64_t{caller} << 32U) | callee);
            }
            slot->call = (std::uint64_t{caller} << 32U) | callee;
        }
        if (slot->last_stack != stack + 1) {
            slot->last_stack = stack + 1;
            slot->samples += samples;
        }
    }

    template <class Visit>
    void for_each(const Visit& visit) const {
        for (const Slot& slot : slots_) {
            if (slot.call != empty) {
                visit(static_cast<FrameIndex>(slot.call >> 32U), static_cast<FrameIndex>(slot.call),
                      slot.samples);
            }
        }
    }

  private:
    static constexpr std::uint64_t empty = ~std::uint64_t{0};

    Slot& find(std::uint64_t call) {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = ((call * 0x9e3779b97f4a7c15U) >> 32U) & mask;
        while (slots_[at].call != empty && slots_[at].call != call) {
            at = (at + 1) & mask;
        }
        return slots_[at];
    }

    void grow() {
        std::vector<Slot> old(2 * slots_.size());
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (slot.call != empty) {
                find(slot.call) = slot;
            }
        }
    }

    std::vector<Slot> slots_;
    std::size_t used_ = 0;
};

/// Which frames a text selects; none are looked at where there is no text.
struct FrameFilter {
    bool asked = false;
    std::vector<bool> selected;

    [[nodiscard]] bool operator()(FrameIndex frame) const { return selected[frame]; }
};

FrameFilter frame_filter(const Stacks& stacks, const std::string& part, std::string Frame::*text,
                         std::string_view what, std::vector<std::string>& remarks) {
    FrameFilter filter{!part.empty(), {}};
    bool any = false;
    for (const Frame& frame : stacks.frames()) {
        filter.selected.push_back(filter.asked && (frame.*text).find(part) != std::string::npos);
        any = any || filter.selected.back();
    }
    if (filter.asked && !any) {
        filter.asked = false;
        remarks.push_back(fmt::format("no {} contains \"{}\"", what, printable(part)));
    }
    return filter;
}

struct GraphFilters {
    FrameFilter module, root, leaf;
    std::optional<std::size_t> depth;

    /// The part of a stack that is asked for; empty where none is.
    [[nodiscard]] std::span<const FrameIndex> part_of(std::span<const FrameIndex> frames) const {
        if (root.asked) {
            const auto first = std::ranges::find_if(frames, [this](FrameIndex frame) { return root(frame); });
            frames = frames.subspan(static_cast<std::size_t>(first - frames.begin()));
        }
        if (leaf.asked) {
            std::size_t end = frames.size();
            while (end > 0 && !leaf(frames[end - 1])) {
                --end;
            }
            frames = frames.first(end);
        }
        if (depth && frames.size() > *depth) {
            frames = leaf.asked && !root.asked ? frames.last(*depth) : frames.first(*depth);
        }
        return frames;
    }
};

/// Samples of every frame and of every call.
struct CallCounts {
    std::vector<std::uint64_t> self, total;
    CallTable calls;
    bool any = false;
};

CallCounts count_calls(const Stacks& stacks, const GraphFilters& filters) {
    CallCounts counts;
    counts.self.resize(stacks.frames().size());
    counts.total.resize(stacks.frames().size());
    std::vector<std::size_t> last_stack(stacks.frames().size());
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        const StackView stack = stacks[i];
        const std::span<const FrameIndex> frames = filters.part_of(stack.frames);
        const FrameIndex* caller = nullptr;
        for (const FrameIndex& frame : frames) {
            if (filters.module.asked && !filters.module(frame)) {
                continue;
            }
            if (last_stack[frame] != i + 1) {
                last_stack[frame] = i + 1;
                counts.total[frame] += stack.samples;
            }
            if (caller != nullptr) {
                counts.calls.count(*caller, frame, i, stack.samples);
            }
            caller = &frame;
        }
        counts.any = counts.any || caller != nullptr;
        if (caller == &stack.frames.back()) {
            counts.self[*caller] += stack.samples;
        }
    }
    return counts;
}

/// Fills the nodes; gives the position of each frame's, or as many as there are where it has none.
std::vector<std::size_t> add_nodes(CallGraph& graph, const Stacks& stacks, const CallCounts& counts,
                                   double threshold) {
    std::vector<FrameIndex> shown;
    for (FrameIndex frame = 0; frame < counts.total.size(); ++frame) {
        if (counts.total[frame] == 0) {
            continue;
        }
        if (share_of(counts.total[frame], graph.samples) < threshold) {
            ++graph.nodes_left_out;
        } else {
            shown.push_back(frame);
        }
    }
    std::ranges::sort(shown, [&](FrameIndex a, FrameIndex b) {
        return std::tie(counts.total[b], stacks.frames()[a]) < std::tie(counts.total[a], stacks.frames()[b]);
    });
    std::vector<std::size_t> position(counts.total.size(), shown.size());
    for (const FrameIndex frame : shown) {
        position[frame] = graph.nodes.size();
        graph.nodes.push_back({stacks.frames()[frame], counts.self[frame], counts.total[frame]});
    }
    return position;
}

void add_edges(CallGraph& graph, const CallTable& calls, const std::vector<std::size_t>& position,
               double threshold) {
    calls.for_each([&](FrameIndex caller, FrameIndex callee, std::uint64_t samples) {
        const bool has_ends = position[caller] < graph.nodes.size() && position[callee] < graph.nodes.size();
        if (!has_ends || share_of(samples, graph.samples) < threshold) {
            ++graph.edges_left_out;
        } else {
            graph.edges.push_back({position[caller], position[callee], samples});
        }
    });
    std::ranges::sort(graph.edges, [](const CallGraphEdge& a, const CallGraphEdge& b) {
        return std::tie(a.caller, a.callee) < std::tie(b.caller, b.callee);
    });
}

}  // namespace

CallGraph call_graph(const Stacks& stacks, const CallGraphOptions& options) {
    CallGraph graph;
    graph.samples = stacks.samples();
    GraphFilters filters;
    filters.module = frame_filter(stacks, options.module, &Frame::module, "module's name", graph.remarks);
    filters.root = frame_filter(stacks, options.root, &Frame::function, "function's name", graph.remarks);
    filters.leaf = frame_filter(stacks, options.leaf, &Frame::function, "function's name", graph.remarks);
    filters.depth = options.depth;
    CallCounts counts = count_calls(stacks, filters);
    if (!counts.any && !stacks.empty()) {
        graph.remarks.emplace_back("no stack has all that was asked for");
        filters.module.asked = filters.root.asked = filters.leaf.asked = false;
        filters.depth.reset();
        counts = count_calls(stacks, filters);
    }
    const std::vector<std::size_t> position = add_nodes(graph, stacks, counts, options.node_threshold);
    add_edges(graph, counts.calls, position, options.edge_threshold);
    return graph;
}

}  // namespace ratchet
