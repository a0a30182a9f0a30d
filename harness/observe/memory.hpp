#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ratchet {

/// How much memory a process has at a moment.
struct TimedMemory {
    std::int64_t at_ns = 0;  ///< monotonic clock
    std::uint32_t process = 0;
    std::uint64_t resident_bytes = 0;  ///< what it shares with others included

    friend bool operator==(const TimedMemory&, const TimedMemory&) = default;
};

/// What the text of /proc/<pid>/statm says of resident memory. Nothing for a process that has none left, and
/// for a text that is none.
[[nodiscard]] std::optional<std::uint64_t> resident_bytes(std::string_view statm, std::uint64_t page_bytes);

}  // namespace ratchet
