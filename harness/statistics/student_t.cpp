#include "statistics/student_t.hpp"

#include "base/error.hpp"

#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

// double throughout: long double differs between architectures, and with it the last digit of every bound.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

}  // namespace

double student_t_quantile(double probability, std::optional<double> degrees_of_freedom) {
    if (!(probability > 0 && probability < 1)) {
        throw Error(ErrorCode::usage,
                    fmt::format("a quantile of t needs a probability inside (0, 1), not {}", probability));
    }
    if (!degrees_of_freedom) {
        return boost::math::quantile(boost::math::normal_distribution<double, Policy>(), probability);
    }
    if (!(*degrees_of_freedom > 0 && std::isfinite(*degrees_of_freedom))) {
        throw Error(ErrorCode::usage,
                    fmt::format("degrees of freedom are positive and finite, not {}", *degrees_of_freedom));
    }
    return boost::math::quantile(boost::math::students_t_distribution<double, Policy>(*degrees_of_freedom),
                                 probability);
}

}  // namespace ratchet::statistics
