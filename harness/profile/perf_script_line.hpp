#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The two kinds of lines of `perf script`'s text, each by itself.

namespace ratchet {

/// "program 1234/1235 [001]  4711.012345:    1001001 cpu-clock:uH:  7f2a main+0x4 (/bin/program)"
struct PerfScriptSample {
    std::string_view comm;   ///< name of the process; may hold spaces
    std::string_view event;  ///< "cpu-clock:uH"
    std::string_view frame;  ///< what stands behind the event, without spaces around it; usually empty
    /// The record is none of a sample; then `event` is its name, "PERF_RECORD_MMAP2", and `frame` the rest.
    bool is_other_record = false;
};

/// What a line says that begins a sample; nothing where it is no such line. Without a time the first number
/// behind a word ends the name.
std::optional<PerfScriptSample> parse_perf_script_sample(std::string_view line);

/// "7f2a1c02d24a search(int)+0x19 (/usr/lib/libx.so.1)"
struct PerfScriptFrame {
    std::string_view function;  ///< without the offset
    std::string_view module;    ///< as tables name it (see `perf_script_module`); empty: unknown
    bool inlined = false;       ///< into the function of the next line, where that has the same address
    bool has_file = false;      ///< something stood in parentheses
};

/// What follows the address on the line of a frame. Nothing is refused: what has no parentheses is all name.
PerfScriptFrame parse_perf_script_frame(std::string_view behind_address);

/// What frames of one function have in common, so that a table of them grows with functions, not with
/// addresses.
struct PerfScriptFunction {
    std::string_view name;  ///< without the offset, "+0x19"
    std::string_view file;  ///< with the space and the parentheses, " (/usr/lib/libx.so.1)"; may be empty

    [[nodiscard]] std::size_t size() const { return name.size() + file.size(); }
};

/// The text behind an address in its parts.
PerfScriptFunction perf_script_function(std::string_view behind_address);

/// A frame's line in its two parts.
struct PerfScriptAddress {
    std::uint64_t address = 0;  ///< its last 64 bits
    std::string_view rest;      ///< what stands behind it, without spaces around it
};

/// Nothing where the line does not begin, behind spaces, with a hexadecimal address that ends at a space or
/// the line's end.
std::optional<PerfScriptAddress> parse_perf_script_address(std::string_view line);

/// The file's name without its directories, "[kernel]" for the kernel under any of its names, empty for
/// "[unknown]".
std::string_view perf_script_module(std::string_view file);

}  // namespace ratchet
