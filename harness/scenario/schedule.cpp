#include "scenario/schedule.hpp"

namespace ratchet::runtime {

bool ExploringSchedule::is_too_short(double iteration_s, double elapsed_s) const {
    const double wanted_s = kept_ == 0 ? batch_time_s : batch_time_s / 2;
    return batchable_ && iteration_s < wanted_s && batch_ < max_batch && elapsed_s < longest_time_s;
}

bool ExploringSchedule::keep(double iteration_s, double elapsed_s) {
    const double with_set_up_s = elapsed_s - elapsed_s_;
    elapsed_s_ = elapsed_s;
    if (is_too_short(iteration_s, elapsed_s)) {
        batch_ *= 2;
        kept_ = 0;
        return false;
    }
    ++kept_;
    const bool usual_end = elapsed_s >= usual_time_s && kept_ >= usual_iterations;
    done_ = usual_end || kept_ == max_iterations || elapsed_s + with_set_up_s > longest_time_s;
    return true;
}

}  // namespace ratchet::runtime
