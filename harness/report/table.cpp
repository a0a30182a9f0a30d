#include "report/table.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t column_gap = 2;
constexpr std::size_t usual_elastic = 40;  // more is given up before any column is
constexpr std::size_t narrowest_elastic = 12;
constexpr int note_indent = 4;

const char* ansi_code(Tone tone) {
    switch (tone) {
        case Tone::good:
            return "32";
        case Tone::bad:
            return "1;31";
        case Tone::doubtful:
            return "33";
        case Tone::faint:
            return "2";
        case Tone::heading:
            return "1";
        case Tone::plain:
            break;
    }
    return "0";
}

std::string spaces(std::size_t count) {
    return std::string(count, ' ');
}

/// A column as it is shown: which one of the table, and how wide.
struct Shown {
    std::size_t index = 0;
    std::size_t width = 0;
};

std::size_t total_width(const std::vector<Shown>& shown) {
    const std::size_t gaps = shown.empty() ? 0 : column_gap * (shown.size() - 1);
    return std::accumulate(shown.begin(), shown.end(), gaps,
                           [](std::size_t sum, const Shown& column) { return sum + column.width; });
}

std::vector<Shown> filled_columns(const Table& table) {
    std::vector<Shown> shown;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        std::size_t widest = 0;
        for (const Row& row : table.rows) {
            widest = std::max(widest, display_width(row.cells.at(i).text));
        }
        if (widest > 0) {
            shown.push_back({i, std::max(widest, display_width(table.columns[i].heading))});
        }
    }
    return shown;
}

/// Takes from elastic columns, the last first, what is too much, as far as they are wider than `least`.
std::vector<Shown> squeezed(std::vector<Shown> shown, const Table& table, std::size_t columns,
                            std::size_t least) {
    for (auto column = shown.rbegin(); column != shown.rend(); ++column) {
        const std::size_t total = total_width(shown);
        if (total > columns && column->width > least && table.columns[column->index].elastic) {
            column->width -= std::min(column->width - least, total - columns);
        }
    }
    return shown;
}

std::vector<Shown> fitted(std::vector<Shown> shown, const Table& table, std::size_t columns) {
    while (total_width(squeezed(shown, table, columns, usual_elastic)) > columns) {
        const auto expendable =
            std::max_element(shown.begin(), shown.end(), [&table](const Shown& a, const Shown& b) {
                return table.columns[a.index].shed < table.columns[b.index].shed;
            });
        if (expendable == shown.end() || table.columns[expendable->index].shed == 0) {
            break;
        }
        shown.erase(expendable);
    }
    return squeezed(std::move(shown), table, columns, narrowest_elastic);
}

std::string render_row(const std::vector<Cell>& cells, const std::vector<Shown>& shown, const Table& table,
                       const TextStyle& style) {
    std::string line;
    std::size_t pending = 0;  // spaces that are written only if more text follows
    for (const Shown& column : shown) {
        const Cell& cell = cells[column.index];
        const std::string text = without_middle(cell.text, column.width);
        const std::size_t padding = column.width - display_width(text);
        const bool right = table.columns[column.index].align == Align::right;
        pending += right ? padding : 0;
        if (!text.empty()) {
            line += spaces(pending) + toned(text, cell.tone, style);
            pending = 0;
        }
        pending += column_gap + (right ? 0 : padding);
    }
    return line + "\n";
}

Table made_printable(Table table) {
    for (Row& row : table.rows) {
        for (Cell& cell : row.cells) {
            cell.text = printable(cell.text);
        }
    }
    return table;
}

}  // namespace

std::string toned(const std::string& text, Tone tone, const TextStyle& style) {
    const bool bare = !style.colour || tone == Tone::plain || text.empty();
    return bare ? text : fmt::format("\x1b[{}m{}\x1b[0m", ansi_code(tone), text);
}

std::string wrapped(const std::string& text, int indent, const TextStyle& style) {
    const std::string clean = printable(text);
    const std::string margin(static_cast<std::size_t>(indent), ' ');
    const auto limit = static_cast<std::size_t>(std::max(style.columns, 0));
    std::string result;
    std::string line;
    for (std::size_t start = 0; start < clean.size();) {
        const std::size_t end = std::min(clean.find(' ', start), clean.size());
        const std::string word = clean.substr(start, end - start);
        start = end + 1;
        if (word.empty()) {
            continue;
        }
        if (!line.empty() && display_width(line) + 1 + display_width(word) > limit) {
            result += line + "\n";
            line.clear();
        }
        line += line.empty() ? margin + word : " " + word;
    }
    return line.empty() ? result : result + line + "\n";
}

std::string render_table(const Table& raw, const TextStyle& style) {
    if (raw.rows.empty()) {
        return {};
    }
    const Table table = made_printable(raw);
    const std::vector<Shown> shown =
        fitted(filled_columns(table), table, static_cast<std::size_t>(std::max(style.columns, 0)));

    std::vector<Cell> headings;
    for (const Column& column : table.columns) {
        headings.push_back({column.heading, Tone::heading});
    }
    std::string rule;
    for (std::size_t i = 0; i < total_width(shown); ++i) {
        rule += "─";
    }
    std::string result = render_row(headings, shown, table, style) + toned(rule, Tone::faint, style) + "\n";
    for (const Row& row : table.rows) {
        result += render_row(row.cells, shown, table, style);
        for (const std::string& note : row.notes) {
            result += wrapped(note, note_indent, style);
        }
    }
    return result;
}

}  // namespace ratchet
