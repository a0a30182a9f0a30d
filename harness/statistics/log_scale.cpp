#include "statistics/log_scale.hpp"

#include "base/error.hpp"

#include <cmath>

#include <fmt/format.h>

namespace ratchet::statistics {

std::vector<double> log_scale(const std::vector<double>& values, Direction direction,
                              const std::string& metric) {
    const double sign = direction == Direction::lower_is_better ? 1 : -1;
    std::vector<double> logs;
    logs.reserve(values.size());
    for (const double value : values) {
        if (!(value > 0 && std::isfinite(value))) {
            throw Error(
                ErrorCode::usage,
                fmt::format(
                    "the value {} cannot be compared with a baseline by ratio; gate this metric with a "
                    "budget such as \"{} {} <limit>\"",
                    value, metric, direction == Direction::lower_is_better ? "<=" : ">="),
                metric);
        }
        logs.push_back(sign * std::log(value));
    }
    return logs;
}

}  // namespace ratchet::statistics
