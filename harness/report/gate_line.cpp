#include "report/gate_line.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string now(const GateVerdict& gate) {
    return gate.current_median ? " " + format_metric(*gate.current_median, gate.unit) : "";
}

std::string interval(const BudgetResult& budget, const std::string& unit) {
    return fmt::format(" [{}, {}]", format_metric(budget.lower, unit), format_metric(budget.upper, unit));
}

}  // namespace

std::string caught_change(const GateVerdict& gate) {
    if (!gate.minimum_detectable) {
        return "";
    }
    const double shift = std::log1p(*gate.minimum_detectable);
    return format_percent(relative_change(shift, gate.higher_is_better), Sign::always);
}

std::string gate_line(const GateVerdict& gate) {
    std::vector<std::string> parts{gate.metric + now(gate)};
    if (gate.budget) {
        parts.front() += interval(*gate.budget, gate.unit);
        parts.push_back(fmt::format("budget {} {}", gate.budget->at_least ? "at least" : "at most",
                                    format_metric(gate.budget->limit, gate.unit)));
    }
    if (gate.baseline_median) {
        parts.push_back("baseline " + format_metric(*gate.baseline_median, gate.unit));
    }
    if (gate.shift) {
        parts.push_back("change " + format_change(*gate.shift, gate.higher_is_better));
    }
    if (gate.minimum_detectable) {
        parts.push_back("would have caught " + caught_change(gate));
    }
    parts.push_back(counted(static_cast<std::size_t>(std::max(gate.current_n, 0)), "run"));
    return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace ratchet
