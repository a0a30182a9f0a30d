#pragma once

#include <string>
#include <vector>

namespace ratchet {

/// A file that callgrind has written about one process, or a part of it.
struct CallgrindText {
    std::string name;  ///< of the file, for messages
    std::string text;
};

/// All of them as one text of the same format, which callgrind_annotate and KCachegrind open: the header of
/// the first, the bodies one behind the other, and totals that add up. Names that a file writes in full once
/// and by number from then on get numbers of their own. One text alone stays as it is, but for its summary,
/// which is made to say what its functions add up to: where counting is turned on and off at marks,
/// callgrind's own leaves some instructions at these out. `texts` must not be empty. Throws
/// `Error(measurement)`, with the name, where a text has no header or no total, or counts other events or
/// positions than the first.
std::string merge_callgrind(const std::vector<CallgrindText>& texts);

}  // namespace ratchet
