#include "report/markdown_text.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

bool is_inside_word(std::string_view text, std::size_t position) {
    return position > 0 && position + 1 < text.size() && is_alphanumeric(text[position - 1]) &&
           is_alphanumeric(text[position + 1]);
}

/// "a < b" and "a <= b", which no reader takes for the begin of a tag.
bool is_comparison(std::string_view text, std::size_t position) {
    constexpr std::string_view followers = " =";
    return position + 1 < text.size() && followers.find(text[position + 1]) != std::string_view::npos;
}

/// A bracket alone is text; it takes one of these behind it to make a link or a reference of it.
bool makes_a_link(std::string_view text, std::size_t position) {
    constexpr std::string_view followers = "([:";
    return position + 1 < text.size() && followers.find(text[position + 1]) != std::string_view::npos;
}

std::string escaped(std::string_view text, std::size_t position) {
    const char c = text[position];
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return is_comparison(text, position) ? "<" : "&lt;";
        case '>':
            return position == 0 ? "&gt;" : ">";
        case '|':
        case '`':
        case '*':
        case '~':
        case '$':
        case '\\':
            return {'\\', c};
        case '_':
            return is_inside_word(text, position) ? "_" : "\\_";
        case ']':
            return makes_a_link(text, position) ? "\\]" : "]";
        default:
            return {c};
    }
}

std::vector<std::size_t> filled_columns(const Table& table) {
    std::vector<std::size_t> filled;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (std::any_of(table.rows.begin(), table.rows.end(),
                        [i](const Row& row) { return !row.cells.at(i).text.empty(); })) {
            filled.push_back(i);
        }
    }
    return filled;
}

/// Every byte that is not plain is percent-encoded, and no link may leave for another host.
std::string link_target(std::string_view relative_path) {
    constexpr std::string_view plain = "/._-+";
    std::string target = "./";
    for (const char c : relative_path) {
        const bool kept = is_alphanumeric(c) || plain.find(c) != std::string_view::npos;
        target += kept ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return target;
}

}  // namespace

std::string escape_markdown(std::string_view raw) {
    const std::string text = printable(raw);
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        result += escaped(text, i);
    }
    return result;
}

std::string markdown_code(std::string_view raw) {
    const std::string text = printable(raw);
    constexpr std::string_view breaks_out = "`|";
    const bool plain = !text.empty() && text.find_first_of(breaks_out) == std::string::npos;
    return plain ? fmt::format("`{}`", text) : fmt::format("<code>{}</code>", escape_markdown(text));
}

std::string markdown_image(std::string_view description, std::string_view relative_path) {
    return fmt::format("![{}]({})", escape_markdown(description), link_target(relative_path));
}

std::string markdown_link(std::string_view text, std::string_view relative_path) {
    return fmt::format("[{}]({})", markdown_code(text), link_target(relative_path));
}

std::string markdown_table(const Table& table) {
    if (table.rows.empty()) {
        return {};
    }
    const std::vector<std::size_t> shown = filled_columns(table);
    std::string headings = "|";
    std::string rule = "|";
    for (const std::size_t i : shown) {
        headings += fmt::format(" {} |", escape_markdown(table.columns[i].heading));
        rule += table.columns[i].align == Align::right ? " ---: |" : " --- |";
    }
    std::string result = headings + "\n" + rule + "\n";
    for (const Row& row : table.rows) {
        result += "|";
        for (const std::size_t i : shown) {
            result += fmt::format(" {} |", escape_markdown(row.cells[i].text));
        }
        result += "\n";
    }
    return result + "\n";
}

}  // namespace ratchet
