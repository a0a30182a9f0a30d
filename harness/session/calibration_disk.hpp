#pragma once

#include "base/clock.hpp"
#include "model/calibration.hpp"
#include "session/session_store_disk.hpp"

#include <functional>
#include <optional>

namespace ratchet {

/// Runs the calibration kernels once, on `cpu` if there is one, and appends their values.
void add_calibration(Calibration& calibration, const Clock& clock, std::optional<int> cpu);

/// Runs the calibration kernels `count` times, each time under the host's lock, and adds their values to the
/// session's record. `on_wait`: another harness is measuring.
void calibrate(const SessionDirectory& session, const Clock& clock, int count,
               const std::function<void()>& on_wait);

}  // namespace ratchet
