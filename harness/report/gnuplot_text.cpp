#include "report/gnuplot_text.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

/// What no SVG may hold, because its text is XML and gnuplot escapes only '<' and '&' in it.
std::string fit_for_xml(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const CodePoint character = decode_utf8(text);
        if (character.value == 0xFFFE || character.value == 0xFFFF) {
            result += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(character.value));
        } else {
            result += result.ends_with("]]") && text.front() == '>' ? " " : "";
            result += text.substr(0, character.size);
        }
        text.remove_prefix(character.size);
    }
    return result;
}

}  // namespace

std::string gnuplot_string(std::string_view text) {
    std::string quoted = "'";
    for (const char c : fit_for_xml(printable(text))) {
        quoted += c == '\'' ? "’" : std::string(1, c);
    }
    return quoted + "'";
}

std::string gnuplot_number(double value) {
    return fmt::format("{}", value == 0 ? 0.0 : value);
}

int GnuplotData::add(std::string_view what, const std::vector<std::vector<double>>& rows) {
    text_ += fmt::format("{}# {}\n", text_.empty() ? "" : "\n\n", printable(what));
    for (const std::vector<double>& row : rows) {
        const char* separator = "";
        for (const double value : row) {
            text_ += separator + gnuplot_number(value);
            separator = " ";
        }
        text_ += "\n";
    }
    return blocks_++;
}

int PlotLayers::add(std::string_view what, const std::vector<std::vector<double>>& rows,
                    std::string_view columns, std::string_view style) {
    if (!rows.empty()) {
        block_ =
            data_.add(subject_.empty() ? std::string(what) : fmt::format("{}: {}", subject_, what), rows);
        again(columns, style);
    }
    return block_;
}

void PlotLayers::draw(int block, std::string_view columns, std::string_view style) {
    text_ += fmt::format("{}'{}' index {} using {} {}", text_.empty() ? "plot " : ", \\\n     ", file_, block,
                         columns, style);
}

}  // namespace ratchet
