#pragma once

#include "report/doctor_report.hpp"

#include <string>

namespace ratchet {

/// What `ratchet doctor` found out, for machines: `doctor.schema.json`.
std::string doctor_json(const DoctorReport& report);

}  // namespace ratchet
