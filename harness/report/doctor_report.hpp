#pragma once

#include "gate/sensitivity.hpp"
#include "model/host.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// What `ratchet doctor` found out about a host.
struct DoctorReport {
    HostFingerprint host;
    std::string host_class;
    std::vector<FitnessFinding> findings;
    std::vector<Sensitivity> works;  ///< empty where nothing was measured
};

}  // namespace ratchet
