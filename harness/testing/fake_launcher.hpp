#pragma once

#include "measure/launcher.hpp"

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace ratchet::testing {

/// Launches nothing: keeps the requests and answers as a test says. The answer may also do what a program
/// would have done, such as writing the file that RATCHET_RESULT names.
class FakeLauncher : public Launcher {
  public:
    using Answer = std::function<LaunchResult(const LaunchRequest&)>;

    /// A program that took `process_time_s` and ended with `exit_code`.
    static Answer exited(int exit_code, double process_time_s = 0.01) {
        return [=](const LaunchRequest&) {
            LaunchResult result;
            result.exit_code = exit_code;
            result.process_time_s = process_time_s;
            return result;
        };
    }

    /// Without an answer every program ends at once with exit code 0.
    explicit FakeLauncher(Answer answer = exited(0)) : answer_(std::move(answer)) {}

    std::vector<LaunchResult> launch_together(const std::vector<LaunchRequest>& together) override {
        std::vector<LaunchResult> results;
        for (const LaunchRequest& request : together) {
            requests.push_back(request);
            results.push_back(answer_(request));
        }
        launches.push_back(together.size());
        return results;
    }

    std::vector<LaunchRequest> requests;  ///< in order of launch
    std::vector<std::size_t> launches;    ///< how many were launched at once, in order

  private:
    Answer answer_;
};

}  // namespace ratchet::testing
