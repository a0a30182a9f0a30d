#include "report/plot_text.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace ratchet {
namespace {

struct WidthClass {
    std::string_view characters;
    double width;  ///< in font sizes
};

constexpr std::array<WidthClass, 5> exceptions{
    {{"ijl.,:;'|!I/\\()[] -`", 0.35}, {"frt", 0.42}, {"mMW@%", 0.98}, {"w+=<>#&~", 0.84}, {"csxz", 0.56}}};
constexpr double capital = 0.74;
constexpr double usual = 0.64;
constexpr double beyond_ascii = 0.78;

double width_of(std::string_view character) {
    if (character.size() > 1) {
        const std::size_t columns = display_width(character);
        return columns == 2 ? 1.05 : static_cast<double>(columns) * beyond_ascii;
    }
    const auto exception = std::ranges::find_if(exceptions, [&](const WidthClass& entry) {
        return entry.characters.find(character) != std::string_view::npos;
    });
    if (exception != exceptions.end()) {
        return exception->width;
    }
    return character.front() >= 'A' && character.front() <= 'Z' ? capital : usual;
}

}  // namespace

double text_width(std::string_view text, int font_size) {
    double width = 0;
    while (!text.empty()) {
        const std::size_t size = decode_utf8(text).size;
        width += width_of(text.substr(0, size));
        text.remove_prefix(size);
    }
    return width * font_size;
}

std::string fitted_text(std::string_view raw, int font_size, double width) {
    const std::string text = printable(raw);
    std::string fitted = text;
    // As many columns as fit at the narrowest are more than enough to begin with.
    auto columns =
        std::min(display_width(text), static_cast<std::size_t>(std::max(1.0, width / font_size * 3)));
    for (; text_width(fitted, font_size) > width && columns > 0; --columns) {
        fitted = without_middle(text, columns);
    }
    return fitted;
}

}  // namespace ratchet
