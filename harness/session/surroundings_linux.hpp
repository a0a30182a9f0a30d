#pragma once

#include "gate/confirmation.hpp"
#include "gate/suite_verdict.hpp"
#include "model/host.hpp"
#include "model/scenario.hpp"
#include "model/session.hpp"
#include "report/ci_services.hpp"

#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// Everything around a measurement that is not the measurement: the project, the host, the caller's
/// environment.
struct Surroundings {
    ProjectRegistry project;
    std::map<std::string, std::string> environment;
    HostFingerprint host;
    std::string host_class;
    Mode mode = Mode::gate;
    Confirmation confirmation = Confirmation::automatic;
    CiServices services;
};

/// Looks at this host, at RATCHET_MODE and RATCHET_CONFIRM (else the project's defaults) and at the CI
/// service. Throws `Error(usage)` for an unknown word, a malformed host class or a variable that cannot be
/// honoured.
Surroundings look_around(ProjectRegistry project, std::map<std::string, std::string> environment);

/// The beginning of a session's record: host, fitness, commit, label, environment. Not yet stored.
SessionRecord draft_session(const Surroundings& surroundings, const SessionOwner& owner,
                            const std::string& label);

/// The baseline directories of a project's scenarios, which no commit's dirtiness and no binary's staleness
/// is about.
std::vector<std::string> baseline_directories(const ProjectRegistry& project);

}  // namespace ratchet
