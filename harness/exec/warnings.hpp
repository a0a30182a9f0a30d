#pragma once

#include "exec/runner.hpp"
#include "model/warning.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// What a reader of a command's numbers should know, as values (`report/wording.hpp` words them); `name` is
/// the subject of each:
/// - ignored_failures: runs that ended with another exit code than 0;
/// - leftover_processes;
/// - never_ready: runs that were to say that they are ready and did not, or not so that it could be read;
/// - slow_first_run: from 5 runs on, the first took longer than the others' median by more than 10 % and 5
///   robust standard deviations;
/// - outliers: from 10 runs on, more than 2 % of the runs (a slow first one aside) lie away from the median
///   by more than 5 % of it and 5 robust standard deviations. Few of many runs always do;
/// - waiting: a CPU worked for less than half of the wall time, and 5 ms or more were waited;
/// - too_short: a median below 1 ms, of which starting the process is a good part;
/// - shell_share: the shell's own start (`shell_s`, absent without one) is 5 % of the median or more.
/// None without a run.
std::vector<Warning> exec_warnings(const std::string& name, const MeasuredCommand& command,
                                   std::optional<double> shell_s);

}  // namespace ratchet
