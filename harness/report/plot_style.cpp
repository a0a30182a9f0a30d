#include "report/plot_style.hpp"

#include "report/gnuplot_text.hpp"
#include "report/plot_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr auto font = "sans-serif";
constexpr int base_font_size = 12;

/// In the order of the enumeration. Types: 2 cross, 3 star, 4 square, 6 ring, 7 disc, 8 and 9 triangle, 11
/// triangle that points down.
constexpr std::array<PlotPoint, 8> verdict_points{{{"#d55e00", 2},
                                                   {"#d55e00", 9},
                                                   {"#6b6b6b", 4},
                                                   {"#e69f00", 6},
                                                   {"#6b6b6b", 6},
                                                   {"#0072b2", 7},
                                                   {"#009e73", 11},
                                                   {"#6b6b6b", 3}}};

double from_left(const PlotSize& size, double x) {
    return x / size.width;
}

/// Gnuplot counts from the bottom.
double from_bottom(const PlotSize& size, double y) {
    return 1 - y / size.height;
}

std::string indented(std::string_view body) {
    std::string text;
    for (std::size_t start = 0; start < body.size();) {
        const std::size_t end = std::min(body.find('\n', start), body.size() - 1) + 1;
        text += "    ";
        text += body.substr(start, end - start);
        start = end;
    }
    return text;
}

}  // namespace

std::string coloured(std::string_view element, std::string_view colour, std::string_view rest) {
    return fmt::format("{} linecolor rgb '{}'{}{}", element, colour, rest.empty() ? "" : " ", rest);
}

std::string filled(std::string_view element, std::string_view colour) {
    return coloured(element, colour, "fillstyle solid noborder");
}

const std::vector<std::string>& part_colours() {
    static const std::vector<std::string> colours{"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                                  "#56b4e9", "#d55e00", "#f0e442"};
    return colours;
}

PlotPoint verdict_point(Verdict verdict) {
    return verdict_points.at(static_cast<std::size_t>(verdict));
}

std::string plot_script(std::string_view name, const PlotSize& size, std::string_view body) {
    std::string script = fmt::format(
        "# Draws {0}.svg and {0}.png from {0}.dat: run `gnuplot {0}.gp` in this folder.\n"
        "set encoding utf8\n"
        "set decimalsign '.'\n"
        "do for [format in 'svg png'] {{\n"
        "    if (format eq 'svg') {{\n"
        "        set terminal svg size {1},{2} noenhanced font '{3},{4}' background '#ffffff'\n"
        "    }} else {{\n"
        "        set terminal pngcairo size {1},{2} noenhanced font '{3},{4}' fontscale 0.75 background "
        "'#ffffff'\n"
        "    }}\n"
        "    set output '{0}.'.format\n"
        "    reset\n"
        "    set border 3 linecolor rgb '{5}' linewidth 1\n"
        "    set tics nomirror out scale 0.5 font '{3},10' textcolor rgb '{6}'\n"
        "    set grid linecolor rgb '{7}' linewidth 0.5\n"
        "    unset key\n",
        name, size.width, size.height, font, base_font_size, colour::faint, colour::text, colour::band);
    script += indented(body);
    script +=
        "    unset output\n"
        "}\n";
    return script;
}

std::string text_at(const PlotSize& size, double x, double y, std::string_view text, int font_size,
                    std::string_view colour, Anchor anchor) {
    constexpr std::array<std::string_view, 3> anchors{"left", "center", "right"};
    return fmt::format("set label {} at screen {:.5f},{:.5f} {} front font '{},{}' textcolor rgb '{}'\n",
                       gnuplot_string(text), from_left(size, x), from_bottom(size, y),
                       anchors.at(static_cast<std::size_t>(anchor)), font, font_size, colour);
}

std::string plot_title(const PlotSize& size, std::string_view title, std::string_view explanation) {
    return text_at(size, 16, 22, title, 15, colour::text) +
           text_at(size, 16, 46, fitted_text(explanation, 11, size.width - 32), 11, colour::faint);
}

std::string plot_margins(const PlotSize& size, const PlotBox& box) {
    return fmt::format(
        "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n"
        "set tmargin at screen {:.5f}\nset bmargin at screen {:.5f}\n",
        from_left(size, box.left), from_left(size, box.right), from_bottom(size, box.top),
        from_bottom(size, box.bottom));
}

std::string plot_legend(const PlotSize& size, const std::vector<LegendEntry>& entries) {
    std::string text =
        "unset object\nunset arrow\nunset border\nunset tics\nunset grid\nunset xlabel\nunset ylabel\n"
        "set key at screen 0.5,screen 0.0 center bottom horizontal samplen 2 font ',11'\n";
    const double height = size.height;
    text += plot_margins(size, {16, height - legend_height, static_cast<double>(size.width - 16), height});
    text += "plot [0:1] [0:1]";
    const char* separator = " ";
    for (const LegendEntry& entry : entries) {
        text += fmt::format("{}-1 {} title {}", separator, entry.style, gnuplot_string(entry.text));
        separator = ", ";
    }
    return text + "\n";
}

std::vector<std::pair<std::size_t, std::size_t>> pages(std::size_t count, std::size_t most) {
    const std::size_t number = (count + most - 1) / most;
    std::vector<std::pair<std::size_t, std::size_t>> parts;
    for (std::size_t page = 0; page < number; ++page) {
        parts.emplace_back(count * page / number, count * (page + 1) / number);
    }
    return parts;
}

std::string page_name(std::string_view name, std::size_t page, std::size_t page_count) {
    return page_count == 1 ? std::string(name) : fmt::format("{}-{}", name, page + 1);
}

}  // namespace ratchet
