#pragma once

#include <optional>

namespace ratchet::statistics {

/// The value that a variable of Student's t distribution exceeds with probability `1 - probability`. Absent
/// degrees of freedom mean infinitely many: the normal distribution. Throws `Error(usage)` unless
/// 0 < probability < 1 and the degrees of freedom are positive and finite.
double student_t_quantile(double probability, std::optional<double> degrees_of_freedom);

}  // namespace ratchet::statistics
