#pragma once

#include "profile/taken_profile.hpp"

#include <memory>
#include <string>
#include <string_view>

// The text that `perf script` prints of a recording:
//
//     program 1234/1234  4711.012345:    1001001 cpu-clock:uH:
//     	    55d0c0a01149 search+0x19 (/home/me/program)
//     	    7f2a1c02d24a [unknown] (/usr/lib/libc.so.6)
//
// innermost function first, an empty line behind each sample; CPU, period and offsets may be missing, and a
// sample without a stack may have its one function behind the event.

namespace ratchet {

/// Collects samples from such a text, which may come in pieces of any size: memory grows with what differs in
/// the stacks, not with the text.
class PerfScriptReader {
  public:
    /// `where` names the text in errors.
    explicit PerfScriptReader(std::string where);
    ~PerfScriptReader();
    PerfScriptReader(const PerfScriptReader&) = delete;
    PerfScriptReader& operator=(const PerfScriptReader&) = delete;

    /// Reads on. Throws `Error(artifact)` with the number of a line that is neither a sample's first line nor
    /// a frame of one. Lines that begin with `#` and other records than samples say nothing, but for
    /// PERF_RECORD_LOST.
    void feed(std::string_view text);

    /// The profile of all that was fed; nothing may be fed afterwards. The outermost frame of each stack is
    /// the name of the process ("comm"), its module unknown; modules are file names without directories,
    /// "[kernel]" for the kernel, empty for unknown ones; an inlined function has the module of the function
    /// that it is inlined into, where that has its address. Each sample counts once, whatever its period.
    /// Throws `Error(artifact)` where the last line is cut off and where there is no sample at all.
    TakenProfile finish();

  private:
    class Lines;
    std::unique_ptr<Lines> lines_;
};

/// The profile of a whole such text.
TakenProfile read_perf_script(std::string_view text, const std::string& where);

/// Whether `line` is the first line of a sample.
bool is_perf_script_sample(std::string_view line);

}  // namespace ratchet
