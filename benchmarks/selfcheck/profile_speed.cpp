// How fast profiles are read and drawn: each scenario runs the code that `ratchet profile` runs.

#include "call_walks.hpp"
#include "profile/call_graph_dot.hpp"
#include "profile/perf_script.hpp"
#include <ratchet/scenario.hpp>

#include <string>

using namespace selfcheck;

RATCHET_SCENARIO("collapse", "collapses 100 MB of perf script's text to stacks") {
    constexpr std::size_t bytes = 100'000'000;
    const std::string text = walked_perf_script(bytes, run.seed());
    std::size_t different = 0;
    run.measure([&] { different = ratchet::read_perf_script(text, "perf script").stacks.size(); });
    run.items(text.size(), "B");
    run.check(different > 1'000 && different <= 2'000, "the stacks are not those that were written");
}

RATCHET_SCENARIO("call_graph",
                 "draws the call graph of 150 000 samples, nearly each of another stack, as DOT") {
    ratchet::TakenProfile profile;
    profile.stacks = walked_stacks(150'000, run.seed());
    std::string dot;
    run.measure([&] { dot = ratchet::write_call_graph_dot(profile); });
    run.items(150'000, "samples");
    run.check(dot.ends_with("}\n") && dot.size() > 10'000, "the graph is not whole");
}
