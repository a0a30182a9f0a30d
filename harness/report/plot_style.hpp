#pragma once

#include "model/verdict.hpp"

#include <string>
#include <string_view>
#include <vector>

// What all plots have in common, so that they look like pages of one book: sizes, fonts, colours, the frame
// of a script. The colours are those of Okabe and Ito ("Color Universal Design", 2008), told apart by people
// of every kind of colour vision; verdicts differ in the shape of their points too.

namespace ratchet {

/// A picture's files are `<name>.svg`, `.png`, `.gp` and `.dat`.
struct Plot {
    std::string name;    ///< letters, digits and '-'
    std::string title;   ///< for people
    std::string script;  ///< run by gnuplot in the folder of its data, it writes both pictures
    std::string data;
};

struct PlotSize {
    int width = 0;  ///< pixels
    int height = 0;
};

namespace colour {
inline constexpr auto text = "#222222";
inline constexpr auto faint = "#6b6b6b";
inline constexpr auto baseline = "#8c8c8c";
inline constexpr auto baseline_area = "#d4d4d4";
inline constexpr auto band = "#e4e4e4";
inline constexpr auto tolerated = "#cfe3ef";
inline constexpr auto current = "#0072b2";
inline constexpr auto limit = "#d55e00";
}  // namespace colour

/// Gnuplot's "with …" in a colour: `element` is "with lines" and the like, `rest` what follows the colour.
std::string coloured(std::string_view element, std::string_view colour, std::string_view rest = "");
/// An area without an edge: `element` is "with boxes" and the like.
std::string filled(std::string_view element, std::string_view colour);

/// Colours for parts of a whole, in order; where there are more parts, the last ones share a colour.
const std::vector<std::string>& part_colours();

struct PlotPoint {
    const char* colour;
    int type;  ///< of gnuplot's cairo and svg terminals
};

/// The point that stands for a verdict, of the shape of its symbol.
PlotPoint verdict_point(Verdict verdict);

/// The whole script: writes the SVG and the PNG of `size`, drawing each with `body`. `body` is lines of
/// gnuplot, each with its newline.
std::string plot_script(std::string_view name, const PlotSize& size, std::string_view body);

/// A label, in pixels from the left and top of the picture.
enum class Anchor { left, centre, right };
std::string text_at(const PlotSize& size, double x, double y, std::string_view text, int font_size,
                    std::string_view colour, Anchor anchor = Anchor::left);

/// The title of the picture and what is to be known to read it, at its top: `title_height` pixels.
inline constexpr int title_height = 64;
std::string plot_title(const PlotSize& size, std::string_view title, std::string_view explanation);

/// Margins of the next plot, in pixels from the left and top of the picture.
struct PlotBox {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
};
std::string plot_margins(const PlotSize& size, const PlotBox& box);

/// One line at the bottom of the picture, `legend_height` pixels high, that shows what each mark means. Must
/// be the last plot of a multiplot.
struct LegendEntry {
    std::string style;  ///< gnuplot's "with …"
    std::string text;
    std::string drawn_as =
        style;  ///< how a plot draws what this entry is about; not drawn: no entry is needed
};
inline constexpr int legend_height = 40;
std::string plot_legend(const PlotSize& size, const std::vector<LegendEntry>& entries);

/// Parts a list into pages of at most `most` as equal as they can be: {first, beyond the last} of each.
std::vector<std::pair<std::size_t, std::size_t>> pages(std::size_t count, std::size_t most);

/// "runs" where there is one page, else "runs-1", "runs-2", …
std::string page_name(std::string_view name, std::size_t page, std::size_t page_count);

}  // namespace ratchet
