#include "profile/differential_flame_graph.hpp"

#include "profile/flame_svg.hpp"
#include "statistics/share_changes.hpp"

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

using statistics::Interval;
using statistics::Proportion;

/// A frame's share of each profile.
struct ShareChange {
    double now = 0;     ///< of the baseline's time, which may be more than all of it
    double before = 0;  ///< likewise
    Interval difference;

    [[nodiscard]] bool is_sure() const { return difference.lower > 0 || difference.upper < 0; }
};

/// Judges all frames of two profiles together, total and self times each for themselves.
class ChangeJudge {
  public:
    ChangeJudge(const CallTree& tree, const DifferentialFlameGraphOptions& options)
        : tree_(tree),
          ratio_(options.time_ratio),
          z_total_(z_for_all(false, options.false_discovery)),
          z_self_(z_for_all(true, options.false_discovery)) {}

    double z(bool self) const { return self ? z_self_ : z_total_; }

    ShareChange change(const CallTreeNode& node, bool self) const {
        const auto [now, before] = shares(node, self);
        return {ratio_.value * now.share(), before.share(),
                statistics::difference_interval(now, before, z(self), ratio_)};
    }

  private:
    std::pair<Proportion, Proportion> shares(const CallTreeNode& node, bool self) const {
        const SampleCounts& samples = self ? node.self : node.total;
        const SampleCounts& all = tree_.nodes.front().total;
        return {{samples.current, all.current}, {samples.baseline, all.baseline}};
    }

    /// How many standard deviations a change must be away from none, given how many are judged.
    double z_for_all(bool self, double rate) const {
        std::vector<statistics::ShareChange> changes;
        for (const CallTreeNode& node : tree_.nodes) {
            if (node.frame != CallTree::all && node.frame != CallTree::rest) {
                const auto [now, before] = shares(node, self);
                changes.push_back({now, before});
            }
        }
        return statistics::discovery_z(changes, rate, ratio_);
    }

    const CallTree& tree_;
    statistics::Ratio ratio_;
    double z_total_;
    double z_self_;
};

std::string look_of(const CallTreeNode& node, const ShareChange& change) {
    if (node.frame == CallTree::rest) {
        return "rest";
    }
    if (!change.is_sure()) {
        return "same";
    }
    if (node.total.baseline == 0 || node.total.current == 0) {
        return node.total.baseline == 0 ? "new" : "gone";
    }
    const double size = std::abs(change.now - change.before);
    return fmt::format("{}{}", change.difference.lower > 0 ? "more" : "less",
                       size < 0.01   ? 1
                       : size < 0.03 ? 2
                       : size < 0.1  ? 3
                                     : 4);
}

std::vector<FlameLegendEntry> change_legend() {
    return {{"more4", "grew by 10 percentage points or more"},
            {"more3", "by 3"},
            {"more2", "by 1"},
            {"more1", "less"},
            {"same", "within sampling error"},
            {"less1", "shrank by less than 1"},
            {"less2", "by 1"},
            {"less3", "by 3"},
            {"less4", "by 10 or more"},
            {"new", "new"},
            {"gone", "vanished: at the baseline's widths"}};
}

/// Two digits behind the point, as the script has them.
std::string in_points(double share) {
    const std::string digits = fmt::format("{:.2f}", 100 * std::abs(share));
    return (share > 0 ? "+" : share < 0 ? "−" : "") + digits;
}

std::string describe_change(const ShareChange& change, bool self) {
    return fmt::format("{} {:.2f} % → {:.2f} %: {} points ({} to {}){}", self ? "self" : "total",
                       100 * change.before, 100 * change.now, in_points(change.now - change.before),
                       in_points(change.difference.lower), in_points(change.difference.upper),
                       change.is_sure() ? "" : ", within sampling error");
}

std::string what_is_compared(const Stacks& current, const Stacks& baseline,
                             const DifferentialFlameGraphOptions& options) {
    std::string text = options.subtitle.empty() ? "" : options.subtitle + " · ";
    text +=
        fmt::format("{} {} against the baseline's {}; ", current.samples(), options.unit, baseline.samples());
    if (options.time_ratio.value == 1 && options.time_ratio.standard_error == 0) {
        return text + "shares of the whole are compared";
    }
    return text +
           fmt::format("shares are of the baseline's time; the current takes {:.4g} ± {:.2g} times as long",
                       options.time_ratio.value, options.time_ratio.standard_error);
}

}  // namespace

std::string write_differential_flame_graph(const Stacks& current, const Stacks& baseline,
                                           const DifferentialFlameGraphOptions& options) {
    const std::string title = options.title.empty() ? "Differential flame graph" : options.title;
    if (current.empty() || baseline.empty()) {
        return write_empty_flame_svg(title, options.subtitle,
                                     fmt::format("No {} in {}: there is nothing to compare.", options.unit,
                                                 !baseline.empty()  ? "the current profile"
                                                 : !current.empty() ? "the baseline's profile"
                                                                    : "either profile"));
    }
    const CallTree tree = call_tree(current, baseline, flame_limits);
    const FlameNames names = flame_names(tree);
    const ChangeJudge judge(tree, options);
    const auto look = [&](std::size_t i) {
        return look_of(tree.nodes[i], judge.change(tree.nodes[i], false));
    };
    const auto details = [&](std::size_t i) {
        const CallTreeNode& node = tree.nodes[i];
        const std::string samples = count_of(node.total.current, options.unit);
        if (node.frame == CallTree::rest) {
            return samples + "\n" + std::string(flame_rest_explained);
        }
        const std::string& module = names.module(node);
        return (module.empty() ? "" : module + "\n") + samples + "\n" +
               describe_change(judge.change(node, false), false) + "\n" +
               describe_change(judge.change(node, true), true);
    };
    return write_flame_svg(
        {.title = title,
         .subtitle = what_is_compared(current, baseline, options),
         .unit = options.unit,
         .tree = tree,
         .names = names,
         .legend = change_legend(),
         .look = look,
         .details = details,
         .compared = fmt::format(R"({{"ratio":[{},{}],"z":[{},{}]}})", options.time_ratio.value,
                                 options.time_ratio.standard_error, judge.z(false), judge.z(true))});
}

}  // namespace ratchet
