#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// One process to launch. Nothing is inherited but what stands here.
struct LaunchRequest {
    std::vector<std::string> argv;  ///< argv[0] is looked up in the request's PATH when it holds no '/'
    std::vector<std::pair<std::string, std::string>> environment;
    std::string working_directory;
    std::string stdin_path;   ///< empty: /dev/null
    std::string stdout_path;  ///< created or truncated; empty: /dev/null
    std::string stderr_path;
    std::vector<int> cpus;           ///< logical CPUs to pin to; empty: not pinned
    std::int64_t deadline_ns = 0;    ///< monotonic; the process group gets TERM, then KILL
    bool fixed_addresses = false;    ///< without address-space randomisation, where the kernel allows it
    bool despite_interrupt = false;  ///< an interrupt that came before the launch does not prevent it
    /// Its streams are this process's own, whatever the paths above say, and on a terminal it is the one that
    /// is typed to, Ctrl-C included; it cannot be stopped by Ctrl-Z, which nobody would be there to undo.
    bool foreground = false;
    /// The program says that it is ready by a line with this text in either of its outputs, where these are
    /// regular files (without a `ready_text_problem`); empty: nothing is looked for.
    std::string ready_text;
};

struct LaunchResult {
    std::optional<std::string> start_error;  ///< why the program could not be executed
    std::optional<int> exit_code;
    std::optional<int> signal;
    bool timed_out = false;
    bool fixed_addresses = false;  ///< asked for and granted
    std::int64_t started_ns = 0;   ///< monotonic
    double process_time_s = 0;     ///< launch to exit
    double user_time_s = 0;
    double system_time_s = 0;
    std::optional<std::int64_t> peak_rss_bytes;
    /// Set in place of the former where the kernel's figure may be the launcher's own.
    std::optional<std::int64_t> peak_rss_at_most_bytes;
    std::int64_t minor_faults = 0;
    std::int64_t major_faults = 0;
    std::int64_t voluntary_switches = 0;
    std::int64_t involuntary_switches = 0;
    std::optional<int> last_cpu;  ///< that the program ran on when it ended
    /// Descendants that outlived the program and were killed; of programs that were launched together, the
    /// first one's result tells those of all.
    int leftover_processes = 0;
    /// When `ready_text` was seen; monotonic, some 0.1 ms late. Absent: not looked for, or not seen.
    std::optional<std::int64_t> ready_ns;
};

/// Launches processes and waits for them.
class Launcher {
  public:
    virtual ~Launcher() = default;
    /// All of them at once, one right after the other, and to the end of the last; results in the order of
    /// the requests. No one's times hold what the others did.
    virtual std::vector<LaunchResult> launch_together(const std::vector<LaunchRequest>& requests) = 0;
    /// One alone.
    LaunchResult launch(const LaunchRequest& request) { return launch_together({request}).front(); }
};

}  // namespace ratchet
