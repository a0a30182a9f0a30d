#pragma once

#include "scenario/schedule.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ratchet::runtime {

/// What the program was asked for.
struct Arguments {
    enum class Action { help, list_names, list_json, run };

    Action action = Action::help;
    std::string scenario;         ///< of `run`
    std::optional<RunPlan> plan;  ///< absent: explore
    std::uint64_t seed = 0;
};

/// The message says which argument is wrong and what is expected.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// `arguments` without the program's name; none at all asks for help. Throws UsageError for what is unknown,
/// out of range, contradictory or given twice.
Arguments parse_arguments(const std::vector<std::string>& arguments);

/// The text of --help, up to the list of scenarios.
extern const char* const usage;

}  // namespace ratchet::runtime
