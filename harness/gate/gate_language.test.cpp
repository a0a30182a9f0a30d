#include "gate/gate_language.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <limits>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

StatisticalGate statistical(const std::string& metric, double theta = 0.02,
                            std::optional<double> delta = {}) {
    return {.metric = metric, .theta = theta, .delta = delta};
}

Budget budget(const std::string& metric, Comparison comparison, double limit, const std::string& unit = "") {
    return {.metric = metric, .comparison = comparison, .limit = limit, .unit = unit};
}

Budget against_reference(Budget budget) {
    budget.relative_to_reference = true;
    return budget;
}

std::string error_of(const std::string& text) {
    try {
        parse_gate(text);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
        CHECK_THAT(error.where(), Catch::Matchers::StartsWith("GATE \""));
        return error.message();
    }
    return "no error";
}

}  // namespace

TEST_CASE("every form of the gate language is read and printed canonically") {
    struct Row {
        const char* text;
        Gate gate;
        const char* canonical;
    };
    constexpr auto at_most = Comparison::at_most;
    constexpr auto at_least = Comparison::at_least;
    const std::vector<Row> rows = {
        {"none", GateNone{}, "none"},
        {"  none ", GateNone{}, "none"},
        {"wall_time", statistical("wall_time"), "wall_time"},
        {"wall_time 2%", statistical("wall_time"), "wall_time"},
        {"throughput 3%", statistical("throughput", 0.03), "throughput 3%"},
        {"p95_latency 3%/10%", statistical("p95_latency", 0.03, 0.1), "p95_latency 3%/10%"},
        {"p95_latency\t3 % / 10 %", statistical("p95_latency", 0.03, 0.1), "p95_latency 3%/10%"},
        {"wall_time .5%/2.25%", statistical("wall_time", 0.005, 0.0225), "wall_time 0.5%/2.25%"},
        {"wall_time 2%/5%", statistical("wall_time", 0.02, 0.05), "wall_time 2%/5%"},
        {"instructions 0.5%", statistical("instructions", 0.005), "instructions 0.5%"},
        {"instructions", statistical("instructions"), "instructions"},
        {"instructions 7%", statistical("instructions", 0.07), "instructions 7%"},
        {"wall_time 7%/999%", statistical("wall_time", 0.07, 9.99), "wall_time 7%/999%"},
        {"peak_rss <= 64MiB", budget("peak_rss", at_most, 67108864, "MiB"), "peak_rss <= 64MiB"},
        {"peak_rss<=64 MiB", budget("peak_rss", at_most, 67108864, "MiB"), "peak_rss <= 64MiB"},
        {"wall_time <= 20ms", budget("wall_time", at_most, 0.02, "ms"), "wall_time <= 20ms"},
        {"wall_time <= 9ms", budget("wall_time", at_most, 9 * 1e-3, "ms"), "wall_time <= 9ms"},
        {"wall_time <= 1.5\u00b5s", budget("wall_time", at_most, 1.5e-6, "us"), "wall_time <= 1.5us"},
        {"share(malloc|free) <= 5%", budget("share(malloc|free)", at_most, 0.05, "%"),
         "share(malloc|free) <= 5%"},
        {R"(share((a|b)\)c) <= 5%)", budget(R"(share((a|b)\)c))", at_most, 0.05, "%"),
         R"(share((a|b)\)c) <= 5%)"},
        {"share([()]x) >= 2.5 %", budget("share([()]x)", at_least, 0.025, "%"), "share([()]x) >= 2.5%"},
        {R"(share([\]("';,]+) <= 30%)", budget(R"(share([\]("';,]+))", at_most, 0.3, "%"),
         R"(share([\]("';,]+) <= 30%)"},
        {R"(share(operator delete\(void\*\)) <= 1%)",
         budget(R"(share(operator delete\(void\*\)))", at_most, 0.01, "%"),
         R"(share(operator delete\(void\*\)) <= 1%)"},
        {"share >= 0.5", budget("share", at_least, 0.5), "share >= 0.5"},
        {"quality >= 0.9", budget("quality", at_least, 0.9), "quality >= 0.9"},
        {"quality >= -1e3", budget("quality", at_least, -1000), "quality >= -1000"},
        {"quality >= reference-0.01", against_reference(budget("quality", at_least, -0.01)),
         "quality >= reference-0.01"},
        {"quality >= reference", against_reference(budget("quality", at_least, 0)), "quality >= reference"},
        {"peak_rss <= reference + 10 MiB", against_reference(budget("peak_rss", at_most, 10485760, "MiB")),
         "peak_rss <= reference+10MiB"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(parse_gate(row.text) == row.gate);
        CHECK(to_text(parse_gate(row.text)) == row.canonical);
        CHECK(parse_gate(row.canonical) == row.gate);
    }
}

TEST_CASE("a malformed gate says at which column what was expected") {
    struct Row {
        const char* text;
        const char* column;
        const char* message;
    };
    const std::vector<Row> rows = {
        {"", "column 1:", "expected the name of a metric"},
        {"2%/5%", "column 1:", "one quoted argument, as in GATE \"wall_time 2%/5%\""},
        {"<= 64MiB", "column 1:", "expected the name of a metric"},
        {"none 3%", "column 6:", "expected the end"},
        {"wall_time throughput", "column 11:", "expected a percentage, <= or >="},
        {"wall_time 3", "column 12:", "expected % after the tolerated slowdown"},
        {"wall_time 3%/", "column 14:", "expected the must-detect slowdown in percent"},
        {"wall_time 3%/10", "column 16:", "expected % after the must-detect slowdown"},
        {"wall_time 3% 10%", "column 14:", "expected the end; each gate is an argument of its own"},
        {"wall_time 5%/5%", "column 11:", "must be smaller than the must-detect one"},
        {"wall_time 10%/3%", "column 11:", "must be smaller than the must-detect one"},
        {"wall_time 5%", "column 11:", "\"wall_time 6%/12%\""},
        {"wall_time 0%", "column 11:", "above 0% and below 1000%"},
        {"wall_time 2%/1000%", "column 14:", "above 0% and below 1000%"},
        {"wall_time 2%/-5%", "column 14:", "above 0% and below 1000%"},
        {"wall_time 1e999%", "column 11:", "expected the tolerated slowdown in percent"},
        {"wall_time < 3ms", "column 11:", "expected a percentage, <= or >="},
        {"wall_time <= ", "column 14:", "expected a number as the limit"},
        {"wall_time <= inf", "column 14:", "expected a number as the limit"},
        {"wall_time <= 3 parsec", "column 16:", "\"parsec\" is not a unit; expected one of B KiB"},
        {"peak_rss <= 64 mib", "column 16:", "\"mib\" is not a unit"},
        {"peak_rss <= 64MiB 3", "column 19:", "expected the end"},
        {"share(malloc <= 5%", "column 6:", "never closed"},
        {"share() <= 5%", "column 6:", "parentheses are empty"},
        {"share(a\\", "column 6:", "never closed"},
        {"share(a[(b) <= 5%", "column 8:", "bracket is never closed"},
        {"share(a(b) <= 5%", "column 6:", "never closed"},
        {"share(a)b) <= 5%", "column 9:", "expected <= or >= and a percentage"},
        {"share(ab*|*c) <= 5%", "column 11:", "in the regular expression: nothing stands before this"},
        {" share(a{3,2}) <= 5%", "column 9:", "in the regular expression: the first number"},
        {"share((a)\\1) <= 5%", "column 10:", "refers back"},
        {"share(a)", "column 9:", "\"share(a) <= 5%\""},
        {"share(a) 3%", "column 10:", "there is no baseline of shares"},
        {"share(a) < 3%", "column 10:", "expected <= or >="},
        {"share(a) <= 30", "column 13:", "a share is a percentage"},
        {"share(a) <= 0.3", "column 13:", "a share is a percentage"},
        {"share(a) <= 3MiB", "column 13:", "a share is a percentage"},
        {"share(a) >= 0%", "column 13:", "more than 0% and less than 100%"},
        {"share(a) <= 100%", "column 13:", "more than 0% and less than 100%"},
        {"share(a) <= -5%", "column 13:", "more than 0% and less than 100%"},
        {"share(a) <= reference", "column 13:", "a share has no reference"},
        {"share(a) <= reference-0.1", "column 13:", "a share has no reference"},
        {"quality >= reference-", "column 22:", "expected a number"},
        {"quality >= reference--1", "column 22:", "expected a number"},
        {"quality >= reference-1%", "column 23:", "could mean points or a ratio"},
        {"quality >= reference2", "column 21:", "expected the end"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const std::string message = error_of(row.text);
        CHECK_THAT(message, Catch::Matchers::StartsWith(row.column));
        CHECK_THAT(message, Contains(row.message));
    }
}

TEST_CASE("a hostile gate cannot control the terminal that shows its error") {
    try {
        parse_gate("\x1b[2J");
        FAIL("no error");
    } catch (const Error& error) {
        CHECK_THAT(error.what(), !Contains("\x1b"));
    }
}

TEST_CASE("a tolerated slowdown just below the least automatic must-detect one stands alone") {
    CHECK(parse_gate("wall_time 4.99%") == Gate{statistical("wall_time", 0.0499)});
}

TEST_CASE("several gates of a scenario are read in the order written") {
    const std::vector<Gate> gates = parse_gates({"throughput 3%", "wall_time", "wall_time <= 20ms"});
    REQUIRE(gates.size() == 3);
    CHECK(gates[0] == Gate{statistical("throughput", 0.03)});
    CHECK(gates[1] == Gate{statistical("wall_time")});
    CHECK(std::holds_alternative<Budget>(gates[2]));
    CHECK(parse_gates({}).empty());
}

TEST_CASE("none beside another gate is an error in either order") {
    CHECK(parse_gates({"none"}) == std::vector<Gate>{GateNone{}});
    CHECK_THROWS_WITH(parse_gates({"none", "wall_time"}), Contains("none excludes every other gate"));
    CHECK_THROWS_WITH(parse_gates({"wall_time", "none"}), Contains("none excludes every other gate"));
}

TEST_CASE("a metric has one gate against the baseline and any number of budgets") {
    CHECK_THROWS_WITH(parse_gates({"wall_time", "wall_time 3%"}), Contains("already has a gate"));
    CHECK(parse_gates({"quality >= 0.5", "quality <= 1", "quality"}).size() == 3);
}

TEST_CASE("budgets alone want no baseline") {
    CHECK(want_baseline({}));
    CHECK(want_baseline({"none"}));
    CHECK(want_baseline({"wall_time"}));
    CHECK(want_baseline({"peak_rss <= 64MiB", "wall_time 3%"}));
    CHECK_FALSE(want_baseline({"peak_rss <= 64MiB", "wall_time <= 1s"}));
}

TEST_CASE("only limits that are relative want a reference") {
    CHECK(want_reference({"wall_time", "quality >= reference-0.01"}));
    CHECK_FALSE(want_reference({"wall_time", "quality >= 0.9"}));
    CHECK_FALSE(want_reference({}));
}

TEST_CASE("throughput is a default gate only where the number of items varies") {
    CHECK(default_gates(false) == std::vector<Gate>{statistical("wall_time")});
    CHECK(default_gates(true) == std::vector<Gate>{statistical("wall_time"), statistical("throughput")});
}

TEST_CASE("a metric's name may begin with any letter, and an escaped parenthesis closes nothing") {
    for (const char* const gate : {"a 3%", "z 3%", "A 3%", "Z 3%"}) {
        CHECK(to_text(parse_gate(gate)).front() == gate[0]);
    }
    CHECK_THROWS_WITH(parse_gate("share(a\\)"), Catch::Contains("never closed"));
}

TEST_CASE("an exact count has no must-detect growth, and none is accepted silently") {
    CHECK_THAT(error_of("instructions 0.5%/1%"), Contains("column 18") && Contains("\"instructions 0.5%\""));
    CHECK_THAT(error_of("instructions 0.5%/"), Contains("must-detect"));
}

TEST_CASE("instructions are counted where a gate or a limit is on them") {
    CHECK(want_instructions({"wall_time", "instructions 0.5%"}));
    CHECK(want_instructions({"instructions <= 100"}));
    CHECK_FALSE(want_instructions({}));
    CHECK_FALSE(want_instructions({"none"}));
    CHECK_FALSE(want_instructions({"wall_time", "peak_rss <= 64MiB"}));
}
