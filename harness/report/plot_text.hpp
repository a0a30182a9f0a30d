#pragma once

#include <string>
#include <string_view>

// How much room text takes in a picture. Both terminals are told to draw with the same sans-serif font, but a
// viewer of an SVG may have another one: these are the widths of DejaVu Sans, which is a wide one.

namespace ratchet {

/// Pixels that `text` takes at `font_size` pixels, close enough to keep texts apart.
double text_width(std::string_view text, int font_size);

/// `text` made printable and, where it is wider than `width` pixels, without its middle.
std::string fitted_text(std::string_view text, int font_size, double width);

}  // namespace ratchet
