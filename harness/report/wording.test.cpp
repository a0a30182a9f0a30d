#include "report/wording.hpp"

#include "base/utf8.hpp"
#include "catch.hpp"

#include <set>

using namespace ratchet;

namespace {

constexpr Verdict all_verdicts[] = {Verdict::failed,       Verdict::regressed,   Verdict::incomparable,
                                    Verdict::inconclusive, Verdict::no_baseline, Verdict::unchanged,
                                    Verdict::improved,     Verdict::not_run};

}  // namespace

TEST_CASE("every verdict has a word and a symbol of its own") {
    std::set<std::string_view> words;
    std::set<std::string_view> symbols;
    for (const Verdict verdict : all_verdicts) {
        words.insert(word(verdict));
        symbols.insert(symbol(verdict));
        CHECK(display_width(symbol(verdict)) == 1);
    }
    CHECK(words.size() == 8);
    CHECK(symbols.size() == 8);
    CHECK(word(Verdict::no_baseline) == "no_baseline");
}

TEST_CASE("what is bad is shown as bad and what is good as good") {
    CHECK(tone(Verdict::regressed) == Tone::bad);
    CHECK(tone(Verdict::failed) == Tone::bad);
    CHECK(tone(Verdict::improved) == Tone::good);
    CHECK(tone(Verdict::unchanged) == Tone::plain);
    CHECK(symbol(Verdict::regressed) == "▲");
    CHECK(symbol(Verdict::improved) == "▼");
    CHECK(symbol(Verdict::unchanged) == "✓");
}

TEST_CASE("failures are more urgent than regressions, and those than what could not be judged") {
    CHECK(urgency(Verdict::failed) < urgency(Verdict::regressed));
    CHECK(urgency(Verdict::regressed) < urgency(Verdict::inconclusive));
    CHECK(urgency(Verdict::no_baseline) < urgency(Verdict::unchanged));
    CHECK(urgency(Verdict::improved) < urgency(Verdict::not_run));
}

TEST_CASE("a warning's sentence holds what it is about") {
    const auto kind =
        static_cast<WarningKind>(GENERATE(range(0, static_cast<int>(WarningKind::shell_share) + 1)));
    const std::string text = sentence({kind, "SUBJECT", "DETAIL"});
    CAPTURE(text);
    CHECK(text.find("SUBJECT") != std::string::npos);
    CHECK(text.ends_with("."));
    if (kind != WarningKind::baseline_stale) {  // it has no detail
        CHECK(text.find("DETAIL") != std::string::npos);
    }
}

TEST_CASE("a noun has the number of its count") {
    CHECK(counted(0, "scenario") == "0 scenarios");
    CHECK(counted(1, "scenario") == "1 scenario");
    CHECK(counted(2, "scenario") == "2 scenarios");
}
