#include "profile/callgrind_graph.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"

#include <algorithm>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

/// main 100 by itself, calls left (700) and right (200); each of them calls work: 600 and 100.
constexpr std::string_view known_graph =
    "# callgrind format\n"
    "version: 1\n"
    "creator: callgrind-3.19.0\n"
    "cmd:  ./p a=b\n"
    "part: 1\n"
    "\n"
    "positions: line\n"
    "events: Ir\n"
    "summary: 1000\n"
    "\n"
    "ob=(1) /home/me/p\n"
    "fl=(1) p.cpp\n"
    "fn=(1) main\n"
    "10 60\n"
    "cob=(2) /lib/libleft.so.1\n"
    "cfi=(2) left.cpp\n"
    "cfn=(2) left\n"
    "calls=3 20\n"
    "+1 700\n"
    "cfn=(3) right(int)\n"
    "calls=1 +5\n"
    "* 200\n"
    "+2 40\n"
    "\n"
    "ob=(2)\n"
    "fl=(2)\n"
    "fn=(2)\n"
    "20 50\n"
    "fi=(3) inlined.hpp\n"
    "-3 50\n"
    "fe=(2)\n"
    "cob=(1)\n"
    "cfn=(4) work\n"
    "calls=2 1\n"
    "0x20 600\n"
    "\n"
    "ob=(1)\n"
    "fn=(3)\n"
    "1 100\n"
    "cfn=(4)\n"
    "calls=1 1\n"
    "1 100\n"
    "\n"
    "fn=(4)\n"
    "1 700\n"
    "\n"
    "totals: 1000\n";

std::string graph_refusal(std::string_view text) {
    try {
        read_callgrind_profile(text, "callgrind.out.1");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        CHECK(error.where() == "callgrind.out.1");
        return error.message();
    }
    return "not refused";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("callgrind's graph: functions with their own cost and their calls") {
    const CallgrindGraph graph = read_callgrind_graph(known_graph, "callgrind.out.1");
    CHECK(graph.creator == "callgrind-3.19.0");
    REQUIRE(graph.functions.size() == 4);
    CHECK(graph.functions[0].frame == Frame{"main", "p"});
    CHECK(graph.functions[0].self == 100);
    REQUIRE(graph.functions[0].calls.size() == 2);
    CHECK(graph.functions[0].calls[0].callee == 1);
    CHECK(graph.functions[0].calls[0].cost == 700);
    CHECK(graph.functions[0].calls[0].calls == 3);
    CHECK(graph.functions[1].frame == Frame{"left", "libleft.so.1"});
    CHECK(graph.functions[1].self == 100);
    CHECK(graph.functions[2].frame == Frame{"right(int)", "p"});
    CHECK(graph.functions[3].frame == Frame{"work", "p"});
    CHECK(graph.functions[3].self == 700);
}

TEST_CASE("stacks share out what a function costs by what its callers' calls cost") {
    const TakenProfile profile = read_callgrind_profile(known_graph, "callgrind.out.1");
    CHECK(profile.unit == "instructions");
    CHECK(profile.rung == ProfileRung::callgrind);
    CHECK(write_folded(profile.stacks) ==
          "p`main 100\n"
          "p`main;libleft.so.1`left 100\n"
          "p`main;libleft.so.1`left;p`work 600\n"
          "p`main;p`right(int) 100\n"
          "p`main;p`right(int);p`work 100\n");
}

TEST_CASE("recursion is cut, and every function keeps its own cost exactly") {
    const std::string recursive =
        "events: Ir\nfn=main\n1 10\ncfn=even\ncalls=1 1\n1 90\n"
        "fn=even\n1 31\ncfn=odd\ncalls=5 1\n1 200\n"
        "fn=odd\n1 50\ncfn=even\ncalls=4 1\n1 150\ncfn=odd\ncalls=1 1\n1 7\n"
        "fn=alone\n1 9\ncfn=alone\ncalls=1 1\n1 3\n";
    const Stacks stacks = read_callgrind_profile(recursive, "x").stacks;
    CHECK(write_folded(stacks) == "alone 9\nmain 10\nmain;even 31\nmain;even;odd 50\n");
}

TEST_CASE("what nobody reaches from an outermost function stands under other callers") {
    const std::string cycle =
        "events: Ir\nfn=a\n1 5\ncfn=b\ncalls=1 1\n1 7\nfn=b\n1 7\ncfn=a\ncalls=1 1\n1 5\nfn=tiny\n1 0\n";
    CHECK(write_folded(read_callgrind_profile(cycle, "x").stacks) ==
          "[other callers];a 5\n[other callers];b 7\n");
}

TEST_CASE("columns, parts, jumps and threads of callgrind's") {
    const std::string text =
        "version: 1\npositions: instr line\nevents: Dr Ir Dw\n"
        "fn=(1) f\n0x401 3 7 11 2\n+4 * 1 4\n* * 9\njump=3 0x401 3\n0x405 4\njcnd=1/2 +3 +1\n* *\n"
        "part: 2\nevents: Ir\npositions: line\nfn=(1)\n3 100\nfn=(2) g\n3 1\ntotals: 1\n";
    CHECK(write_folded(read_callgrind_profile(text, "x").stacks) == "f 115\ng 1\n");
}

TEST_CASE("what is no file of callgrind's is refused with its line") {
    const auto with = [](const char* from, const char* to) {
        return graph_refusal(replaced(std::string(known_graph), from, to));
    };
    CHECK_THAT(graph_refusal(""), Contains("no line \"events: Ir\""));
    CHECK_THAT(with("events: Ir", "events: Dr Dw"), Contains("line 8 counts other events"));
    CHECK_THAT(with("10 60", "10 6x"), Contains("line 14 has \"6x\" where a number belongs"));
    CHECK_THAT(with("10 60", "1g 60"), Contains("line 14 is none of callgrind's: 1g 60"));
    CHECK_THAT(with("10 60", "hello\x1b"), Contains("line 14 is none of callgrind's: hello\\x1b"));
    CHECK_THAT(with("10 60", "hello=1"), Contains("line 14 is none"));
    CHECK_THAT(with("fn=(1) main", "fn=(1)"), Contains("line 13 refers to a name that was never given"));
    CHECK_THAT(with("fn=(1) main\n", ""), Contains("line 13 has costs outside of a function"));
    CHECK_THAT(with("cfn=(2) left\n", ""), Contains("line 17 is a call outside of a function, or of none"));
    CHECK_THAT(with("events: Ir\n", ""), Contains("line 13 has costs before"));
    CHECK_THAT(with("totals: 1000", "totals: 1001"),
               Contains("add up to 1000 instructions, its totals to 1001"));
    CHECK_THAT(with("+2 40\n", ""), Contains("add up to 960 instructions"));
    CHECK_THAT(with("10 60", "10 9007199254740993"), Contains("line 14 makes a sum larger"));
    CHECK_THAT(with("10 60", "10 99999999999999999999"), Contains("line 14 has"));
    CHECK_THAT(graph_refusal("events: Ir\nfn=f\n1 9007199254740992\nfn=g\n1 1\n"), Contains("2^53"));
    CHECK_THAT(graph_refusal("events: Ir\nfn=f\n1 0\n"), Contains("counts no instructions"));
}

TEST_CASE("a file of callgrind's that is cut off is refused wherever that is") {
    CHECK_THAT(graph_refusal(known_graph.substr(0, known_graph.find("totals"))), Contains("is cut off"));
    for (std::size_t size = known_graph.find("10 60"); size < known_graph.find("totals"); ++size) {
        CAPTURE(size);
        CHECK_THAT(graph_refusal(known_graph.substr(0, size)), !Contains("not refused"));
    }
}

TEST_CASE("a deep and a wide graph stay bounded") {
    std::string deep = "events: Ir\n";
    for (int i = 0; i < 5000; ++i) {
        deep += "fn=f" + std::to_string(i) + "\n1 1\ncfn=f" + std::to_string(i + 1) + "\ncalls=1 1\n1 " +
                std::to_string(5000 - i) + "\n";
    }
    const Stacks stacks = read_callgrind_profile(deep + "fn=f5000\n1 1\n", "x").stacks;
    CHECK(stacks.samples() == 5001);
    std::size_t deepest = 0;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        deepest = std::max(deepest, stacks[i].frames.size());
    }
    CHECK(deepest == 200);

    std::string wide = "events: Ir\n";  // 2^40 ways from the first to the last
    for (int i = 0; i < 40; ++i) {
        for (const char* side : {"a", "b"}) {
            wide += "fn=" + std::string(side) + std::to_string(i) + "\n1 1000\n";
            for (const char* next : {"a", "b"}) {
                wide += "cfn=" + std::string(next) + std::to_string(i + 1) + "\ncalls=1 1\n1 " +
                        std::to_string(1'000 * (40 - i)) + "\n";
            }
        }
    }
    const Stacks many = read_callgrind_profile(wide + "fn=a40\n1 1000\nfn=b40\n1 1000\n", "x").stacks;
    CHECK(many.samples() == 82'000);
    CHECK(many.size() < 1'000'000);
}
