#include "profile/flame_graph.hpp"

#include "base/utf8.hpp"
#include "profile/flame_svg.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_in_legend = 10;
constexpr std::size_t most_legend_columns = 40;

std::string share_text(std::uint64_t part, std::uint64_t whole) {
    return fmt::format("{:.2f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

/// Modules by their own samples, most first; where there are too many, the last entry says how many more.
std::vector<FlameLegendEntry> module_legend(const CallTree& tree, const FlameNames& names) {
    std::vector<std::uint64_t> samples(names.modules.size());
    std::vector<bool> is_used(names.modules.size());
    for (const CallTreeNode& node : tree.nodes) {
        if (node.frame < tree.frames.size()) {
            const std::uint32_t module = names.module_of[names.of_frame[node.frame]];
            samples[module] += node.self.current;
            is_used[module] = true;
        }
    }
    std::vector<std::size_t> used;
    for (std::size_t module = 0; module < is_used.size(); ++module) {
        if (is_used[module]) {
            used.push_back(module);
        }
    }
    std::ranges::stable_sort(used, std::ranges::greater{},
                             [&](std::size_t module) { return samples[module]; });
    std::vector<FlameLegendEntry> legend;
    for (std::size_t i = 0; i < std::min(used.size(), most_in_legend); ++i) {
        const std::string& name = names.modules[used[i]];
        legend.push_back({fmt::format("c{}", names.colours[used[i]]),
                          name.empty() ? "unknown module" : without_middle(name, most_legend_columns)});
    }
    if (used.size() > most_in_legend) {
        legend.push_back({"rest", fmt::format("and {} more modules", used.size() - most_in_legend)});
    }
    return legend;
}

}  // namespace

std::string write_flame_graph(const Stacks& stacks, const FlameGraphOptions& options) {
    const std::string title = options.title.empty() ? "Flame graph" : options.title;
    if (stacks.empty()) {
        return write_empty_flame_svg(title, options.subtitle,
                                     fmt::format("No {}: there is nothing to draw.", options.unit));
    }
    const CallTree tree = call_tree(stacks, flame_limits);
    const FlameNames names = flame_names(tree);
    const auto look = [&](std::size_t i) -> std::string {
        const CallTreeNode& node = tree.nodes[i];
        if (node.frame == CallTree::all || node.frame == CallTree::rest) {
            return node.frame == CallTree::all ? "c0" : "rest";
        }
        const std::uint32_t name = names.of_frame[node.frame];
        return fmt::format("c{} s{}", names.colours[names.module_of[name]], names.shade_of[name]);
    };
    const auto details = [&](std::size_t i) {
        const CallTreeNode& node = tree.nodes[i];
        const std::uint64_t all = stacks.samples();
        std::string text =
            count_of(node.total.current, options.unit) + ", " + share_text(node.total.current, all);
        if (node.frame == CallTree::rest) {
            return text + "\n" + std::string(flame_rest_explained);
        }
        const std::string& module = names.module(node);
        text += "\nself " + share_text(node.self.current, all);
        return module.empty() ? text : module + "\n" + text;
    };
    return write_flame_svg({.title = title,
                            .subtitle = options.subtitle,
                            .unit = options.unit,
                            .tree = tree,
                            .names = names,
                            .legend = module_legend(tree, names),
                            .look = look,
                            .details = details,
                            .compared = {}});
}

}  // namespace ratchet
