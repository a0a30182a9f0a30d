#include "base/utf8.hpp"
#include "base/xml_text.hpp"
#include "profile/flame_svg.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

// Pixels; those of frames are the script's too.
constexpr double side_margin = 16;
constexpr int row_height = 17;
constexpr double column_width = 6.7;  ///< of the widest monospaced font at 11 pixels
constexpr double legend_column_width = 6.6;
constexpr double least_labelled = 3 * column_width + 6;
constexpr double least_alone = 3;   ///< a narrower box is drawn as one with its neighbours
constexpr double least_seen = 0.1;  ///< a narrower one not at all

/// At one decimal, and none where it is 0.
void append_pixels(std::string& text, double value) {
    const auto tenths = static_cast<long long>(std::llround(value * 10));
    fmt::format_to(std::back_inserter(text), "{}", tenths / 10);
    if (tenths % 10 != 0) {
        fmt::format_to(std::back_inserter(text), ".{}", tenths % 10);
    }
}

std::string clipped(std::string_view name, std::size_t columns) {
    std::size_t used = 0;
    std::size_t before_last = 0;
    std::size_t at = 0;
    while (at < name.size()) {
        const std::size_t size = decode_utf8(name.substr(at)).size;
        used += display_width(name.substr(at, size));
        if (used > columns) {
            return std::string(name.substr(0, before_last)) + "…";
        }
        if (used < columns) {
            before_last = at + size;
        }
        at += size;
    }
    return std::string(name);
}

/// Where nodes lie: what their script computes too.
struct Places {
    std::vector<std::vector<std::uint32_t>> children;  ///< by node
    std::vector<std::uint64_t> start;                  ///< samples to the left of a node
    std::uint32_t deepest = 0;
};

Places place_nodes(const std::vector<CallTreeNode>& nodes) {
    Places places;
    places.children.resize(nodes.size());
    places.start.resize(nodes.size());
    std::vector<std::uint64_t> used(nodes.size());
    for (std::uint32_t i = 1; i < nodes.size(); ++i) {
        const std::uint32_t parent = nodes[i].parent;
        places.children[parent].push_back(i);
        places.start[i] = places.start[parent] + used[parent];
        used[parent] += nodes[i].total.current;
        places.deepest = std::max(places.deepest, nodes[i].depth);
    }
    return places;
}

/// The boxes. Those with room for a label are elements with a tooltip; narrower ones of a colour are one
/// path, which takes a tenth of the room.
class Boxes {
  public:
    Boxes(const FlamePicture& picture, double top)
        : picture_(picture),
          nodes_(picture.tree.nodes),
          places_(place_nodes(nodes_)),
          top_(top),
          scale_((flame_width - 2 * side_margin) / static_cast<double>(nodes_[0].total.current)) {}

    int rows() const { return static_cast<int>(places_.deepest) + 1; }

    std::string draw() {
        draw_row({0}, 0);
        std::string markup;
        for (const auto& [look, path] : strokes_) {
            markup += fmt::format("<path class=\"run {}\" d=\"{}\"/>\n", look, path);
        }
        for (const auto& [look, path] : outlines_) {
            markup += fmt::format("<path class=\"box {}\" d=\"{}\"/>\n", look, path);
        }
        return markup + labelled_;
    }

  private:
    using Nodes = std::vector<std::uint32_t>;

    double left(std::uint32_t node) const {
        return side_margin + static_cast<double>(places_.start[node]) * scale_;
    }
    double width(std::uint32_t node) const {
        return static_cast<double>(nodes_[node].total.current) * scale_;
    }
    double top(std::uint32_t depth) const {
        return top_ + (rows() - 1 - static_cast<int>(depth)) * row_height;
    }

    /// Nodes of one depth, from left to right. Its depth is limited, as that of the tree is.
    void draw_row(const Nodes& nodes, std::uint32_t depth) {
        Nodes run;
        double from = 0;
        double to = 0;
        const auto end_run = [&] {
            const Nodes ended = std::exchange(run, {});
            if (!ended.empty() && to - from >= least_seen) {
                draw_run(ended, from, to, depth);
            }
        };
        for (const std::uint32_t node : nodes) {
            const double wide = width(node);
            if (wide <= 0) {
                continue;
            }
            const double x = left(node);
            if (wide >= least_alone || x - to >= least_alone || to - from >= least_alone) {
                end_run();
            }
            if (wide >= least_alone) {
                draw_box(node, x, wide);
                draw_row(places_.children[node], depth + 1);
            } else {
                from = run.empty() ? x : from;
                to = x + wide;
                run.push_back(node);
            }
        }
        end_run();
    }

    void draw_run(const Nodes& run, double from, double to, std::uint32_t depth) {
        const std::uint32_t widest = *std::ranges::max_element(
            run, {}, [&](std::uint32_t node) { return nodes_[node].total.current; });
        stroke(widest, from, to - from);
        Nodes below;
        for (const std::uint32_t node : run) {
            below.insert(below.end(), places_.children[node].begin(), places_.children[node].end());
        }
        draw_row(below, depth + 1);
    }

    void stroke(std::uint32_t node, double x, double wide) {
        std::string& path = strokes_[picture_.look(node)];
        path += 'M';
        append_pixels(path, x);
        path += ' ';
        append_pixels(path, top(nodes_[node].depth) + (row_height - 1) / 2.0);
        path += 'h';
        append_pixels(path, wide);
    }

    void outline(std::uint32_t node, double x, double wide) {
        std::string& path = outlines_[picture_.look(node)];
        path += 'M';
        append_pixels(path, x);
        path += ' ';
        append_pixels(path, top(nodes_[node].depth));
        path += 'h';
        append_pixels(path, wide);
        fmt::format_to(std::back_inserter(path), "v{}h-", row_height - 1);
        append_pixels(path, wide);
        path += 'z';
    }

    void draw_box(std::uint32_t node, double x, double wide) {
        if (wide < least_labelled) {
            outline(node, x, wide);
            return;
        }
        const std::string& name = picture_.names.name(nodes_[node]);
        const double y = top(nodes_[node].depth);
        labelled_ += fmt::format("<g><title>{}\n{}</title><rect class=\"box {}\" x=\"", escape_xml(name),
                                 escape_xml_lines(picture_.details(node)), picture_.look(node));
        append_pixels(labelled_, x);
        fmt::format_to(std::back_inserter(labelled_), "\" y=\"{}\" width=\"", y);
        append_pixels(labelled_, wide);
        fmt::format_to(std::back_inserter(labelled_), "\" height=\"{}\"/><text x=\"", row_height - 1);
        append_pixels(labelled_, x + 3);
        fmt::format_to(std::back_inserter(labelled_), "\" y=\"{}\">{}</text></g>\n", y + 12,
                       escape_xml(clipped(name, static_cast<std::size_t>((wide - 6) / column_width))));
    }

    const FlamePicture& picture_;
    const std::vector<CallTreeNode>& nodes_;
    Places places_;
    double top_;
    double scale_;
    std::map<std::string, std::string> strokes_;   ///< by look
    std::map<std::string, std::string> outlines_;  ///< likewise
    std::string labelled_;
};

/// In lines as wide as the picture, the first of which stands on `y`; moves `y` to below the last.
std::string draw_legend(const std::vector<FlameLegendEntry>& legend, double& y) {
    std::string markup;
    double x = side_margin;
    for (const FlameLegendEntry& entry : legend) {
        const double wide = 18 + legend_column_width * static_cast<double>(display_width(entry.text));
        if (x > side_margin && x + wide > flame_width - side_margin) {
            x = side_margin;
            y += 18;
        }
        markup += fmt::format(
            "<rect class=\"box {}\" x=\"{:.0f}\" y=\"{:.0f}\" width=\"12\" height=\"12\"/>"
            "<text class=\"note\" x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n",
            entry.look, x, y - 10, x + 17, y, escape_xml(entry.text));
        x += wide + 18;
    }
    y += legend.empty() ? 0 : 18;
    return markup;
}

}  // namespace

FlameStill flame_still(const FlamePicture& picture) {
    std::string markup = "<g id=\"still\">\n";
    double y = 28;
    markup += fmt::format("<text class=\"title\" x=\"{}\" y=\"{}\">{}</text>\n", side_margin, y,
                          escape_xml(clipped(picture.title, 120)));
    y += 22;
    if (!picture.subtitle.empty()) {
        markup += fmt::format("<text class=\"note\" x=\"{}\" y=\"{}\">{}</text>\n", side_margin, y,
                              escape_xml(clipped(picture.subtitle, 160)));
        y += 22;
    }
    markup += draw_legend(picture.legend, y);
    Boxes boxes(picture, y);
    markup += boxes.draw();
    markup += "</g>\n";
    return {markup, static_cast<int>(y) + boxes.rows() * row_height + static_cast<int>(side_margin)};
}

}  // namespace ratchet
