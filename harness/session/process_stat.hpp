#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ratchet {

/// Start time in clock ticks since boot out of the text of `/proc/<pid>/stat` (field 22). The command's name
/// may hold spaces and parentheses. Nothing when the text is not of that form.
std::optional<std::uint64_t> start_ticks_from_stat(std::string_view stat);

}  // namespace ratchet
