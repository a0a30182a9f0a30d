#include "model/baseline.hpp"

namespace ratchet {

std::vector<double> values_of(const BaselineSession& session, const std::string& metric) {
    if (metric == ratchet::metric::instructions) {
        return session.instructions ? instructions_per_call(*session.instructions) : std::vector<double>{};
    }
    std::vector<double> values;
    for (const RoundValues& round : session.rounds) {
        if (const auto found = round.find(metric); found != round.end()) {
            values.insert(values.end(), found->second.begin(), found->second.end());
        }
    }
    return values;
}

}  // namespace ratchet
