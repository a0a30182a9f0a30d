#include "statistics/welch_satterthwaite.hpp"

#include "base/error.hpp"

#include <cmath>

#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

void require_valid(const VarianceTerm& term) {
    if (!(term.variance >= 0 && std::isfinite(term.variance))) {
        throw Error(ErrorCode::usage,
                    fmt::format("a variance is finite and not negative, not {}", term.variance));
    }
    if (term.degrees_of_freedom && !(*term.degrees_of_freedom > 0)) {
        throw Error(ErrorCode::usage,
                    fmt::format("degrees of freedom are positive, not {}", *term.degrees_of_freedom));
    }
}

}  // namespace

std::optional<double> welch_satterthwaite(const std::vector<VarianceTerm>& terms) {
    double total = 0;
    for (const VarianceTerm& term : terms) {
        require_valid(term);
        total += term.variance;
    }
    double uncertainty = 0;
    for (const VarianceTerm& term : terms) {
        if (term.variance > 0 && term.degrees_of_freedom) {
            // Shares of the total, because the square of a small variance underflows.
            const double share = term.variance / total;
            uncertainty += share * share / *term.degrees_of_freedom;
        }
    }
    const double effective = 1 / uncertainty;
    return std::isfinite(effective) ? std::optional(effective) : std::nullopt;
}

}  // namespace ratchet::statistics
