#pragma once

#include "report/plot_axis.hpp"
#include "report/plot_style.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ratchet {

/// A picture of rows: what each is of at the left, its numbers at the right, between them one or more plots
/// side by side in which row i lies at y = i, counted from 0 at the top.
class RowSheet {
  public:
    struct Row {
        std::string label;
        std::string numbers;  ///< may be empty
        const char* colour = colour::text;
    };
    /// Longer pictures are not read: more rows go onto another page.
    static constexpr std::size_t most_rows = 50;

    /// At least one row; `row_height` in pixels.
    RowSheet(std::vector<Row> rows, int row_height, int areas = 1);

    /// Of the whole picture, title and legend included.
    [[nodiscard]] PlotSize size() const;
    /// Labels and numbers of all rows.
    [[nodiscard]] std::string texts() const;
    /// Margins and y axis of the plot in area `area`, from 0.
    [[nodiscard]] std::string area(int area = 0) const;
    /// An arrow head at an end of row `row` in area 0: something there lies beyond the axis.
    [[nodiscard]] std::string beyond(std::size_t row, bool right, const char* colour) const;

  private:
    [[nodiscard]] PlotBox box(int area) const;
    [[nodiscard]] double middle_of(std::size_t row) const;

    std::vector<Row> rows_;
    int row_height_;
    int areas_;
    double label_width_ = 0;
    double numbers_width_ = 0;
};

/// "set xrange …" in percent of fractions, with labels of as many decimals as the range needs.
std::string percent_axis(const AxisRange& fractions);

}  // namespace ratchet
