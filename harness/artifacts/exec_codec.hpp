#pragma once

#include "model/exec_record.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// The text of the file that `ratchet exec --json` writes (`ratchet/exec/1`). Each command's object also has
/// the keys that readers of hyperfine's export look for (`results[]` with `command`, `mean`, `times`, …);
/// they are derived, in seconds and bytes, and null where nothing was measured. The same value gives the same
/// bytes. Throws `Error(artifact)` that names the field when a number is not finite.
std::string to_json(const ExecRecord& record);

/// Reads that file; `where` names it in errors. Throws `Error(artifact)` that names the field when it is
/// malformed or was written by a newer Ratchet.
ExecRecord exec_from_json(std::string_view text, const std::string& where);

/// One line a run (RFC 4180: CRLF, quoted where needed, with a header): command, the parameters' values,
/// index, block, started_ns, wall_time_s, user_time_s, system_time_s, peak_rss_bytes, exit_code, signal, and
/// startup_time_s where a command has it.
/// Absent values are empty. Numbers are the shortest that read back the same, with a point whatever the
/// locale. Texts are as they are: a spreadsheet that takes a leading `=` for a formula must be told to import
/// text.
std::string exec_csv(const ExecRecord& record);

}  // namespace ratchet::artifacts
