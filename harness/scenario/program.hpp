#pragma once

#include "scenario/clock.hpp"
#include "scenario/instruction_counter.hpp"
#include <ratchet/scenario.hpp>

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::runtime {

/// Whatever the program needs of the world.
struct Surroundings {
    std::ostream& out;
    std::ostream& error;
    std::optional<std::string> result_path;  ///< RATCHET_RESULT; absent: a summary goes to `out`
    Clock clock;
    /// Opens what counts instructions, where RATCHET_COUNT_INSTRUCTIONS asks for it; may give null. Empty:
    /// nobody asks.
    std::function<std::unique_ptr<InstructionCounter>()> open_counter = {};
    bool timeline = false;  ///< RATCHET_TIMELINE asks for what happened when
};

/// Exit codes of a program with scenarios.
enum ExitCode : int {
    done = 0,         ///< listed, or measured; a failed check stands in the result
    run_failed = 1,   ///< an exception left the scenario, or the result could not be written
    wrong_usage = 2,  ///< unknown argument or scenario, invalid or duplicate names
};

/// All of the program. `arguments` are those after its name; `scenarios` is called once. Nothing is thrown.
ExitCode run_program(const std::vector<std::string>& arguments,
                     const std::function<std::vector<detail::Scenario>()>& scenarios,
                     const Surroundings& surroundings);

}  // namespace ratchet::runtime
