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

double relative_change(double shift, bool higher_is_better) {
    return std::expm1(higher_is_better ? -shift : shift);
}

RelativeChange relative_change(const Shift& shift, bool higher_is_better) {
    const double lower = relative_change(higher_is_better ? shift.upper : shift.lower, higher_is_better);
    const double upper = relative_change(higher_is_better ? shift.lower : shift.upper, higher_is_better);
    return {relative_change(shift.estimate, higher_is_better), lower, upper};
}

std::string format_change(const Shift& shift, bool higher_is_better) {
    const RelativeChange change = relative_change(shift, higher_is_better);
    return fmt::format("{} [{}, {}]", format_percent(change.estimate, Sign::always),
                       bare_percent(change.lower), bare_percent(change.upper));
}

}  // namespace ratchet
