#include "report/plot_axis.hpp"

#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ratchet {
namespace {

using Values = std::vector<double>;

/// More than this many times the range of the bulk is a squeeze.
constexpr double worst_squeeze = 4;
/// How far from the quartiles the bulk may reach, in their distance.
constexpr double bulk_reach = 4;
/// Quartiles closer than this share of the value are taken to be this far apart.
constexpr double least_spread = 0.001;
constexpr double margin = 0.06;

void include(std::optional<AxisRange>& range, const Values& values) {
    const auto [lowest, highest] = std::ranges::minmax(values);
    range = range ? AxisRange{std::min(range->lower, lowest), std::max(range->upper, highest)}
                  : AxisRange{lowest, highest};
}

Values bulk_of(const Values& values) {
    const statistics::Sample sample(values);
    const double lower = statistics::quantile(sample, 0.25);
    const double upper = statistics::quantile(sample, 0.75);
    const double least = least_spread * std::max(std::abs(lower), std::abs(upper));
    const double reach = bulk_reach * std::max(upper - lower, least);
    Values bulk;
    std::ranges::copy_if(values, std::back_inserter(bulk),
                         [&](double value) { return lower - reach <= value && value <= upper + reach; });
    return bulk;
}

AxisRange with_margin(AxisRange range) {
    if (range.width() == 0) {
        const double room = range.lower == 0 ? 1 : 0.01 * std::abs(range.lower);
        return {range.lower - room, range.upper + room};
    }
    const double room = margin * range.width();
    return {range.lower - room, range.upper + room};
}

}  // namespace

AxisRange axis_range(const std::vector<Values>& groups) {
    std::optional<AxisRange> all;
    std::optional<AxisRange> bulk;
    for (const Values& values : groups) {
        if (!values.empty()) {
            include(all, values);
            include(bulk, bulk_of(values));
        }
    }
    if (!all) {
        return {};
    }
    const AxisRange of_bulk = with_margin(*bulk);
    const bool squeezed = all->width() > worst_squeeze * of_bulk.width();
    return squeezed ? of_bulk : with_margin(*all);
}

AxisTicks axis_ticks(double width) {
    constexpr double wanted = 7;
    const double power = std::floor(std::log10(width / wanted));
    for (const double factor : {1.0, 2.0, 5.0}) {
        const double step = factor * std::pow(10, power);
        if (step >= width / wanted) {
            return {step, std::max(0, static_cast<int>(-power))};
        }
    }
    return {std::pow(10, power + 1), std::max(0, static_cast<int>(-power - 1))};
}

}  // namespace ratchet
