#pragma once

#include "profile/call_tree.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// What the flame graph and the differential one have in common: the document, its still picture and the data
// that its script draws from. How a box looks and what is said of it is theirs.

namespace ratchet {

/// The widest that a picture without scripts is, in pixels, and what is left out of it at that width.
inline constexpr int flame_width = 1200;
inline constexpr CallTreeLimits flame_limits{0.1 / flame_width, 1000};

struct FlameLegendEntry {
    std::string look;  ///< class of `flame_graph.css`
    std::string text;
};

/// Names and modules of a call tree as they are shown; each text is once in the document.
struct FlameNames {
    std::vector<std::string> names;  ///< printable; 0 stands for what was left out; often used ones first
    std::vector<std::uint32_t>
        of_frame;                      ///< by frame of the tree: position in `names`, or 0: not in the tree
    std::vector<std::string> modules;  ///< printable, sorted
    std::vector<unsigned> colours;     ///< of the modules, by `module_colours`
    std::vector<std::uint32_t> module_of;  ///< by position in `names`: position in `modules`
    std::vector<unsigned> shade_of;        ///< by position in `names`: `function_shade`

    /// Of a node: "all" for the root.
    [[nodiscard]] const std::string& name(const CallTreeNode& node) const;
    /// Of a node: empty for an unknown one, the root and what was left out.
    [[nodiscard]] const std::string& module(const CallTreeNode& node) const;
};
FlameNames flame_names(const CallTree& tree);

/// "1 sample", "2 samples".
std::string count_of(std::uint64_t number, const std::string& unit);

/// What is said of the box of what was left out.
inline constexpr std::string_view flame_rest_explained =
    "functions too narrow, or too deep, to be drawn one by one";

/// One flame graph.
struct FlamePicture {
    std::string title;
    std::string subtitle;
    std::string unit;
    const CallTree& tree;
    const FlameNames& names;
    std::vector<FlameLegendEntry> legend;
    std::function<std::string(std::size_t node)> look;     ///< classes of a node's box
    std::function<std::string(std::size_t node)> details;  ///< lines of its tooltip below the name
    std::string compared;  ///< JSON for the script of a differential one: {"ratio":[…],"z":[…]}; else empty
};

/// The whole document. Every text may be hostile. Where the profile has no samples: `write_empty_flame_svg`.
std::string write_flame_svg(const FlamePicture& picture);

/// A document that says why there is nothing to see.
std::string write_empty_flame_svg(const std::string& title, const std::string& subtitle,
                                  const std::string& why);

// Its parts.

/// Title, legend and boxes for readers without scripts, as an element with the id "still", and the height of
/// the picture in pixels.
struct FlameStill {
    std::string markup;
    int height = 0;
};
FlameStill flame_still(const FlamePicture& picture);

/// JSON for the script: title, subtitle, unit, legend, modules, names, looks, nodes, compared. It holds no
/// character that XML or HTML knows.
std::string flame_data(const FlamePicture& picture);

}  // namespace ratchet
