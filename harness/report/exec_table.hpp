#pragma once

#include "model/exec_record.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// One row a command, in the order measured: median of the wall time with its 99 % interval (from 8 runs on)
/// and range, CPU times, peak memory, the start-up time where it is known or was asked for, runs; where it
/// was compared, the change against its reference with bounds and the verdict of the first gate; where
/// several were measured one after the other, how many times as long as the first it takes. Warnings,
/// failures and the reasons of all gates stand under the row. A value that is missing is "–".
Table exec_table(const ExecRecord& record);

/// "zstd -1 is 2.31 times as fast as zstd -3 (between 2.25 and 2.37)." for each comparison that has bounds,
/// or, without comparisons, that commands measured one after the other are compared only roughly. Texts are
/// raw.
std::vector<std::string> exec_summary(const ExecRecord& record);

/// Both, for a terminal or log.
std::string render_exec(const ExecRecord& record, const TextStyle& style);

/// Both as Markdown.
std::string exec_markdown(const ExecRecord& record);

}  // namespace ratchet
