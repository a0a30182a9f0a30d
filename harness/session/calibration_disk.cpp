#include "session/calibration_disk.hpp"

#include "measure/calibration.hpp"
#include "session/file_lock_disk.hpp"

namespace ratchet {

void calibrate(const SessionDirectory& session, const Clock& clock, int count,
               const std::function<void()>& on_wait) {
    SessionRecord record = session.read();
    record.calibration.kernel_version = calibration::kernel_version;
    for (int i = 0; i < count; ++i) {
        const FileLock lock = lock_host_for_run(on_wait);
        for (const auto& [kernel, seconds] : measure_calibration(clock)) {
            record.calibration.kernels[kernel].push_back(seconds);
        }
    }
    session.write(record);
}

}  // namespace ratchet
