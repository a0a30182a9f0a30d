#include "profile/baseline_stacks.hpp"
#include "profile/cut_stacks.hpp"
#include "profile/folded.hpp"
#include "statistics/two_proportions.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ratchet {
namespace {

/// What a profile that was cut shows: callers, and functions.
class Shown {
  public:
    explicit Shown(const Stacks& kept)
        : texts_(kept), samples_(kept.samples()), is_leaf_(kept.frames().size()) {
        for (std::size_t i = 0; i < kept.size(); ++i) {
            add(kept[i]);
        }
    }

    /// Of what has the same frames as `other`.
    [[nodiscard]] std::vector<FrameIndex> indices(const Stacks& other) {
        std::vector<FrameIndex> indices;
        for (const Frame& frame : other.frames()) {
            indices.push_back(texts_.index_of(frame.function, frame.module));
        }
        return indices;
    }

    static constexpr PathNode root = 0;

    /// The node of `frame` as called by that of `caller`, where it is shown.
    [[nodiscard]] std::optional<PathNode> find(PathNode caller, FrameIndex frame) const {
        const auto found = nodes_.find(key(caller, frame));
        return found == nodes_.end() ? std::nullopt : std::optional(found->second);
    }

    [[nodiscard]] bool has_function(FrameIndex frame) const {
        return hidden_in_rest_ == 0 || (frame < is_leaf_.size() && is_leaf_[frame]);
    }

    /// Whether so many samples of `all` are more than a caller can have that is not shown.
    [[nodiscard]] bool is_news(std::uint64_t samples, std::uint64_t all) const {
        return is_more(samples, all, least_shown());
    }

    /// The same of a function that is not.
    [[nodiscard]] bool is_new_function(std::uint64_t samples, std::uint64_t all) const {
        return is_more(samples, all, hidden_in_rest_);
    }

  private:
    static std::uint64_t key(PathNode caller, FrameIndex frame) {
        return (std::uint64_t{caller} << 32U) | frame;
    }

    void add(const StackView& stack) {
        if (stack.frames.size() == 1 && is_mark(texts_.frames()[stack.frames[0]], left_out_stacks)) {
            hidden_in_rest_ += stack.samples;
            return;
        }
        is_leaf_[stack.frames.back()] = true;
        PathNode node = root;
        for (const FrameIndex frame : stack.frames) {
            if (is_mark(texts_.frames()[frame], left_out_callers)) {
                return;
            }
            const auto [entry, is_new] =
                nodes_.emplace(key(node, frame), static_cast<PathNode>(totals_.size() + 1));
            if (is_new) {
                totals_.push_back(0);
            }
            node = entry->second;
            totals_[node - 1] += stack.samples;
        }
    }

    /// Callers are shown from some number of samples on, which is no higher than this.
    [[nodiscard]] std::uint64_t least_shown() const {
        return totals_.empty() ? samples_ : std::ranges::min(totals_);
    }

    [[nodiscard]] bool is_more(std::uint64_t samples, std::uint64_t all, std::uint64_t hidden) const {
        constexpr double sure = 3;
        return statistics::difference_interval({samples, all}, {hidden, samples_}, sure).lower > 0;
    }

    Stacks texts_;
    std::uint64_t samples_;
    std::vector<bool> is_leaf_;
    std::unordered_map<std::uint64_t, PathNode> nodes_;
    std::vector<std::uint64_t> totals_;  ///< of each node but the root, by its number less one
    std::uint64_t hidden_in_rest_ = 0;
};

/// Brings the stacks of one profile into the form of another that was cut.
class Likeness {
  public:
    Likeness(Shown& shown, const Stacks& stacks)
        : shown_(shown),
          stacks_(stacks),
          indices_(shown.indices(stacks)),
          paths_(paths_of(stacks)),
          self_(stacks.frames().size()),
          copy_(stacks) {
        for (const StackView& stack : paths_.stacks) {
            self_[stack.frames.back()] += stack.samples;
        }
    }

    Stacks made() {
        for (std::size_t i = 0; i < paths_.stacks.size(); ++i) {
            add(paths_.stacks[i], paths_.nodes[i]);
        }
        return copy_.take();
    }

  private:
    void add(const StackView& stack, const std::vector<PathNode>& nodes) {
        PathNode node = Shown::root;
        std::size_t callers = 0;
        for (; callers < stack.frames.size(); ++callers) {
            const FrameIndex frame = stack.frames[callers];
            const std::optional<PathNode> next = shown_.find(node, indices_[frame]);
            if (!next) {
                break;
            }
            node = *next;
        }
        if (callers == stack.frames.size() || is_news(stack.frames[callers], nodes[callers])) {
            copy_.add_whole(stack);
        } else if (const FrameIndex leaf = stack.frames.back();
                   shown_.has_function(indices_[leaf]) ||
                   shown_.is_new_function(self_[leaf], stacks_.samples())) {
            copy_.add_cut(stack, callers);
        } else {
            copy_.add_rest(stack.samples);
        }
    }

    [[nodiscard]] bool is_news(FrameIndex frame, PathNode node) const {
        return !is_mark(stacks_.frames()[frame], left_out_callers) &&
               shown_.is_news(paths_.totals[node], stacks_.samples());
    }

    const Shown& shown_;
    const Stacks& stacks_;
    std::vector<FrameIndex> indices_;  ///< of each frame, in `shown_`
    StackPaths paths_;
    std::vector<std::uint64_t> self_;  ///< of each frame
    StackCutter copy_;
};

}  // namespace

Stacks comparable_with(const Stacks& kept, const Stacks& stacks) {
    Stacks plain = read_folded(write_folded(stacks), "stacks");
    if (!is_cut(kept)) {
        return plain;
    }
    Shown shown(kept);
    return Likeness(shown, plain).made();
}

}  // namespace ratchet
