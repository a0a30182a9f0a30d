#pragma once

#include <string_view>
#include <vector>

namespace ratchet {

/// The part of a number line that a plot shows; `lower < upper`.
struct AxisRange {
    double lower = 0;
    double upper = 1;

    [[nodiscard]] bool holds(double value) const { return lower <= value && value <= upper; }
    [[nodiscard]] double width() const { return upper - lower; }
    bool operator==(const AxisRange&) const = default;
};

/// A range with room at its ends that shows every value of every group, unless values far outside the bulk of
/// their own group would squeeze everything else into a corner: then those are left out, and the plot has to
/// say so. Empty groups take no part; without any value [0, 1]; where all values are equal, 1 % around them.
AxisRange axis_range(const std::vector<std::vector<double>>& groups);

/// The distance of labels along a range of `width` (above 0) so that there are about seven: 1, 2 or 5 of a
/// power of ten, and the decimals that such labels need.
struct AxisTicks {
    double step = 1;
    int decimals = 0;
};
AxisTicks axis_ticks(double width);

}  // namespace ratchet
