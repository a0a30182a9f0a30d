#pragma once

#include "report/doctor_report.hpp"
#include "report/table.hpp"

#include <optional>
#include <string>

namespace ratchet {

/// The host, what to change, and what can be seen on it, for people.
std::string render_doctor(const DoctorReport& report, const TextStyle& style);

/// What a scenario's REPETITIONS have to be for `slowdown` (fraction) to be seen, or what else there is where
/// no number will do.
std::string plan_sentence(const std::string& scenario, double slowdown, const std::optional<int>& runs);

}  // namespace ratchet
