#include "profile/callgrind_merge.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/callgrind_graph.hpp"

#include <algorithm>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

/// main calls work: 10 and 30 instructions.
const std::string parent_text =
    "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\npid: 8\ncmd:  ./parent\npart: 1\n\n\n"
    "desc: Timerange: Basic block 0 - 3\n\npositions: line\nevents: Ir\nsummary: 40\n\n\n"
    "ob=(1) /bin/parent\nfl=(1) main.cpp\nfn=(1) main\n5 10\ncfn=(2) work\ncalls=3 20 \n+1 30\n\n"
    "fn=(2)\n20 30\n\ntotals: 40\n";

/// The same numbers stand for other names; one function is the parent's.
const std::string child_text =
    "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\npid: 9\ncmd:  ./child\npart: 1\n\n\n"
    "desc: Timerange: Basic block 0 - 3\n\npositions: line\nevents: Ir\nsummary: 12\n\n\n"
    "ob=(1) /bin/parent\nfl=(2) other.cpp\nfn=(1) operator=(X)\n7 5\ncfi=(1) main.cpp\ncfn=(2) work\n"
    "calls=1 20 \n* 7\n\nfl=(1)\nfn=(2)\n20 7\n\ntotals: 12\n";

const CallgrindFunction& function_named(const CallgrindGraph& graph, const std::string& name) {
    const auto found = std::ranges::find_if(
        graph.functions, [&](const CallgrindFunction& function) { return function.frame.function == name; });
    REQUIRE(found != graph.functions.end());
    return *found;
}

std::string why_not_merged(const std::string& second) {
    try {
        merge_callgrind({{"one", parent_text}, {"callgrind.out.9", second}});
        return "nothing was thrown";
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::measurement);
        return error.what();
    }
}

std::string exchanged(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("one text of callgrind's stays as it is, byte for byte") {
    CHECK(merge_callgrind({{"x", parent_text}}) == parent_text);
    CHECK(merge_callgrind({{"x", "no text of callgrind's"}}) == "no text of callgrind's");
}

TEST_CASE("a summary that leaves out what the functions have is made to say their total") {
    CHECK(merge_callgrind({{"x", exchanged(parent_text, "summary: 40", "summary: 7")}}) == parent_text);
}

TEST_CASE("several are one, in which costs and calls of a function are added up") {
    const std::string merged = merge_callgrind({{"one", parent_text}, {"two", child_text}});
    CHECK_THAT(merged, Contains("cmd:  ./parent\n") && !Contains("./child") && Contains("Merged: 2 files"));
    CHECK_THAT(merged, Contains("\nsummary: 52\n") && Contains("\ntotals: 52\n") && !Contains("totals: 40"));
    const CallgrindGraph graph = read_callgrind_graph(merged, "merged");
    REQUIRE(graph.functions.size() == 3);
    CHECK(function_named(graph, "main").self == 10);
    CHECK(function_named(graph, "work").self == 37);
    CHECK(function_named(graph, "operator=(X)").self == 5);
    REQUIRE(function_named(graph, "main").calls.size() == 1);
    CHECK(function_named(graph, "main").calls.front().calls == 3);
    CHECK(function_named(graph, "operator=(X)").calls.front().cost == 7);
    CHECK(callgrind_stacks(graph).samples() == 52);
}

TEST_CASE("names that are written in full, and parentheses in names, are no numbers") {
    const std::string odd = exchanged(child_text, "fn=(1) operator=(X)", "fn=(below main)");
    const std::string merged = merge_callgrind({{"one", parent_text}, {"two", odd}});
    CHECK(function_named(read_callgrind_graph(merged, "x"), "(below main)").self == 5);
}

TEST_CASE("what does not belong together, or is not whole, is refused by its name") {
    CHECK_THAT(why_not_merged(""), Contains("callgrind.out.9") && Contains("no events"));
    CHECK_THAT(why_not_merged(exchanged(child_text, "totals: 12", "")), Contains("no total"));
    CHECK_THAT(why_not_merged(exchanged(child_text, "totals: 12", "totals: 12x")), Contains("no total"));
    CHECK_THAT(why_not_merged(exchanged(child_text, "totals: 12", "totals: 18446744073709551615")),
               Contains("no total"));
    CHECK_THAT(why_not_merged(exchanged(child_text, "events: Ir", "events: Ir Dr")),
               Contains("other events"));
    CHECK_THAT(why_not_merged(exchanged(child_text, "positions: line", "positions: instr line")),
               Contains("other events or positions"));
    CHECK_THAT(why_not_merged(exchanged(child_text, "fn=(2)\n", "fn=(18446744073709551615)\n")),
               Contains("beyond all reason"));
}
