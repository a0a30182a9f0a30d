#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// A function whose own time for a unit of work grew against the baseline. All numbers are fractions.
struct FunctionGrowth {
    std::string function;     ///< demangled, without what compilers add to the names of its clones
    std::string module;       ///< name of the file it lies in, as it is called now; may be empty: not known
    double grew_by = 0;       ///< of the baseline's time for a unit of work
    double lower = 0;         ///< bounds of that; above 0
    double upper = 0;         ///< likewise
    double share_now = 0;     ///< its own time, of all time now
    double share_before = 0;  ///< of all time of the baseline
    bool is_new = false;      ///< the baseline has no sample of it, nor of what it calls

    std::string
        source_file;  ///< where it begins, relative to the repository where possible; empty: not known
    /// Whether any of the files that its code is from, inlined ones too, differs from the baseline's commit.
    std::optional<bool> changed_since_baseline = std::nullopt;  ///< absent: not known
    std::vector<std::string> changed_files;  ///< these, relative to the repository, its own first

    bool operator==(const FunctionGrowth&) const = default;
};

/// Why a scenario takes more time than its baseline, as far as the profiles of both tell.
struct GrownFunctions {
    std::vector<FunctionGrowth> functions;  ///< most first; only what is no chance
    int left_out = 0;                       ///< further ones, which grew less
    double time_ratio = 1;                  ///< CPU time for a unit of work, now / baseline
    double time_ratio_error = 0;            ///< its standard error
    std::string baseline_commit;            ///< that sources were compared with; empty: with none
    std::string note;                       ///< why there are no functions; empty where there are
    std::string sources_note;               ///< what is not known of their sources; may be empty

    bool operator==(const GrownFunctions&) const = default;
};

}  // namespace ratchet
