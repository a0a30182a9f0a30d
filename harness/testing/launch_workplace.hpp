#pragma once

#include "base/monotonic_clock_linux.hpp"
#include "measure/process_launcher_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace ratchet::testing {

inline constexpr std::int64_t ms = 1'000'000;  ///< in ns

/// The moment that is `duration_ns` ahead on the clock of launch deadlines.
inline std::int64_t from_now(std::int64_t duration_ns) {
    return MonotonicClock().now_ns() + duration_ns;
}

/// The whole of a file; empty when it is not there.
inline std::string content(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A launcher with a short grace time and an empty directory to launch programs in.
struct Workplace {
    TemporaryDirectory directory;
    ProcessLauncher launcher{std::chrono::milliseconds(50)};

    [[nodiscard]] std::string path(const std::string& name) const { return directory.path() / name; }

    /// Output goes to the files `out` and `err`; the deadline is far away.
    [[nodiscard]] LaunchRequest request(std::vector<std::string> argv) const {
        LaunchRequest request;
        request.argv = std::move(argv);
        request.environment = {{"PATH", "/usr/bin:/bin"}};
        request.working_directory = directory.path();
        request.stdout_path = path("out");
        request.stderr_path = path("err");
        request.deadline_ns = from_now(60'000 * ms);
        return request;
    }

    [[nodiscard]] LaunchRequest shell(const std::string& script) const {
        return request({"sh", "-c", script});
    }

    LaunchResult run(const LaunchRequest& request) { return launcher.launch(request); }
};

}  // namespace ratchet::testing
