#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace ratchet {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// The blocks that terminals agree upon; single exceptions inside them are not worth a table.
constexpr std::array<Range, 8> zero_width{{{0x0300, 0x036F},
                                           {0x0483, 0x0489},
                                           {0x0591, 0x05BD},
                                           {0x1AB0, 0x1AFF},
                                           {0x1DC0, 0x1DFF},
                                           {0x200B, 0x200F},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F}}};
constexpr std::array<Range, 9> double_width{{{0x1100, 0x115F},
                                             {0x2E80, 0xA4CF},
                                             {0xAC00, 0xD7A3},
                                             {0xF900, 0xFAFF},
                                             {0xFE30, 0xFE6F},
                                             {0xFF00, 0xFF60},
                                             {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1F9FF},
                                             {0x20000, 0x3FFFD}}};

template <std::size_t n>
bool is_in(const std::array<Range, n>& ranges, char32_t value) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [value](const Range& range) { return range.first <= value && value <= range.last; });
}

std::size_t width_of(const CodePoint& character) {
    if (!character.valid) {
        return 1;
    }
    if (is_in(zero_width, character.value)) {
        return 0;
    }
    return is_in(double_width, character.value) ? 2 : 1;
}

std::string_view start_of_width(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t width = 0;
    while (used < text.size()) {
        const CodePoint character = decode_utf8(text.substr(used));
        width += width_of(character);
        if (width > columns) {
            break;
        }
        used += character.size;
    }
    return text.substr(0, used);
}

std::string_view end_of_width(std::string_view text, std::size_t columns) {
    std::size_t width = display_width(text);
    while (!text.empty()) {
        const CodePoint character = decode_utf8(text);
        // A mark whose character was cut off would attach to whatever is printed before it.
        if (width <= columns && width_of(character) > 0) {
            break;
        }
        width -= width_of(character);
        text.remove_prefix(character.size);
    }
    return text;
}

}  // namespace

CodePoint decode_utf8(std::string_view text) {
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const CodePoint invalid{lead, 1, false};
    if (lead < 0x80) {
        return {lead, 1, true};
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) {
        return invalid;
    }
    char32_t value = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return invalid;
        }
        value = (value << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[size] || value > 0x10FFFF || surrogate) {
        return invalid;
    }
    return {value, size, true};
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const CodePoint character = decode_utf8(text);
        width += width_of(character);
        text.remove_prefix(character.size);
    }
    return width;
}

std::string without_middle(std::string_view text, std::size_t columns) {
    if (display_width(text) <= columns) {
        return std::string(text);
    }
    const std::size_t kept = columns - 1;
    std::string result(start_of_width(text, kept / 2));
    result += "…";
    result += end_of_width(text, kept - kept / 2);
    return result;
}

}  // namespace ratchet
