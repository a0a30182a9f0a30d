#include "model/calibration.hpp"

namespace ratchet {

void append(Calibration& all, const Calibration& more) {
    if (all.kernels.empty()) {
        all.kernel_version = more.kernel_version;
    }
    if (all.kernel_version != more.kernel_version) {
        return;
    }
    for (const auto& [kernel, values] : more.kernels) {
        all.kernels[kernel].insert(all.kernels[kernel].end(), values.begin(), values.end());
    }
}

}  // namespace ratchet
