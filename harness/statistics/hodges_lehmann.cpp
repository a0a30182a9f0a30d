#include "statistics/hodges_lehmann.hpp"

#include "statistics/location.hpp"

namespace ratchet::statistics {

double hodges_lehmann_shift(const Sample& reference, const Sample& current) {
    std::vector<double> differences;
    differences.reserve(reference.size() * current.size());
    for (const double y : current.values()) {
        for (const double x : reference.values()) {
            differences.push_back(y - x);
        }
    }
    return median_in_place(differences);
}

}  // namespace ratchet::statistics
