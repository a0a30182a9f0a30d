#pragma once

#include "base/clock.hpp"
#include "exec/runner.hpp"
#include "report/table.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ratchet::cli {

/// Shows on standard error how far `ratchet exec` is: one line redrawn on a terminal, at most ten times a
/// second so that it does not disturb what is measured; else one line for each group.
class ExecProgress {
  public:
    /// `quiet`: nothing is redrawn, because programs write to the same terminal.
    ExecProgress(const Clock& clock, std::size_t groups, bool quiet);

    void run_finished(const GroupProgress& now);

    /// The group is done; `result` is what it came to: "12.3 ms".
    void group_finished(const std::string& name, const std::string& result);

  private:
    const Clock& clock_;
    int count_;
    bool redraws_;
    TextStyle style_;
    std::int64_t started_ns_;
    std::int64_t drawn_ns_ = 0;
    std::vector<double> finished_s_;
};

}  // namespace ratchet::cli
