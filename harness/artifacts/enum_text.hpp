#pragma once

#include "model/bisection.hpp"
#include "model/metric.hpp"
#include "model/profile_record.hpp"
#include "model/run_record.hpp"
#include "model/scenario.hpp"
#include "model/session.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <optional>
#include <string_view>

namespace ratchet::artifacts {

/// The word that stands for a value in every document: the enumerator's own name. Empty for a number that is
/// no enumerator.
std::string_view enum_text(Direction value);
std::string_view enum_text(MetricScope value);
std::string_view enum_text(FailureKind value);
std::string_view enum_text(ScenarioKind value);
std::string_view enum_text(SessionStatus value);
std::string_view enum_text(ScenarioStatus value);
std::string_view enum_text(Verdict value);
std::string_view enum_text(TauSource value);
std::string_view enum_text(WarningKind value);
std::string_view enum_text(ProfileRung value);
std::string_view enum_text(CommitState value);
std::string_view enum_text(Cause value);

/// The value that `text` stands for, or nothing. Enumerators count from 0 without gaps.
template <class Enum>
std::optional<Enum> enum_from_text(std::string_view text) {
    for (int i = 0; !enum_text(static_cast<Enum>(i)).empty(); ++i) {
        if (enum_text(static_cast<Enum>(i)) == text) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

}  // namespace ratchet::artifacts
