#include "statistics/sample.hpp"

#include "base/error.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace ratchet::statistics {

Sample::Sample(std::vector<double> values) : values_(std::move(values)) {
    if (values_.empty()) {
        throw Error(ErrorCode::measurement, "there are no values to compute statistics from");
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
        // Written so that NaN, which compares false with everything, is caught too.
        if (!(std::abs(values_[i]) <= largest)) {
            throw Error(ErrorCode::measurement,
                        fmt::format("value {} of {} is {}; statistics need finite values of at most {}",
                                    i + 1, values_.size(), values_[i], largest));
        }
    }
}

}  // namespace ratchet::statistics
