#include "profile/tree_text.hpp"

#include "base/text.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_summary.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// A function in one place of the merged stacks.
struct TreePlace {
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    FrameIndex frame = 0;
    std::size_t parent = none;  ///< position; `none` for an outermost function
    std::size_t depth = 0;      ///< 0 for an outermost function
    std::uint64_t self = 0;
    std::uint64_t total = 0;  ///< with everything below
};

/// All stacks merged from the outermost function on: parents before children.
std::vector<TreePlace> merged_stacks(const Stacks& stacks) {
    std::vector<TreePlace> nodes;
    std::vector<std::size_t> path;  // nodes of the stack before
    for (const StackView& stack : stacks.sorted()) {
        std::size_t common = 0;
        while (common < path.size() && common < stack.frames.size() &&
               nodes[path[common]].frame == stack.frames[common]) {
            ++common;
        }
        path.resize(common);
        for (std::size_t depth = common; depth < stack.frames.size(); ++depth) {
            nodes.push_back({stack.frames[depth], path.empty() ? TreePlace::none : path.back(), depth, 0, 0});
            path.push_back(nodes.size() - 1);
        }
        nodes[path.back()].self += stack.samples;
    }
    for (std::size_t i = nodes.size(); i-- > 0;) {
        nodes[i].total += nodes[i].self;
        if (nodes[i].parent != TreePlace::none) {
            nodes[nodes[i].parent].total += nodes[i].total;
        }
    }
    return nodes;
}

/// Writes the tree without recursion, which a stack of a million functions would exhaust.
class TreeText {
  public:
    TreeText(const TakenProfile& profile, const TreeTextOptions& options)
        : profile_(profile),
          options_(options),
          nodes_(merged_stacks(profile.stacks)),
          children_(nodes_.size()) {
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            (nodes_[i].parent == TreePlace::none ? roots_ : children_[nodes_[i].parent]).push_back(i);
        }
    }

    std::string text() {
        visit(roots_, 0);
        while (!open_.empty()) {
            const std::size_t position = open_.back();
            open_.pop_back();
            if (is_remark(position)) {
                text_ += std::exchange(remarks_.back(), {});
                remarks_.pop_back();
                continue;
            }
            line(position);
            visit(children_[position], nodes_[position].depth + 1);
        }
        if (left_out_ > 0) {
            fmt::format_to(std::back_inserter(text_),
                           "\n{} branches left out: below {} of all samples, or deeper than {} levels\n",
                           left_out_, format_percent(options_.least_share), options_.most_levels);
        }
        return std::move(text_);
    }

  private:
    [[nodiscard]] bool is_remark(std::size_t position) const { return position == TreePlace::none; }

    [[nodiscard]] double share(std::uint64_t samples) const {
        return share_of(samples, profile_.stacks.samples());
    }

    /// Puts these on the list, so that the largest comes next and what is left out of them last.
    void visit(std::vector<std::size_t>& siblings, std::size_t depth) {
        const auto all = siblings.size();
        std::uint64_t samples_left_out = 0;
        std::erase_if(siblings, [&](std::size_t position) {
            const bool out =
                depth >= options_.most_levels || share(nodes_[position].total) < options_.least_share;
            samples_left_out += out ? nodes_[position].total : 0;
            return out;
        });
        if (const std::size_t out = all - siblings.size(); out > 0) {
            left_out_ += out;
            remarks_.push_back(fmt::format("{:>17}{}({} more, {} in all)\n", "", std::string(depth, ' '), out,
                                           format_percent(share(samples_left_out))));
            open_.push_back(TreePlace::none);
        }
        std::ranges::stable_sort(
            siblings, [this](std::size_t a, std::size_t b) { return nodes_[a].total > nodes_[b].total; });
        open_.insert(open_.end(), siblings.rbegin(), siblings.rend());
    }

    void line(std::size_t position) {
        const TreePlace& node = nodes_[position];
        const Frame& frame = profile_.stacks.frames()[node.frame];
        fmt::format_to(std::back_inserter(text_), "{:>5.1f} % {:>5.1f} %  {}{}{}\n", 100 * share(node.total),
                       100 * share(node.self), std::string(node.depth, ' '), shown_function(frame),
                       frame.module.empty() ? "" : fmt::format(" [{}]", printable(frame.module)));
    }

    const TakenProfile& profile_;
    const TreeTextOptions& options_;
    std::vector<TreePlace> nodes_;
    std::vector<std::size_t> roots_;
    std::vector<std::vector<std::size_t>> children_;
    std::vector<std::size_t> open_;     ///< still to be written, the next one last; `none`: a remark
    std::vector<std::string> remarks_;  ///< those in `open_`, in the same order
    std::string text_;
    std::size_t left_out_ = 0;
};

}  // namespace

std::string write_tree(const TakenProfile& profile, const TreeTextOptions& options) {
    std::string text = options.summary ? summary_lines(profile) : "";
    if (!profile.stacks.empty()) {
        text += "\n  total    self  function, indented by the calls that lead to it\n\n";
        text += TreeText(profile, options).text();
    }
    return text;
}

}  // namespace ratchet
