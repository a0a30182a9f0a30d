#include "scenario/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace ratchet::runtime {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t position) {
    return position < text.size() ? static_cast<std::uint8_t>(text[position]) : 0;
}

// The length of the character at the start of `text`, 0 when it is not UTF-8. The range of the second byte is
// what excludes overlong forms, surrogates and values above U+10FFFF (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view text) {
    const std::uint8_t first = byte_at(text, 0);
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const std::uint8_t least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte_at(text, 1) < least || byte_at(text, 1) > most) {
        return 0;
    }
    for (std::size_t position = 2; position < length; ++position) {
        if ((byte_at(text, position) & 0xC0U) != 0x80) {
            return 0;
        }
    }
    return length;
}

void append_escape(std::string& text, std::uint8_t control) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += "\\u00";
    text += digits[control >> 4U];
    text += digits[control & 0xFU];
}

}  // namespace

std::string json_string(std::string_view text) {
    constexpr std::uint8_t delete_character = 0x7F;
    std::string quoted = "\"";
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const std::uint8_t first = byte_at(text, 0);
        if (length == 0) {
            quoted += "\xEF\xBF\xBD";
        } else if (first == '"' || first == '\\') {
            quoted += '\\';
            quoted += text.front();
        } else if (first < ' ' || first == delete_character) {
            append_escape(quoted, first);
        } else {
            quoted += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return quoted + '"';
}

std::string json_number(double value) {
    if (!std::isfinite(value)) {
        throw std::invalid_argument("a number that is not finite cannot be written");
    }
    constexpr std::size_t longest = 32;  // of the shortest form of any double
    std::array<char, longest> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return std::string(digits.data(), end.ptr);
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    text_ += json_string(name);
    text_ += ':';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view token) {
    separate();
    text_ += token;
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    text_ += bracket;
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    text_ += bracket;
    needs_comma_ = true;
    return *this;
}

void JsonWriter::separate() {
    if (needs_comma_) {
        text_ += ',';
    }
}

}  // namespace ratchet::runtime
