#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ratchet {

/// Fields of /proc/<pid>/stat by their number in proc(5).
inline constexpr int stat_parent = 4;
inline constexpr int stat_start_ticks = 22;  ///< since boot
inline constexpr int stat_last_cpu = 39;

/// A numeric field, from 4 on, out of the text of /proc/<pid>/stat. The command's name in it may hold spaces
/// and parentheses. Nothing when the text is not of that form, as it is when the process has just gone.
std::optional<std::uint64_t> process_stat_field(std::string_view stat, int number);

}  // namespace ratchet
