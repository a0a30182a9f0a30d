#include "base/xml_text.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace ratchet {
namespace {

/// U+FFFE and U+FFFF, the two characters that are printable and that XML forbids, begin so in UTF-8.
constexpr std::string_view noncharacter = "\xef\xbf";

void append_escaped(std::string& result, std::string_view& rest) {
    const char c = rest.front();
    std::size_t taken = 1;
    if (c == '&') {
        result += "&amp;";
    } else if (c == '<') {
        result += "&lt;";
    } else if (c == '>') {
        result += "&gt;";
    } else if (c == '"') {
        result += "&quot;";
    } else if (rest.starts_with(noncharacter) && rest.size() > 2 &&
               (rest[2] == '\xbe' || rest[2] == '\xbf')) {
        result += rest[2] == '\xbe' ? "\\u{fffe}" : "\\u{ffff}";
        taken = 3;
    } else {
        result += c;
    }
    rest.remove_prefix(taken);
}

}  // namespace

std::string escape_xml(std::string_view raw) {
    const std::string text = printable(raw);
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        append_escaped(result, rest);
    }
    return result;
}

std::string escape_xml_lines(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result += escape_xml(text.substr(0, end));
        result += end < text.size() ? "\n" : "";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace ratchet
