#include "testing/synthetic_samples.hpp"

#include "gate/duet.hpp"
#include "measure/block_order.hpp"

#include <cmath>

namespace ratchet::testing {

double SyntheticSession::next(double level) {
    const double memory = noise_.drift_memory;
    const double innovation = noise_.run_sd * noise_.drift_share * std::sqrt(1 - memory * memory);
    drift_ = memory * drift_ + innovation * random_.normal();
    const double white = noise_.run_sd * std::sqrt(1 - noise_.drift_share * noise_.drift_share);
    double value = level + drift_ + white * random_.normal();
    if (random_.uniform() < noise_.outlier_share) {
        value -= std::log1p(-random_.uniform()) * noise_.outlier_excess_sd * noise_.run_sd;
    }
    return value;
}

std::vector<double> SyntheticSession::take(std::size_t count, double level) {
    std::vector<double> values;
    while (values.size() < count) {
        values.push_back(next(level));
    }
    return values;
}

std::vector<double> simulated_duet(int blocks, double slowdown, const NoiseModel& noise,
                                   statistics::Random& random) {
    SyntheticSession host(noise, random);
    std::vector<double> reference;
    std::vector<double> current;
    for (int block = 0; block < blocks; ++block) {
        for (const std::size_t side : block_order(2, block)) {
            const double level = side == 1 ? std::log1p(slowdown) : 0;
            (side == 1 ? current : reference).push_back(host.take(1, level).front());
        }
    }
    return block_differences(reference, current);
}

std::vector<double> awkward_values(statistics::Random& random, std::size_t smallest) {
    const std::size_t size = smallest + random.index(random.index(2) == 0 ? 6 : 41 - smallest);
    const std::size_t kind = random.index(6);
    std::vector<double> values;
    while (values.size() < size) {
        const double normal = random.normal();
        switch (kind) {
            case 0:
                values.push_back(normal);
                break;
            case 1:
                values.push_back(std::round(normal));
                break;
            case 2:
                values.push_back(random.uniform() < 0.15 ? normal * 1e6 : normal);
                break;
            case 3:
                values.push_back(1e9 + normal);
                break;
            case 4:
                values.push_back(normal * 1e140);
                break;
            default:
                values.push_back(normal * 1e-140);
        }
    }
    return values;
}

}  // namespace ratchet::testing
