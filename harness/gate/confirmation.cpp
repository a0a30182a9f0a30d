#include "gate/confirmation.hpp"

#include "base/error.hpp"
#include "model/metric.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

namespace ratchet {

Confirmation parse_confirmation(std::string_view text) {
    constexpr std::array known{std::pair{std::string_view("auto"), Confirmation::automatic},
                               std::pair{std::string_view("always"), Confirmation::always},
                               std::pair{std::string_view("never"), Confirmation::never}};
    for (const auto& [name, confirmation] : known) {
        if (text == name) {
            return confirmation;
        }
    }
    throw Error(ErrorCode::usage, fmt::format("\"{}\" is not auto, always or never", text),
                "RATCHET_CONFIRM");
}

bool wants_confirmation(const ScenarioVerdict& first_stage) {
    return !first_stage.same_code && first_stage.verdict != Verdict::failed &&
           std::ranges::any_of(first_stage.gates, [](const GateVerdict& gate) {
               return !gate.budget && gate.shift && gate.looks_taken > 0 &&
                      gate.metric != metric::instructions &&
                      (gate.verdict == Verdict::regressed || gate.verdict == Verdict::inconclusive ||
                       gate.verdict == Verdict::improved);
           });
}

}  // namespace ratchet
