#pragma once

#include <optional>
#include <string_view>

namespace ratchet {

/// Days from one day to another, negative when that is the earlier. Both texts begin with one
/// ("2026-12-31T12:30:05Z"); nothing where one does not, or no calendar has it.
std::optional<int> days_between(std::string_view from, std::string_view to);

}  // namespace ratchet
