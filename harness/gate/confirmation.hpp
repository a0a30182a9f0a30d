#pragma once

#include "model/verdict.hpp"

#include <string_view>

namespace ratchet {

/// What RATCHET_CONFIRM asks for: when a duet judges what the stored baseline has judged first.
enum class Confirmation {
    automatic,  ///< where the program that the baseline was recorded with is kept
    always,     ///< where it is not, the baseline's commit is built
    never,
};

/// "auto", "always" or "never"; `Error(usage)` for anything else.
Confirmation parse_confirmation(std::string_view text);

/// Whether a duet with the baseline's own build could say more: the baseline decided or tried to, and did not
/// end `unchanged`. Not for identical code, of which a duet would be with itself, nor where limits or counts
/// of instructions alone are what ended otherwise: a count again is the same count.
bool wants_confirmation(const ScenarioVerdict& first_stage);

}  // namespace ratchet
