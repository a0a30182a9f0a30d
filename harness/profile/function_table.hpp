#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ratchet {

/// Where the functions of a file begin, ascending, out of its section .eh_frame_hdr, which is loaded at
/// `address`: that stays in a file without symbols. Only the one encoding that linkers write is known (a
/// table of 4-byte distances to the section); nothing for another, or one that was cut off.
std::vector<std::uint64_t> function_table(std::string_view section, std::uint64_t address);

/// The last that begins at or before `address`; nothing for one before all.
std::optional<std::uint64_t> begin_of_function(const std::vector<std::uint64_t>& table,
                                               std::uint64_t address);

}  // namespace ratchet
