#pragma once

#include "report/gnuplot_text.hpp"
#include "report/plot_axis.hpp"
#include "report/plot_series.hpp"
#include "report/plot_style.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace ratchet {

/// A picture of small plots of equal size, one for each series, in rows from the top left.
class PanelGrid {
  public:
    /// A picture with more panels than this would be longer than anybody reads.
    static constexpr std::size_t most_panels = 12;

    /// `panels` is at least 1.
    explicit PanelGrid(std::size_t panels);

    /// Of the whole picture, title and legend included.
    [[nodiscard]] PlotSize size() const;
    /// Heading (what the series is, its numbers) and margins of the panel at `index`.
    [[nodiscard]] std::string panel(std::size_t index, const PlotSeries& series) const;

  private:
    std::size_t columns_;
    std::size_t rows_;
    int panel_width_;
    int panel_height_;
};

/// The values of a series on an axis.
struct SeriesAxis {
    AxisRange range;       ///< in the metric's unit
    double unit_size = 1;  ///< what to divide values by for `unit`
    std::string unit;      ///< "ms"
    std::string metric;    ///< "wall_time, ms"
    std::string beyond;    ///< what the range leaves out: "1 value beyond, to 3.40 s"; or empty

    /// "($2/0.001)": column `number` of the data in this axis' unit.
    [[nodiscard]] std::string column(int number) const;
    /// "set xrange …" with labels that have the decimals that the range needs.
    [[nodiscard]] std::string settings(char axis) const;
};

/// An axis for groups of values of `series`, and for those of `marks` that lie near them.
SeriesAxis series_axis(const PlotSeries& series, const std::vector<std::vector<double>>& shown,
                       const std::vector<double>& marks);

/// What all panels of a picture have in common.
struct PanelPicture {
    std::string name;
    std::string title;
    std::string explanation;
    std::vector<LegendEntry> legend;
};
/// Adds the layers of one panel, whose series has values, and returns the settings of its axes.
using DrawPanel = std::function<std::string(const PlotSeries& series, PlotLayers& layers)>;

/// Pictures with a panel for each series, as many as are needed. A series without values has a heading only.
std::vector<Plot> panel_plots(const PanelPicture& picture, const std::vector<PlotSeries>& all,
                              const DrawPanel& draw);

}  // namespace ratchet
