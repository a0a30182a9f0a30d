#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "exec/plan.hpp"
#include "measure/launcher.hpp"
#include "model/exec_record.hpp"
#include "model/program_timeline.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// How often commands are run.
struct ExecSettings {
    int warmup = 0;                  ///< runs of each command before the first that counts
    std::optional<int> repetitions;  ///< runs of each that count; absent: as many as fit into `time_s`, 10 at
                                     ///< least
    double time_s = 3;               ///< of what counts, one group's
    bool ignore_failure = false;     ///< an exit code other than 0 is a result like another
    std::string ready_text = {};     ///< says that a command is ready; empty: nothing in its output does
    std::uint64_t seed = 0;
    bool keeps_timelines = false;                    ///< of runs whose programs were asked for them
    std::map<std::string, std::string> environment;  ///< the programs', whole
};

/// What a program is launched for.
enum class StreamUse {
    measured,   ///< warm-up too
    auxiliary,  ///< set-ups, preparations, clean-ups
};

/// What a program said of its being ready.
struct ReadyTold {
    std::optional<std::int64_t> told_ns =
        std::nullopt;  ///< by its own clock, monotonic; absent: it told nothing
    std::optional<std::int64_t> seen_ns =
        std::nullopt;            ///< when the text was seen that says so; absent: it was not
    std::string problem = {};    ///< why what it told cannot be used
    bool is_unreadable = false;  ///< `problem` is that its result file cannot be used at all
};

/// Where the programs' input comes from and their output goes to.
class ProgramStreams {
  public:
    virtual ~ProgramStreams() = default;
    /// Before a launch: fills in the request's paths.
    virtual void open(LaunchRequest& request, StreamUse use) = 0;
    /// After it: the end of what the program wrote to its standard error, bounded; empty where that was not
    /// kept.
    virtual std::string close() = 0;
    /// What is known, after `close`, of when the program said that it is ready, beside what the launcher saw.
    virtual ReadyTold ready() { return {}; }
    /// What it told, after `close`, of what happened when.
    virtual ProgramTimeline timeline() { return {}; }
};

/// How far a group is.
struct GroupProgress {
    const PlannedCommand* command = nullptr;  ///< that ran last
    bool warmup = false;
    int done = 0;                  ///< runs of the whole group that count
    int planned = 0;               ///< as far as can be told by now, at least `done`
    std::optional<double> last_s;  ///< wall time of the last run that counts
    std::optional<double> left_s;  ///< absent: not known yet
};
using ProgressSink = std::function<void(const GroupProgress&)>;

struct MeasuredCommand {
    std::vector<ExecRun> runs;
    std::map<std::string, std::vector<double>> values;  ///< metric -> one per run; fewer where a run has none
    std::optional<double> peak_rss_at_most_bytes;       ///< of all runs; absent: not known of one
    std::vector<std::optional<std::int64_t>> ready_ns;  ///< of each run, monotonic; absent: it never said so
    std::vector<ProgramTimeline> timelines;  ///< of each run, where they are kept: what the program told
    /// Of a command that was to say that it is ready, or tried to: why a run did not. Empty: each that had to
    /// did.
    std::string why_never_ready;
    std::string why_no_result;  ///< why a result file could not be used; empty: each could, or there was none
    std::optional<Failure> failure;
    int failed_runs = 0;  ///< with another exit code than 0, which was ignored
    int leftovers = 0;    ///< processes that programs left behind and that were killed, all runs together
};

/// What a group's commands came to, in their order.
struct MeasuredGroup {
    std::vector<MeasuredCommand> commands;
    std::optional<Error> ended_by;  ///< an interrupt above all; the runs before it stay

    /// Whether any command was given up.
    [[nodiscard]] bool failed() const;
};

/// What measuring needs of the world.
struct ExecWorld {
    Launcher& launcher;
    const Clock& clock;
    ProgramStreams& streams;
};

/// Whether blocks up to the next look are needed.
using NeedsMore = std::function<bool(const MeasuredGroup&)>;

/// Measures one group: set-ups in order, warm-up runs, then the runs that count, then clean-ups.
/// - A single command runs again and again until `repetitions` are done, or 10 and the time is up.
/// - Several run in blocks (`block_order`) up to each of `looks`, at each but the last of which `needs_more`
///   is asked; no look after the first is begun that would end after the time is up.
/// Each run is preceded by its command's `prepare`. A program that cannot be started, is killed by a signal,
/// or ends with another exit code than 0 that is not to be ignored, is its command's failure, and so is a
/// set-up or preparation that does not succeed; the group then ends, and the clean-ups of all commands whose
/// set-up was begun are run all the same. An `Error` of the launcher, the streams or `needs_more` ends the
/// group likewise and is `ended_by`; clean-ups are run despite an interrupt, unless another one comes.
MeasuredGroup measure_group(const CommandGroup& group, const ExecSettings& settings,
                            const std::vector<int>& looks, const NeedsMore& needs_more,
                            const ExecWorld& world, const ProgressSink& progress);

}  // namespace ratchet
