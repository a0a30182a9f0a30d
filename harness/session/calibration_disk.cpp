#include "session/calibration_disk.hpp"

#include "measure/calibration.hpp"
#include "measure/cpus_linux.hpp"
#include "session/file_lock_disk.hpp"

namespace ratchet {

void add_calibration(Calibration& calibration, const Clock& clock, std::optional<int> cpu) {
    const OnCpu there(cpu);
    calibration.kernel_version = calibration::kernel_version;
    for (const auto& [kernel, seconds] : measure_calibration(clock)) {
        calibration.kernels[kernel].push_back(seconds);
    }
}

void calibrate(const SessionDirectory& session, const Clock& clock, int count,
               const std::function<void()>& on_wait) {
    SessionRecord record = session.read();
    for (int i = 0; i < count; ++i) {
        const FileLock lock = lock_host_for_run(on_wait);
        add_calibration(record.calibration, clock, std::nullopt);
    }
    session.write(record);
}

}  // namespace ratchet
