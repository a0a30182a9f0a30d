#pragma once

#include "base/error.hpp"
#include "gate/suite_verdict.hpp"

namespace ratchet {

/// Every exit code of the program; README's table is tested against this one.
enum class ExitCode : int {
    success = 0,            ///< measured, judged, not worse
    regressed = 1,          ///< a gate, or a suite's geometric mean, regressed
    usage = 2,              ///< unknown name or option, contradicting options
    artifact = 3,           ///< a file is unreadable or of an incompatible version
    failed = 4,             ///< a measurement failed, or nothing could be measured
    not_judged_strict = 5,  ///< not judged, in strict mode
    not_judged = 77,        ///< not judged (CTest: Skipped)
};

/// The exit code that an error ends the program with.
constexpr ExitCode exit_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
            return ExitCode::usage;
        case ErrorCode::artifact:
            return ExitCode::artifact;
        case ErrorCode::measurement:
            return ExitCode::failed;
    }
    return ExitCode::failed;
}

/// The exit code that a measurement ends the program with.
constexpr ExitCode exit_code(Outcome outcome) {
    switch (outcome) {
        case Outcome::ok:
            return ExitCode::success;
        case Outcome::regressed:
            return ExitCode::regressed;
        case Outcome::failed:
            return ExitCode::failed;
        case Outcome::not_judged:
            return ExitCode::not_judged;
        case Outcome::not_judged_strict:
            return ExitCode::not_judged_strict;
    }
    return ExitCode::failed;
}

}  // namespace ratchet
