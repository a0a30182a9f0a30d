#pragma once

#include "base/subprocess_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::testing {

/// A registered project of shell commands, as CMake would have written its registry, and the program run on
/// it, real but for the host, which never changes. Results come from files that the commands write, not from
/// a clock: verdicts do not depend on the machine.
class SmallProject {
  public:
    SmallProject();

    /// Registers `probe/<name>`; `options` is the JSON of its options (time-out 12 s and no profiler unless
    /// they say; READY_LINE may stand among them). Takes effect at the next `run`.
    void add(const std::string& name, const std::string& shell_command, const std::string& options = "{}");

    /// The same for a program and its arguments.
    void add_program(const std::string& name, const std::vector<std::string>& argv,
                     const std::string& options = "{}");

    /// Registers `probe/work`, alone and taking 10 ms, with the baseline that `baseline update` records. Done
    /// in earnest once in a test program, for it takes seconds.
    void add_recorded_work();

    /// Runs `ratchet <arguments> --registry …` with this test as its parent, as ctest would be.
    SubprocessResult run(std::vector<std::string> arguments,
                         const std::map<std::string, std::string>& environment = {}) const;

    [[nodiscard]] std::vector<std::string> command_line(std::vector<std::string> arguments) const;
    [[nodiscard]] std::filesystem::path root() const { return directory_.path(); }
    [[nodiscard]] std::filesystem::path output() const { return root() / "perf"; }
    [[nodiscard]] std::filesystem::path baselines() const { return root() / "baselines"; }
    /// Where the baseline of `probe/<name>` is once it has been recorded.
    [[nodiscard]] std::filesystem::path baseline_file(const std::string& name) const;

  private:
    void write_index() const;

    TemporaryDirectory directory_;
    std::vector<std::string> names_;
};

/// A command that reports `seconds` (text, may name shell variables) as the time of its one iteration.
std::string reports_time(const std::string& seconds);

/// Empty where there is no such file.
std::string text_of(const std::filesystem::path& file);

/// Looks again and again, for 20 s at most, after which the test fails.
void wait_until(const std::function<bool()>& condition);

/// Everything that a result has to say.
std::string all_output(const SubprocessResult& result);

}  // namespace ratchet::testing
