#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// The machine as it was seen. "Hard" fields must agree for numbers to be comparable; "soft" ones are notes.
struct HostFingerprint {
    std::string architecture;             ///< hard: uname -m
    std::string cpu_vendor;               ///< hard
    int cpu_family = 0;                   ///< hard
    int cpu_model = 0;                    ///< hard
    std::string cpu_name;                 ///< soft: the marketing name
    int cores = 0;                        ///< hard: online logical CPUs
    bool virtualised = false;             ///< hard
    std::string isa;                      ///< hard: widest vector extension ("avx512f", "avx2", "neon", …)
    std::string kernel;                   ///< soft
    std::string microcode;                ///< soft; empty if unknown
    std::optional<std::string> governor;  ///< soft
    std::optional<bool> turbo;            ///< soft
    std::optional<bool> smt;              ///< soft
    std::optional<double> max_frequency_mhz;  ///< soft
    std::int64_t memory_bytes = 0;            ///< soft
    std::string boot_id;                      ///< identifies this boot; never compared across hosts

    bool operator==(const HostFingerprint&) const = default;
};

/// How the measured program was built, as the build system and the program itself tell it.
struct BuildInfo {
    std::string build_type;  ///< CMAKE_BUILD_TYPE or the configuration; may be empty
    std::string compiler;    ///< "GNU 12.2.0"
    std::string flags;       ///< CMAKE_CXX_FLAGS plus those of the configuration
    std::optional<bool>
        optimised;           ///< told by the program (`__OPTIMIZE__`), else by the build type and flags
    std::string sanitizers;  ///< "address", "thread", …; empty: none

    bool operator==(const BuildInfo&) const = default;
};

/// One check of the host's fitness for measuring.
struct FitnessFinding {
    std::string check;    ///< governor, turbo, smt, load, virtualisation, …
    bool blocks = false;  ///< a baseline is not recorded on such a host without --force
    std::string seen;
    std::string advice;

    bool operator==(const FitnessFinding&) const = default;
};

struct GitState {
    std::string commit;       ///< empty outside git
    std::string branch = {};  ///< empty where none is checked out
    bool dirty = false;       ///< tracked files outside the baseline directory differ from the commit

    bool operator==(const GitState&) const = default;
};

}  // namespace ratchet
