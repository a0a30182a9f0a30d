#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ratchet {

/// One character at the start of a text. Of bytes that are not UTF-8 (overlong forms, surrogates and values
/// above U+10FFFF included) `valid` is false, `value` the first byte and `size` 1.
struct CodePoint {
    char32_t value = 0;
    std::size_t size = 1;  ///< bytes
    bool valid = false;

    bool operator==(const CodePoint&) const = default;
};

/// The first character of `text`, which must not be empty.
CodePoint decode_utf8(std::string_view text);

/// Columns that `text` takes on a terminal: none for combining marks, two for East Asian wide characters and
/// emoji, one for everything else. Text with control characters has no width: make it `printable` first.
std::size_t display_width(std::string_view text);

/// `text`, or, where it is wider than `columns` (at least 1), both its ends around "…": names that share a
/// long beginning differ at the end.
std::string without_middle(std::string_view text, std::size_t columns);

}  // namespace ratchet
