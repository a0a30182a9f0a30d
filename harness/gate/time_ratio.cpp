#include "gate/time_ratio.hpp"

#include "model/metric.hpp"
#include "statistics/student_t.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet {
namespace {

/// On the log scale.
double error_of(const GateVerdict& gate) {
    if (gate.standard_error) {
        return *gate.standard_error;
    }
    const double of_a_look = gate.alpha / std::max(gate.looks_planned, 1);
    const double z = statistics::student_t_quantile(1 - of_a_look, std::nullopt);
    return (gate.shift->upper - gate.shift->lower) / (2 * z);
}

}  // namespace

std::optional<statistics::Ratio> time_ratio(const ScenarioVerdict& verdict) {
    for (const char* metric : {metric::wall_time, metric::throughput}) {
        const auto gate = std::ranges::find_if(verdict.gates, [&](const GateVerdict& each) {
            return each.metric == metric && each.shift && !each.budget;
        });
        if (gate == verdict.gates.end() || gate->before_control) {
            continue;
        }
        const double ratio = std::exp(gate->shift->estimate);
        const double error = ratio * error_of(*gate);
        if (std::isfinite(ratio) && ratio > 0 && std::isfinite(error) && error >= 0) {
            return statistics::Ratio{ratio, error};
        }
    }
    return std::nullopt;
}

}  // namespace ratchet
