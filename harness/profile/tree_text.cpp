#include "profile/tree_text.hpp"

#include "base/text.hpp"
#include "profile/call_tree.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_summary.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Nothing is left out: what a pruned tree keeps of it is not how many branches it was.
constexpr CallTreeLimits whole_tree{0, std::numeric_limits<std::uint32_t>::max()};

/// Writes the tree without recursion, which a stack of a million functions would exhaust.
class TreeText {
  public:
    TreeText(const TakenProfile& profile, const TreeTextOptions& options)
        : profile_(profile),
          options_(options),
          tree_(call_tree(profile.stacks, whole_tree)),
          children_(tree_.nodes.size()) {
        for (std::uint32_t i = 1; i < tree_.nodes.size(); ++i) {
            children_[tree_.nodes[i].parent].push_back(i);
        }
    }

    std::string text() {
        visit(0);
        while (!open_.empty()) {
            const std::uint32_t position = open_.back();
            open_.pop_back();
            if (position == remark) {
                text_ += std::exchange(remarks_.back(), {});
                remarks_.pop_back();
                continue;
            }
            line(position);
            visit(position);
        }
        if (left_out_ > 0) {
            fmt::format_to(std::back_inserter(text_),
                           "\n{} branches left out: below {} of all samples, or deeper than {} levels\n",
                           left_out_, format_percent(options_.least_share), options_.most_levels);
        }
        return std::move(text_);
    }

  private:
    /// Stands in `open_` for a remark: the root, which is never written.
    static constexpr std::uint32_t remark = 0;

    [[nodiscard]] double share(std::uint64_t samples) const {
        return share_of(samples, profile_.stacks.samples());
    }

    /// Puts what this one calls on the list, so that the largest comes next and what is left out of them
    /// last.
    void visit(std::uint32_t caller) {
        std::vector<std::uint32_t>& siblings = children_[caller];
        const std::size_t depth = tree_.nodes[caller].depth;
        const auto all = siblings.size();
        std::uint64_t samples_left_out = 0;
        std::erase_if(siblings, [&](std::uint32_t position) {
            const bool out = depth >= options_.most_levels || share(total(position)) < options_.least_share;
            samples_left_out += out ? total(position) : 0;
            return out;
        });
        if (const std::size_t out = all - siblings.size(); out > 0) {
            left_out_ += out;
            remarks_.push_back(fmt::format("{:>17}{}({} more, {} in all)\n", "", std::string(depth, ' '), out,
                                           format_percent(share(samples_left_out))));
            open_.push_back(remark);
        }
        std::ranges::stable_sort(siblings,
                                 [this](std::uint32_t a, std::uint32_t b) { return total(a) > total(b); });
        open_.insert(open_.end(), siblings.rbegin(), siblings.rend());
    }

    [[nodiscard]] std::uint64_t total(std::uint32_t position) const {
        return tree_.nodes[position].total.current;
    }

    void line(std::uint32_t position) {
        const CallTreeNode& node = tree_.nodes[position];
        const Frame& frame = tree_.frames[node.frame];
        fmt::format_to(std::back_inserter(text_), "{:>5.1f} % {:>5.1f} %  {}{}{}\n",
                       100 * share(node.total.current), 100 * share(node.self.current),
                       std::string(node.depth - 1, ' '), shown_function(frame),
                       frame.module.empty() ? "" : fmt::format(" [{}]", printable(frame.module)));
    }

    const TakenProfile& profile_;
    const TreeTextOptions& options_;
    CallTree tree_;
    std::vector<std::vector<std::uint32_t>> children_;  ///< by node
    std::vector<std::uint32_t> open_;                   ///< nodes still to be written, the next one last
    std::vector<std::string> remarks_;                  ///< those in `open_`, in the same order
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
