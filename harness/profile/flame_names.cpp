#include "base/text.hpp"
#include "base/utf8.hpp"
#include "profile/flame_svg.hpp"
#include "profile/module_colours.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_columns = 1000;

std::string displayed(const std::string& text) {
    return without_middle(printable(text), most_columns);
}

/// Frames that nodes of the tree have, those of most nodes first: their numbers are the shortest.
std::vector<FrameIndex> used_frames(const CallTree& tree) {
    std::vector<std::uint32_t> uses(tree.frames.size());
    for (const CallTreeNode& node : tree.nodes) {
        if (node.frame < uses.size()) {
            ++uses[node.frame];
        }
    }
    std::vector<FrameIndex> used;
    for (FrameIndex frame = 0; frame < uses.size(); ++frame) {
        if (uses[frame] > 0) {
            used.push_back(frame);
        }
    }
    std::ranges::sort(used, [&](FrameIndex a, FrameIndex b) {
        return uses[a] != uses[b] ? uses[a] > uses[b] : tree.frames[a] < tree.frames[b];
    });
    return used;
}

}  // namespace

const std::string& FlameNames::name(const CallTreeNode& node) const {
    static const std::string all = "all";
    if (node.frame == CallTree::all) {
        return all;
    }
    return names[node.frame == CallTree::rest ? 0 : of_frame[node.frame]];
}

const std::string& FlameNames::module(const CallTreeNode& node) const {
    return modules[node.frame < of_frame.size() ? module_of[of_frame[node.frame]] : 0];
}

std::string count_of(std::uint64_t number, const std::string& unit) {
    const bool singular = number == 1 && unit.size() > 1 && unit.ends_with('s');
    return fmt::format("{} {}", number, singular ? unit.substr(0, unit.size() - 1) : unit);
}

FlameNames flame_names(const CallTree& tree) {
    const std::vector<FrameIndex> used = used_frames(tree);
    std::map<std::string, std::uint32_t> modules{{"", 0}};
    for (const FrameIndex frame : used) {
        modules.emplace(tree.frames[frame].module, 0);
    }
    FlameNames names;
    std::vector<std::string> module_names;
    for (auto& [module, position] : modules) {
        position = static_cast<std::uint32_t>(module_names.size());
        module_names.push_back(module);
        names.modules.push_back(displayed(module));
    }
    names.colours = module_colours(module_names);
    names.names = {"…"};
    names.module_of = {0};
    names.shade_of = {0};
    names.of_frame.resize(tree.frames.size());
    for (const FrameIndex index : used) {
        const Frame& frame = tree.frames[index];
        names.of_frame[index] = static_cast<std::uint32_t>(names.names.size());
        names.names.push_back(frame.function.empty() ? "[unknown]" : displayed(frame.function));
        names.module_of.push_back(modules.at(frame.module));
        names.shade_of.push_back(function_shade(frame.function));
    }
    return names;
}

}  // namespace ratchet
