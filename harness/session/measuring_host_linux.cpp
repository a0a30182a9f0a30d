#include "session/measuring_host_linux.hpp"

#include "measure/calibration.hpp"
#include "measure/cpus_linux.hpp"
#include "profile/count_process.hpp"

namespace ratchet {
namespace {

/// The same for every user and project, or two of them would measure at once. Every user may write here,
/// which /run/lock does not offer everywhere.
constexpr const char* lock_path = "/tmp/ratchet-measuring.lock";

}  // namespace

std::map<std::string, double> ThisHost::calibrate(std::optional<int> cpu) {
    const OnCpu there(cpu);
    return measure_calibration(clock_);
}

std::vector<int> ThisHost::cpus() {
    return allowed_cpus();
}

FileLock ThisHost::take_turn(const std::function<void()>& on_wait) {
    return queue_for_lock(lock_path, on_wait);
}

bool ThisHost::counts_instructions() {
    return cpu_counts_instructions();
}

}  // namespace ratchet
