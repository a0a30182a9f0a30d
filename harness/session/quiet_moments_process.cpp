#include "session/quiet_moments_process.hpp"

#include "measure/calibration.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/quiet.hpp"

namespace ratchet {

void QuietMoments::learn(const Calibration& values) {
    append(known_, values);
}

int QuietMoments::await(const std::function<void()>& on_wait) {
    int passed_over = 0;
    while (patience_ns_ > 0) {
        const std::int64_t before = clock_.now_ns();
        if (is_quiet(host_.calibrate(last_cpu_), known_)) {
            break;
        }
        if (++passed_over == 1) {
            on_wait();
        }
        InterruptGuard::throw_if_interrupted();
        patience_ns_ -= clock_.now_ns() - before;
    }
    return passed_over;
}

Calibration QuietMoments::calibrate() {
    Calibration now{.kernel_version = calibration::kernel_version, .kernels = {}};
    for (const auto& [kernel, seconds] : host_.calibrate(last_cpu_)) {
        now.kernels[kernel].push_back(seconds);
    }
    learn(now);
    return now;
}

}  // namespace ratchet
