#include "artifacts/enum_text.hpp"

#include "catch.hpp"

#include <set>
#include <string>

namespace ratchet::artifacts {
namespace {

/// Every enumerator from the first to `last` has a word of its own that leads back to it.
template <class Enum>
void every_value_has_its_word(Enum last) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const Enum value = static_cast<Enum>(i);
        CAPTURE(i, enum_text(value));
        CHECK_FALSE(enum_text(value).empty());
        CHECK(enum_from_text<Enum>(enum_text(value)) == value);
        CHECK(words.insert(enum_text(value)).second);
    }
    CHECK(enum_text(static_cast<Enum>(static_cast<int>(last) + 1)).empty());
    CHECK_FALSE(enum_from_text<Enum>(""));
    CHECK_FALSE(enum_from_text<Enum>("no such word"));
}

TEST_CASE("every enumerator has one word, and every word one enumerator") {
    every_value_has_its_word(Direction::higher_is_better);
    every_value_has_its_word(MetricScope::whole_process);
    every_value_has_its_word(FailureKind::unreadable_result);
    every_value_has_its_word(ScenarioKind::catch2);
    every_value_has_its_word(SessionStatus::abandoned);
    every_value_has_its_word(ScenarioStatus::finished);
    every_value_has_its_word(Verdict::not_run);
    every_value_has_its_word(TauSource::default_metal);
    every_value_has_its_word(WarningKind::shell_share);
    every_value_has_its_word(CommitState::unusable);
    every_value_has_its_word(Cause::waiting);
}

TEST_CASE("words are exact: case and spaces matter") {
    CHECK(enum_from_text<Verdict>("regressed") == Verdict::regressed);
    CHECK_FALSE(enum_from_text<Verdict>("Regressed"));
    CHECK_FALSE(enum_from_text<Verdict>("regressed "));
}

}  // namespace
}  // namespace ratchet::artifacts
