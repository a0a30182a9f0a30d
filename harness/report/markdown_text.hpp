#pragma once

#include "report/table.hpp"

#include <string>
#include <string_view>

namespace ratchet {

/// `text` as literal Markdown (GitHub and GitLab flavours) on one line, safe in a table's cell: made
/// printable, HTML as entities, a backslash before what else has a meaning where it stands. Underscores
/// inside words and brackets that make no link stay as they are, so that the source reads well too.
std::string escape_markdown(std::string_view text);

/// `text` as a code span that is safe in a table's cell whatever it holds.
std::string markdown_code(std::string_view text);

/// An image from a path relative to the document, as `markdown_link` makes one.
std::string markdown_image(std::string_view description, std::string_view relative_path);

/// A link to a path relative to the document, its text a code span. Every byte of the path that is not plain
/// is percent-encoded and "./" stands before it, so that the target can be neither a scheme nor a host.
std::string markdown_link(std::string_view text, std::string_view relative_path);

/// Headings and rows; columns that are empty in all rows are left out, and notes are not shown: a table of
/// Markdown has no place for them. Ends with an empty line. Empty without rows.
std::string markdown_table(const Table& table);

}  // namespace ratchet
