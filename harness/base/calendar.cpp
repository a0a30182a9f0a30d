#include "base/calendar.hpp"

#include "base/text.hpp"

#include <charconv>
#include <chrono>

namespace ratchet {
namespace {

/// Of digits alone.
int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<std::chrono::sys_days> day_of(std::string_view text) {
    using namespace std::chrono;
    const std::string_view date = day_part(text);
    if (!is_date(date)) {
        return std::nullopt;
    }
    const year_month_day found{year(number(date.substr(0, 4))),
                               month(static_cast<unsigned>(number(date.substr(5, 2)))),
                               day(static_cast<unsigned>(number(date.substr(8, 2))))};
    return found.ok() ? std::optional(sys_days(found)) : std::nullopt;
}

}  // namespace

std::optional<int> days_between(std::string_view from, std::string_view to) {
    const auto first = day_of(from);
    const auto last = day_of(to);
    return first && last ? std::optional(static_cast<int>((*last - *first).count())) : std::nullopt;
}

}  // namespace ratchet
