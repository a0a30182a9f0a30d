#include "session/patience.hpp"

#include <algorithm>

namespace ratchet {

double patience_s(double timeout_s, const std::vector<double>& waited_s) {
    constexpr double session_shares = 2;
    constexpr double most_share = 0.1;
    const double own = timeout_s * own_patience_share;
    double left = session_shares * own;
    for (const double waited : waited_s) {
        left += own - waited;
    }
    return std::min(own + std::max(left, 0.0), timeout_s * most_share);
}

}  // namespace ratchet
