#pragma once

#include "model/baseline.hpp"
#include "model/run_record.hpp"

#include <map>
#include <string>

namespace ratchet::cli {

/// One of the two things that `ratchet compare` compares: scenarios by full name, each as the baseline that
/// it is or would become. A scenario that measured nothing is listed with the reason.
struct CompareSide {
    std::map<std::string, Baseline> measured;
    std::map<std::string, std::string> unmeasured;
};

/// Reads a session's directory, a `scenario.json` or its directory, a baseline's file, or a directory of
/// baselines. Throws `Error(usage)` when `path` is none of these, `Error(artifact)` when a file is
/// unreadable.
CompareSide read_compare_side(const std::string& path);

}  // namespace ratchet::cli
