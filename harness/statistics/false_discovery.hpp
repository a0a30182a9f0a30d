#pragma once

#include <vector>

namespace ratchet::statistics {

/// The largest p value that is a discovery when so many are tested at once, by Benjamini and Hochberg
/// ("Controlling the False Discovery Rate", 1995): with R discoveries of m it is `rate` · R / m, and
/// `rate` / m where there are none. Of all discoveries at most the share `rate` is expected to be chance, and
/// where nothing differs there is one in a share of `rate` of all cases; p values may depend on each other
/// positively. Intervals at 1 - this miss the truth of discoveries as rarely (Benjamini and Yekutieli, "False
/// Discovery Rate-Adjusted Multiple Confidence Intervals", 2005).
///
/// `rate` for no p values. Throws `Error(usage)` unless 0 < rate < 1 and each p value is in [0, 1].
double discovery_threshold(std::vector<double> p_values, double rate);

}  // namespace ratchet::statistics
