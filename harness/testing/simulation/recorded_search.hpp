#pragma once

#include "model/bisection.hpp"
#include "testing/simulation/bisections.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::testing {

/// The runs of one duet of a search, in the order of launch.
struct RecordedDuet {
    std::size_t commit = 0;  ///< position among the record's
    std::vector<double> reference_s;
    std::vector<double> current_s;

    bool operator==(const RecordedDuet&) const = default;
};

/// A bisection of a history whose truth is known, and all that it follows from.
struct RecordedSearch {
    std::size_t culprit = 0;  ///< position of the commit that made the scenario slower
    std::string gate;         ///< the scenario's own
    BisectionRecord record;   ///< as the search left it
    std::vector<RecordedDuet> duets;

    bool operator==(const RecordedSearch&) const = default;
};

/// Reads the directory of a bisection. Throws `Error(artifact)` where a file cannot be read, or what is kept
/// gives another result than the search had.
RecordedSearch keep_search(const std::filesystem::path& directory, std::size_t culprit);

/// One line of JSON, without its end.
std::string to_line(const RecordedSearch& search);
RecordedSearch search_from_line(const std::string& line, const std::string& where);

/// The search done again with the recorded runs in place of new ones. Nothing where it would have measured
/// another commit than was recorded.
std::optional<BisectionRecord> replay(const RecordedSearch& search);

/// How the searches of `bisections-<host>.jsonl[.xz]` in a directory ended, a row for each host. Markdown.
std::string searches_table(const std::filesystem::path& directory);

}  // namespace ratchet::testing
