#pragma once

#include <string>
#include <string_view>

namespace ratchet {

/// `text` on one line for an XML attribute or element: made printable, and markup characters as entities.
/// What comes out holds only characters that XML 1.0 allows.
std::string escape_xml(std::string_view text);

/// The same for a text of several lines, whose line ends are kept.
std::string escape_xml_lines(std::string_view text);

}  // namespace ratchet
