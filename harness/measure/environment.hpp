#pragma once

#include "model/scenario.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// The whole environment of a run, sorted by name. Nothing of the caller's reaches it by accident:
/// 1. PATH, HOME, USER, TMPDIR, LD_LIBRARY_PATH and XDG_RUNTIME_DIR, where the caller has them;
/// 2. LC_ALL=C, LANG=C, TZ=UTC;
/// 3. the scenario's own entries, in order: a value, or the caller's (what the caller lacks is then absent,
///    even if 1 or 2 would set it);
/// 4. RATCHET_RESULT, the file that the program may write its result to.
std::vector<std::pair<std::string, std::string>> run_environment(
    const std::vector<EnvironmentEntry>& entries, const std::map<std::string, std::string>& caller,
    const std::string& result_path);

}  // namespace ratchet
