#pragma once

#include "model/verdict.hpp"

#include <string>

namespace ratchet {

/// A change in the metric's own terms, as fractions of the reference: +0.064 is 6.4 % more of the metric.
/// `lower <= upper` whatever the metric's direction.
struct RelativeChange {
    double estimate = 0;
    double lower = 0;
    double upper = 0;

    bool operator==(const RelativeChange&) const = default;
};

/// Undoes the log scale on which up is worse: `exp(shift) - 1`, and for a higher-is-better metric
/// `exp(-shift) - 1`, so that a rate that fell reads as a negative change.
double relative_change(double shift, bool higher_is_better);

/// The same for a shift with bounds, which a higher-is-better metric exchanges.
RelativeChange relative_change(const Shift& shift, bool higher_is_better);

/// "+6.4 % [+3.1, +9.9]": estimate and bounds in percent of the reference.
std::string format_change(const Shift& shift, bool higher_is_better);

}  // namespace ratchet
