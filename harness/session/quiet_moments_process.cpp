#include "session/quiet_moments_process.hpp"

#include "measure/calibration.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/quiet.hpp"

#include <algorithm>

namespace ratchet {
namespace {

/// What a neighbour does lasts longer.
constexpr std::int64_t just_now_ns = 10'000'000;

}  // namespace

void QuietMoments::learn(const Calibration& values) {
    append(known_, values);
}

bool QuietMoments::is_still_quiet() const {
    return quiet_beside_run_ns_ && clock_.now_ns() - *quiet_beside_run_ns_ < just_now_ns;
}

/// In turns, beginning with the first where the last run had none of them.
void QuietMoments::try_another_cpu() {
    if (choices_.empty()) {
        return;
    }
    const auto at = std::ranges::find(choices_, last_cpu_.value_or(-1));
    last_cpu_ = at == choices_.end() || at + 1 == choices_.end() ? choices_.front() : *(at + 1);
}

int QuietMoments::await(const std::function<void()>& on_wait) {
    int passed_over = 0;
    if (std::ranges::find(choices_, last_cpu_.value_or(-1)) == choices_.end()) {
        try_another_cpu();
    }
    while (patience_ns_ > 0 && !is_still_quiet()) {
        const std::int64_t before = clock_.now_ns();
        if (is_quiet(host_.calibrate(last_cpu_), known_)) {
            break;
        }
        try_another_cpu();
        if (++passed_over == 1) {
            on_wait();
        }
        InterruptGuard::throw_if_interrupted();
        const std::int64_t waited_ns = clock_.now_ns() - before;
        patience_ns_ -= waited_ns;
        waited_ns_ += waited_ns;
    }
    quiet_beside_run_ns_.reset();
    return passed_over;
}

Calibration QuietMoments::calibrate() {
    Calibration now{.kernel_version = calibration::kernel_version, .kernels = {}};
    const std::map<std::string, double> seconds = host_.calibrate(last_cpu_);
    if (is_quiet(seconds, known_)) {
        quiet_beside_run_ns_ = clock_.now_ns();
    }
    for (const auto& [kernel, value] : seconds) {
        now.kernels[kernel].push_back(value);
    }
    learn(now);
    return now;
}

}  // namespace ratchet
