#pragma once

#include "cli/harness.hpp"
#include "gate/bisection.hpp"
#include "gate/duet_verdict.hpp"
#include "reference/commit_builds_process.hpp"
#include "session/file_lock_disk.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace ratchet::cli {

struct BisectionRequest {
    std::string good;  ///< any name of a commit
    std::string bad;
    ScenarioSpec scenario;  ///< with a gate that compares
    double budget_s = 0;    ///< for the blocks of each duet
    bool restart = false;   ///< forget the steps that were taken before
};

/// A search on this machine. It is written down after each step, below `bisections/` of the output directory,
/// and goes on from there when it is asked for again.
class Bisection {
  public:
    /// Reads what is known. Waits for another ratchet that is at the same search. Throws `Error(usage)` for
    /// names that are no commits in one line, or a scenario whose gates compare with nothing, and
    /// `Error(artifact)` for a file of another search. `project` must outlive the bisection.
    Bisection(const ProjectRegistry& project, BisectionRequest request);

    /// Takes all steps that are left. A commit that does not build or run is unusable, which is no error; a
    /// good end that does not is one: `Error(measurement)`.
    const BisectionRecord& search();

  private:
    [[nodiscard]] std::filesystem::path file() const { return directory_ / "bisection.json"; }
    void read(bool restart);
    void write() const;
    void take(const BisectionStep& step);
    template <class Step>
    [[nodiscard]] auto of_good_end(const Step& step) const;
    void measure(const BisectionStep& step);
    ScenarioRecord duet(const BisectionStep& step, const ReferenceBuild& build, const ReferenceBuild& good);
    ScenarioRecord run_duet(Harness& harness, const SessionDirectory& session, const BisectionStep& step,
                            const ReferenceBuild& build, const ReferenceBuild& good);

    const ProjectRegistry& project_;
    CommitBuilds builds_;
    ScenarioSpec scenario_;
    std::string good_;
    std::string bad_;
    DuetGates gates_;  ///< the first tells commits apart
    double budget_s_;
    std::filesystem::path directory_;
    std::optional<FileLock> lock_;
    BisectionRecord record_;
};

}  // namespace ratchet::cli
