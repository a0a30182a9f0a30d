#include "testing/simulation/trials.hpp"

#include <cmath>

namespace ratchet::testing {

void Outcomes::count(Verdict verdict, const std::optional<Shift>& shift, double slowdown) {
    ++trials;
    switch (verdict) {
        case Verdict::regressed:
            ++regressed;
            break;
        case Verdict::improved:
            ++improved;
            break;
        case Verdict::unchanged:
            ++unchanged;
            break;
        default:
            ++inconclusive;
    }
    const double truth = std::log1p(slowdown);
    covered += shift && shift->lower <= truth && truth <= shift->upper ? 1 : 0;
}

}  // namespace ratchet::testing
