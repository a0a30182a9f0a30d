#pragma once

#include "model/metric.hpp"
#include "model/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Instructions counted by callgrind, valgrind's profiler, without its simulation of caches: one total for a
// process, or for what lies between the functions by which a program of Ratchet's marks its timed iterations
// (scenario/counting.hpp).

namespace ratchet {

/// What stands before the program's own arguments. The totals go to files whose names begin with `output`,
/// one or more for each process. With `iteration` only the program's own process is followed, and only the
/// timed iterations count; with `whole_process` children are followed too.
std::vector<std::string> callgrind_arguments(MetricScope scope, const std::string& output);

/// How a program with iterations is run under callgrind where what it does matters, and not how much of it:
/// one timed iteration, behind one to warm up where `plan` warms up. That, and the set-up, take some 15 to 30
/// times as long as they do alone (plain loops were seen to take 26 and 28).
Plan callgrind_plan(const Plan& plan);

/// What to say behind the failure of a run under valgrind that `signal` ended; mostly nothing.
std::string valgrind_hint(std::optional<int> signal);

/// What one file of totals says.
struct CallgrindTotal {
    std::string source;          ///< "callgrind 3.19.0"
    bool of_iterations = false;  ///< written when the last timed iteration had ended
    std::uint64_t instructions = 0;
};

/// Reads the beginning (the first 64 KiB will do) and the end of one file; they may overlap. Throws
/// `Error(measurement)` where this is not what callgrind writes about instructions, which `where` names.
CallgrindTotal read_callgrind_total(std::string_view beginning, std::string_view end,
                                    const std::string& where);

}  // namespace ratchet
