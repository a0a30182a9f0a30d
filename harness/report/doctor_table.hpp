#pragma once

#include "gate/sensitivity.hpp"
#include "model/host.hpp"
#include "report/table.hpp"

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

/// The host, what to change, and what can be seen on it, for people.
std::string render_doctor(const DoctorReport& report, const TextStyle& style);

/// The same for machines: `doctor.schema.json`.
std::string doctor_json(const DoctorReport& report);

/// What a scenario's REPETITIONS have to be for `slowdown` (fraction) to be seen, or what else there is where
/// no number will do.
std::string plan_sentence(const std::string& scenario, double slowdown, const std::optional<int>& runs);

}  // namespace ratchet
