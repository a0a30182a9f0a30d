#include "statistics/share_changes.hpp"

#include "base/error.hpp"
#include "statistics/false_discovery.hpp"
#include "statistics/student_t.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

double two_sided_z(double p) {
    return student_t_quantile(1 - p / 2, std::nullopt);
}

}  // namespace

double discovery_z(const std::vector<ShareChange>& changes, double rate, const Ratio& ratio) {
    if (!(rate > 0 && rate < 1)) {
        throw Error(ErrorCode::usage, fmt::format("a false discovery rate is inside (0, 1), not {}", rate));
    }
    const double z_of_one = two_sided_z(rate);
    std::vector<double> p_values;
    p_values.reserve(changes.size());
    for (const ShareChange& change : changes) {
        const Interval interval = difference_interval(change.now, change.before, z_of_one, ratio);
        // What one test alone would not find is no discovery among many, however far from it.
        const bool may_be = interval.lower > 0 || interval.upper < 0;
        p_values.push_back(may_be ? difference_p_value(change.now, change.before, ratio) : 1.0);
    }
    return two_sided_z(discovery_threshold(std::move(p_values), rate));
}

}  // namespace ratchet::statistics
