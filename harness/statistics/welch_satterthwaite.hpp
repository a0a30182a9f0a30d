#pragma once

#include <optional>
#include <vector>

namespace ratchet::statistics {

/// One independent contribution to the variance of an estimate.
struct VarianceTerm {
    double variance = 0;                       ///< not negative
    std::optional<double> degrees_of_freedom;  ///< behind that variance; absent: it is known exactly
};

/// Effective degrees of freedom of a sum of variances, `(Σv)² / Σ(v² / ν)` (Satterthwaite, "An Approximate
/// Distribution of Estimates of Variance Components", 1946; Welch 1947). Never below the smallest ν nor above
/// the sum of them. Absent means infinitely many: every contribution that is not zero is known exactly.
/// Throws `Error(usage)` when a variance is negative or not finite, or a ν is not positive.
std::optional<double> welch_satterthwaite(const std::vector<VarianceTerm>& terms);

}  // namespace ratchet::statistics
