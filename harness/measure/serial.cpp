#include "measure/serial.hpp"

namespace ratchet {

bool is_serial(const RunRecord& run) {
    constexpr double allowance = 1.1;
    double busy_s = 0;
    for (const char* time : {metric::user_time, metric::system_time}) {
        const auto measured = run.metrics.find(time);
        busy_s += measured == run.metrics.end() ? 0 : measured->second.value;
    }
    return busy_s <= allowance * run.process_time_s;
}

}  // namespace ratchet
