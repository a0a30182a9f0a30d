#include "statistics/variance_bounds.hpp"

#include "base/error.hpp"
#include "statistics/sample.hpp"
#include "statistics/spread.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

// double throughout, as for Student's t: long double differs between architectures.
using DoubleAlone = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

void require_valid_centres(const std::vector<double>& centres, double within, double degrees_of_freedom,
                           double error) {
    if (centres.size() < 2) {
        throw Error(ErrorCode::usage,
                    fmt::format("the variance between groups needs at least two, not {}", centres.size()));
    }
    if (!(within >= 0 && std::isfinite(within))) {
        throw Error(ErrorCode::usage, fmt::format("a variance is finite and not negative, not {}", within));
    }
    if (!(degrees_of_freedom > 0 && std::isfinite(degrees_of_freedom))) {
        throw Error(ErrorCode::usage,
                    fmt::format("degrees of freedom are positive and finite, not {}", degrees_of_freedom));
    }
    if (!(error > 0 && error < 0.5)) {
        throw Error(ErrorCode::usage, fmt::format("an error is inside (0, 0.5), not {}", error));
    }
}

}  // namespace

BoundedVariance bounded_variance_between(const std::vector<double>& centres, double within,
                                         double degrees_of_freedom, double error) {
    require_valid_centres(centres, within, degrees_of_freedom, error);
    const double deviation = *standard_deviation(Sample(centres));
    const double seen = deviation * deviation;
    const double between = static_cast<double>(centres.size() - 1);
    const boost::math::fisher_f_distribution<double, DoubleAlone> ratio(between, degrees_of_freedom);
    const boost::math::chi_squared_distribution<double, DoubleAlone> squares(between);
    const auto bound = [&](double probability) {
        const double explained = boost::math::quantile(ratio, probability) * within;
        return std::max(0.0, between * (seen - explained) / boost::math::quantile(squares, probability));
    };
    return {std::max(0.0, seen - within), bound(1 - error), bound(error)};
}

}  // namespace ratchet::statistics
