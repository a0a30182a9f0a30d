#include "model/change.hpp"

#include "base/text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// A bound without the unit, which stands once behind the estimate.
std::string bare_percent(double fraction) {
    std::string text = format_percent(fraction, Sign::always);
    const std::string unit = " %";
    return text.ends_with(unit) ? text.substr(0, text.size() - unit.size()) : text;
}

}  // namespace

RelativeChange relative_change(const Shift& shift, bool higher_is_better) {
    if (higher_is_better) {
        return {std::expm1(-shift.estimate), std::expm1(-shift.upper), std::expm1(-shift.lower)};
    }
    return {std::expm1(shift.estimate), std::expm1(shift.lower), std::expm1(shift.upper)};
}

std::string format_change(const Shift& shift, bool higher_is_better) {
    const RelativeChange change = relative_change(shift, higher_is_better);
    return fmt::format("{} [{}, {}]", format_percent(change.estimate, Sign::always),
                       bare_percent(change.lower), bare_percent(change.upper));
}

}  // namespace ratchet
