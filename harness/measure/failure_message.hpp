#pragma once

#include "measure/launcher.hpp"
#include "model/run_record.hpp"

#include <optional>
#include <string_view>

namespace ratchet {

/// Why a launch failed as a process, whatever it may have told: not started, out of time, killed by a signal,
/// or a non-zero exit code. The message ends with the last line that the program wrote to its standard error,
/// made printable and at most 200 columns wide. Nothing when it ended with exit code 0.
std::optional<Failure> process_failure(const LaunchResult& launch, double limit_s,
                                       std::string_view error_output);

}  // namespace ratchet
