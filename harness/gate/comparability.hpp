#pragma once

#include "model/digests.hpp"
#include "model/host.hpp"
#include "model/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Everything besides the code that decides a scenario's speed, and the code by digest.
struct Conditions {
    HostFingerprint host;
    BuildInfo build;
    Digests digests;
    Plan plan;
    int kernel_version = 0;  ///< of the calibration kernels that saw the host; 0: there were none
};

struct Difference {
    std::string field;
    std::string baseline;  ///< "unknown" where it was not known, "none" where there was none
    std::string now;

    bool operator==(const Difference&) const = default;
};

/// "compiler: GNU 12.2.0 -> GNU 13.1.0".
std::string to_text(const Difference& difference);

struct Comparability {
    std::vector<Difference> hard;  ///< any: the numbers must not be compared
    std::vector<Difference> soft;  ///< worth a note
    bool same_code = false;        ///< rule 10: see `is_same_code`
};

/// Hard: ISA, CPU vendor, family and model, architecture, cores, virtualised, compiler, flags, optimisation,
/// sanitizers, inputs by digest, of the plan iterations, warm-up, batch and least time, and the version of
/// the calibration kernels where both have them: beside others, a slower host looks like slower code. Soft:
/// CPU name, kernel, microcode, governor, turbo, SMT, frequency and memory (both where they differ by more
/// than 1 %), the command line, variables of ENVIRONMENT. In that order. An input that is unknown on both
/// sides is a hard difference.
Comparability compare_conditions(const Conditions& baseline, const Conditions& now);

/// True where executable, project libraries and inputs are known, equal by digest, and command line and
/// variables are equal: running again is then a free A/A control.
bool is_same_code(const Digests& baseline, const Digests& now);

/// Why a program built like this is refused before it is measured (a sanitizer, no optimisation, Debug), or
/// nothing. A program that does not tell whether it was optimised is not refused.
std::optional<std::string> refuse_build(const BuildInfo& build);

}  // namespace ratchet
