#include "report/plot_rows.hpp"

#include "report/gnuplot_text.hpp"
#include "report/plot_text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr int font_size = 12;
constexpr double widest_label = 460;
constexpr double widest_numbers = 300;
constexpr int edge = 16;
constexpr int gap = 14;
constexpr int axis_height = 52;
/// Of all areas together.
constexpr int areas_width = 640;
constexpr int least_width = 900;

}  // namespace

RowSheet::RowSheet(std::vector<Row> rows, int row_height, int areas)
    : rows_(std::move(rows)), row_height_(row_height), areas_(areas) {
    for (Row& row : rows_) {
        row.label = fitted_text(row.label, font_size, widest_label);
        row.numbers = fitted_text(row.numbers, font_size, widest_numbers);
        label_width_ = std::max(label_width_, text_width(row.label, font_size));
        numbers_width_ = std::max(numbers_width_, text_width(row.numbers, font_size));
    }
}

PlotSize RowSheet::size() const {
    const double width = 2 * edge + label_width_ + gap + areas_width + gap + numbers_width_;
    return {std::max(static_cast<int>(std::ceil(width)), least_width),
            title_height + static_cast<int>(rows_.size()) * row_height_ + axis_height + legend_height};
}

PlotBox RowSheet::box(int area) const {
    const double left = edge + label_width_ + gap;
    const double right = size().width - edge - (numbers_width_ == 0 ? 0 : gap + numbers_width_);
    const double width = (right - left - (areas_ - 1) * 2 * gap) / areas_;
    const double bottom = title_height + static_cast<double>(rows_.size()) * row_height_;
    const double first = left + area * (width + 2 * gap);
    return {first, title_height, first + width, bottom};
}

double RowSheet::middle_of(std::size_t row) const {
    return title_height + (static_cast<double>(row) + 0.5) * row_height_;
}

std::string RowSheet::texts() const {
    std::string text;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Row& row = rows_[i];
        text += text_at(size(), box(0).left - gap, middle_of(i), row.label, font_size, colour::text,
                        Anchor::right);
        if (!row.numbers.empty()) {
            text += text_at(size(), box(areas_ - 1).right + gap, middle_of(i), row.numbers, font_size,
                            row.colour);
        }
    }
    return text;
}

std::string RowSheet::area(int area) const {
    return plot_margins(size(), box(area)) +
           fmt::format("set yrange [{}.5:-0.5]\nunset ytics\nset border 1\n", rows_.size() - 1);
}

std::string RowSheet::beyond(std::size_t row, bool right, const char* colour) const {
    const PlotBox area = box(0);
    return text_at(size(), right ? area.right - 2 : area.left + 2, middle_of(row), right ? "▶" : "◀",
                   font_size, colour, right ? Anchor::right : Anchor::left);
}

std::string percent_axis(const AxisRange& fractions) {
    const AxisTicks ticks = axis_ticks(fractions.width() * 100);
    return fmt::format("set xrange [{}:{}]\nset format x '%.{}f %%'\nset xtics {}\n",
                       gnuplot_number(fractions.lower * 100), gnuplot_number(fractions.upper * 100),
                       ticks.decimals, gnuplot_number(ticks.step));
}

}  // namespace ratchet
