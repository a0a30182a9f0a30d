#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ratchet::testing {

enum class Fate {
    not_compiled,  ///< does not count
    died,          ///< a test failed, or crashed
    timed_out,     ///< died, too: its tests went on for ever
    survived,
};

/// A copy of a source tree, in a directory of its own, in which mutants are built and tested. Nothing is
/// written to the tree itself.
class Laboratory {
  public:
    /// Copies `source` to `place`, which is made, or brought up to date where an earlier copy is there, and
    /// builds the unit tests of `folders` (of harness/), which must pass as they are. Throws
    /// `Error(measurement)` with what was printed when something of that fails. Takes minutes where nothing
    /// is built yet.
    Laboratory(const std::filesystem::path& source, const std::filesystem::path& place,
               const std::vector<std::string>& folders);

    /// Tries the source `text` in the place of `folder`/`file`, by the unit tests of that folder: those of
    /// the file itself first, because most mutants die there. A mutant's tests may take ten times as long as
    /// the unchanged ones, at least 20 s.
    Fate try_mutant(const std::string& folder, const std::string& file, const std::string& text);

    /// Gives the copy's file that text, as to put it back as it was when it was read.
    void put(const std::string& folder, const std::string& file, const std::string& text);

  private:
    void copy(const std::string& part);
    void configure();

    std::filesystem::path source_;
    std::filesystem::path place_;
    std::map<std::string, std::chrono::milliseconds> limits_;
};

}  // namespace ratchet::testing
