#include "profile/profile_readme.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"
#include "profile/profile_documents.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile described_profile() {
    TakenProfile profile;
    profile.stacks = read_folded("p`main;p`search(Tree&, int) 600\np`main;libc.so.6`malloc 400\n", "x");
    profile.rung = ProfileRung::user_only;
    profile.why_no_better = "perf_event_paranoid is 2";
    profile.frequency_hz = 999;
    profile.duration_s = 2;
    profile.lost = profile.throttled = profile.truncated = profile.unrooted = 0;
    return profile;
}

ProfileOrigin known_origin() {
    return {.scenario = "tree_search/wide_tree",
            .taken_at = "2026-11-27T12:00:00Z",
            .commit = "0123456789abcdef",
            .branch = "main",
            .dirty = true,
            .host = "AMD EPYC, 2 CPUs",
            .build = "GNU 12.2.0 -O2 -g",
            .regenerate = "ratchet profile x"};
}

}  // namespace

TEST_CASE("profile.md tells where a profile is from, what is hot and how each file is opened") {
    const std::string text =
        write_profile_readme(described_profile(), known_origin(),
                             {{"top.txt", ""}, {"callgraph.svg", "graphviz is missing"}, {"a.bin", ""}});
    CHECK(text ==
          "# Profile of tree_search/wide_tree\n"
          "\n"
          "- taken: 2026-11-27T12:00:00Z\n"
          "- commit: `0123456789abcdef` on `main`, with changes that were not committed\n"
          "- host: AMD EPYC, 2 CPUs\n"
          "- build: `GNU 12.2.0 -O2 -g`\n"
          "- samples: 1000 samples in 2 different stacks\n"
          "- how: sampled by the kernel's perf events, user functions alone\n"
          "- frequency and time: 999 Hz for 2.00 s\n"
          "- no better profile because: perf_event_paranoid is 2\n"
          "- losses: lost 0 (0.0 %), truncated 0 (0.0 %), unrooted 0 (0.0 %), throttled 0 times\n"
          "\n"
          "A profiled run is slowed down by being watched: no wall time is taken from it. Only what ran on a "
          "CPU was "
          "sampled; waiting is not seen.\n"
          "\n"
          "## Hot spots\n"
          "\n"
          "By samples in the function's own code.\n"
          "\n"
          "| self | 95 % | inclusive | function | module |\n"
          "|--:|--:|--:|---|---|\n"
          "| 60.0 % | 56.9-63.0 % | 60.0 % | `search(Tree&, int)` | `p` |\n"
          "| 40.0 % | 37.0-43.1 % | 40.0 % | `malloc` | `libc.so.6` |\n"
          "\n"
          "## Files\n"
          "\n"
          "### [`top.txt`](./top.txt)\n"
          "\n"
          "The 50 functions with most samples of their own, and the 50 with most in them and what they call. "
          "Begin "
          "here: a function that is first in the first list is worth looking into, one that is first in the "
          "second "
          "alone only leads there. The interval says how far a share may be off by chance.\n"
          "\n"
          "    less -S top.txt\n"
          "\n"
          "### `callgraph.svg`\n"
          "\n"
          "Not there: graphviz is missing\n"
          "\n"
          "## Making it again\n"
          "\n"
          "    ratchet profile x\n");
}

TEST_CASE("a profile of a start-up says so") {
    TakenProfile profile = described_profile();
    CHECK_THAT(write_profile_readme(profile, {}, {}), !Contains("until ready"));
    profile.until_ready_s = 0.123;
    CHECK_THAT(write_profile_readme(profile, {}, {}),
               Contains("- part: until ready, 123 ms from launch") &&
                   Contains("999 Hz for 2.00 s, until ready alone, 123 ms\n"));
}

TEST_CASE("what is not known is not shown, and what is doubtful is") {
    const std::string text = write_profile_readme({}, {}, {});
    CHECK_THAT(text, Contains("# Profile\n") && Contains("**beware**: there are no samples"));
    CHECK_THAT(text, !Contains("commit") && !Contains("host:") && !Contains("Hot spots") &&
                         !Contains("Making it again"));
}

TEST_CASE("hostile names stay where they are put") {
    TakenProfile profile;
    profile.stacks.add(std::vector{profile.stacks.index_of("a|b`c\n# d<script>\xff", "m|n")}, 200);
    ProfileOrigin origin = known_origin();
    origin.scenario = "<script>\n# x";
    origin.regenerate = "a\nb";
    const std::string text = write_profile_readme(profile, origin, {});
    CHECK_THAT(text, Contains("# Profile of &lt;script>\\\\n# x\n"));
    CHECK_THAT(text, Contains("    a\\nb\n"));
    CHECK_THAT(text, !Contains("\n# d") && !Contains("\n# x"));
}

TEST_CASE("every file that is made is described") {
    CHECK(profile_documents(described_profile(), "name").size() == 8);
    TakenProfile over_time = described_profile();
    over_time.trace_json = "{}";
    const auto documents = profile_documents(over_time, "name");
    CHECK(documents.size() == 9);
    CHECK(documents.at("trace.json") == "{}");
    std::vector<ProfileFile> files;
    for (const auto& [name, text] : documents) {
        CHECK_FALSE(text.empty());
        files.push_back({name, ""});
    }
    for (const char* name : {"diff.svg", "callgraph.svg", "callgraph-node1-edge0.1.svg"}) {
        files.push_back({name, ""});
    }
    const std::string text = write_profile_readme(described_profile(), {}, files);
    for (const ProfileFile& file : files) {
        CHECK_THAT(text, Contains("](./" + file.name + ")"));
    }
    CHECK_THAT(text, Contains("    dot -Tsvg -O callgraph.dot\n"));
    CHECK_THAT(text, Contains("    npx speedscope speedscope.json\n"));
    CHECK_THAT(text, Contains("    go tool pprof -http=: profile.pb"));
}

TEST_CASE("a profile without samples has no pictures, and one with a selection names its graph") {
    CHECK(profile_documents({}, "x").size() == 4);
    CHECK(profile_documents(described_profile(), "x", {.module = "p"}).contains("callgraph-module-p.dot"));
}
