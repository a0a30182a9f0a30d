#pragma once

#include <string>
#include <string_view>

namespace ratchet {

/// `text` as a JSON string with its quotes: what would end it or is no text is escaped, bytes that are not
/// UTF-8 become U+FFFD.
std::string json_quoted(std::string_view text);

}  // namespace ratchet
