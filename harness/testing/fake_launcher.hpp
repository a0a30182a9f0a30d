#pragma once

#include "measure/launcher.hpp"

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

    LaunchResult launch(const LaunchRequest& request) override {
        requests.push_back(request);
        return answer_(request);
    }

    std::vector<LaunchRequest> requests;  ///< in order of launch

  private:
    Answer answer_;
};

}  // namespace ratchet::testing
