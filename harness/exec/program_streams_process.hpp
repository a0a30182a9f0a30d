#pragma once

#include "base/scratch_directory_disk.hpp"
#include "exec/output_pump_process.hpp"
#include "exec/runner.hpp"

#include <memory>
#include <optional>
#include <string>

namespace ratchet {

struct StreamChoice {
    std::string input = {};   ///< a file; empty: nothing, and on a terminal the end of input
    std::string output = {};  ///< a file that each run writes anew; empty: nowhere
    bool tee = false;         ///< both streams are also shown on this process's standard error
    bool terminal = false;    ///< input, output and error are one terminal
};

/// The streams of real programs. By default they read nothing, their output goes nowhere and their errors to
/// a temporary file of which the end is read after each run; with `tee` or `terminal` a pump reads them.
/// What is not measured has neither the input nor the output that was chosen: it would read the one and empty
/// the other.
///
/// Where a request tells what says that the program is ready, that is looked for: by the launcher in files,
/// of which output that would go nowhere gets a temporary one, and by the pump. A result file that the
/// program writes (RATCHET_RESULT must name `result_path`) is read for its marker and removed.
class RealStreams : public ProgramStreams {
  public:
    /// Makes a temporary directory, which the destructor removes. Throws `Error(usage)` for an `output`
    /// together with one of the flags or an `input` with `terminal`, and `Error(measurement)` when the
    /// directory cannot be made.
    explicit RealStreams(StreamChoice choice);
    ~RealStreams() override;
    RealStreams(const RealStreams&) = delete;
    RealStreams& operator=(const RealStreams&) = delete;

    void open(LaunchRequest& request, StreamUse use) override;
    std::string close() override;
    ReadyTold ready() override { return ready_; }
    ProgramTimeline timeline() override { return timeline_; }

    /// A file in the temporary directory, for RATCHET_RESULT: no other process on this host has its name in
    /// its environment, unless a measured program started it.
    [[nodiscard]] std::string result_path() const { return (scratch_.path() / "result.json").string(); }

  private:
    void read_result();

    StreamChoice choice_;
    ScratchDirectory scratch_{"exec"};
    std::string output_file_;
    std::string error_file_;
    ReadyTold ready_;
    ProgramTimeline timeline_;
    std::unique_ptr<OutputPump> pump_;
};

}  // namespace ratchet
