#pragma once

#include <string>
#include <vector>

namespace ratchet {

/// What a text means; the medium decides how that looks.
enum class Tone {
    plain,
    good,
    bad,
    doubtful,  ///< not decided, or not comparable
    faint,     ///< present but of no weight
    heading,
};

enum class Align { left, right };

struct Column {
    std::string heading;
    Align align = Align::left;
    int shed = 0;  ///< too wide a table loses its columns from the highest number down; 0: never
    /// The middle of long texts is left out: of those over 40 wide before a column is lost, of all when none
    /// is left to lose.
    bool elastic = false;
};

/// What stands where a value is missing.
inline constexpr auto no_value = "–";

struct Cell {
    std::string text;
    Tone tone = Tone::plain;
};

struct Row {
    std::vector<Cell> cells;         ///< one for each column
    std::vector<std::string> notes;  ///< lines of prose under the row, wrapped
};

/// One value for every medium: a terminal, a Markdown file, a commit message.
struct Table {
    std::vector<Column> columns;
    std::vector<Row> rows;
};

/// How wide and how colourful a terminal or log is.
struct TextStyle {
    int columns = 80;
    bool colour = false;  ///< ANSI colours
};

/// `text` in the colour of its tone, or as it is without colour.
std::string toned(const std::string& text, Tone tone, const TextStyle& style);

/// `text` (made printable) broken at spaces into lines of at most `style.columns`, each after `indent` spaces
/// and ended by a newline. A word that is longer than a line stays whole.
std::string wrapped(const std::string& text, int indent, const TextStyle& style);

/// Headings, a rule and the rows, aligned by display width; every text is made printable. Columns that are
/// empty in all rows are left out. No more than `style.columns` wide unless the columns that must stay do not
/// fit at their smallest. Empty without rows.
std::string render_table(const Table& table, const TextStyle& style);

}  // namespace ratchet
