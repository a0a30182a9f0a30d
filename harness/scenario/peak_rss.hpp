#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ratchet::runtime {

/// VmHWM from the text of /proc/self/status; nothing when the line is missing or malformed.
std::optional<std::int64_t> parse_peak_rss(std::string_view status);

/// The most memory that this process ever had resident, in bytes; nothing where the kernel does not tell.
std::optional<std::int64_t> read_peak_rss();

}  // namespace ratchet::runtime
