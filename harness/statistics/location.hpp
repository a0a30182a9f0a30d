#pragma once

#include "statistics/sample.hpp"

#include <optional>
#include <vector>

namespace ratchet::statistics {

/// Arithmetic mean, with one step of refinement so that a large common offset costs no digits.
double mean(const Sample& sample);

/// Middle value; the mean of the two middle values when n is even. O(n).
double median(const Sample& sample);

/// As above, of values that a `Sample` accepts.
double median(const std::vector<double>& values);

/// As `median`, for scratch space that may be reordered; `values` must be what a `Sample` accepts.
double median_in_place(std::vector<double>& values);

/// Quantile of type 7 (Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996; the default of R
/// and of spreadsheets): linear interpolation between the order statistics around `(n - 1) p`. O(n). Throws
/// `Error(usage)` for `probability` outside [0, 1]. Defined for every n, but see `supported_quantile`.
double quantile(const Sample& sample, double probability);

/// As `quantile`, but absent when fewer than one value is expected beyond it, `n min(p, 1 - p) < 1`, because
/// it would then only restate the smallest or largest value. The smallest n is 20 for p5 and p95, 4 for p25
/// and p75, 2 for the median; p0 and p100 are always absent.
std::optional<double> supported_quantile(const Sample& sample, double probability);

}  // namespace ratchet::statistics
