#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Helpers for the small texts of /proc and /sys. Blanks are spaces, tabs, line ends and NULs.
namespace ratchet {

/// `text` without blanks at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The words of `text`, separated by blanks.
[[nodiscard]] std::vector<std::string_view> words(std::string_view text);

/// The value of the first line "name : value" (blanks around both are ignored); empty when there is none.
[[nodiscard]] std::string_view field(std::string_view text, std::string_view name);

/// A whole number, decimal or "0x…"; nothing when `text` (without its outer blanks) is anything else or does
/// not fit.
[[nodiscard]] std::optional<long long> whole_number(std::string_view text);

/// A finite decimal number such as "1.52"; nothing when `text` (without its outer blanks) is anything else.
[[nodiscard]] std::optional<double> decimal_number(std::string_view text);

}  // namespace ratchet
