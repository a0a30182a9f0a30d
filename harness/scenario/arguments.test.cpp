#include "scenario/arguments.hpp"

#include "catch.hpp"

using namespace ratchet::runtime;
using Catch::Matchers::Contains;

TEST_CASE("no arguments and --help ask for help") {
    CHECK(parse_arguments({}).action == Arguments::Action::help);
    CHECK(parse_arguments({"--ratchet-run", "x", "--help"}).action == Arguments::Action::help);
}

TEST_CASE("both lists are understood") {
    CHECK(parse_arguments({"--ratchet-list=names"}).action == Arguments::Action::list_names);
    CHECK(parse_arguments({"--ratchet-list=json"}).action == Arguments::Action::list_json);
    CHECK_THROWS_AS(parse_arguments({"--ratchet-list=xml"}), UsageError);
    CHECK_THROWS_AS(parse_arguments({"--ratchet-list"}), UsageError);
}

TEST_CASE("a planned run is understood in full") {
    const Arguments parsed =
        parse_arguments({"--ratchet-run", "wide_tree", "--ratchet-iterations=20", "--ratchet-warmup=3",
                         "--ratchet-batch=64", "--ratchet-seed=18446744073709551615"});
    CHECK(parsed.action == Arguments::Action::run);
    CHECK(parsed.scenario == "wide_tree");
    CHECK(parsed.plan == RunPlan{20, 3, 64});
    CHECK(parsed.seed == 18446744073709551615U);
}

TEST_CASE("a run without iterations explores") {
    CHECK_FALSE(parse_arguments({"--ratchet-run", "x"}).plan);
    CHECK_FALSE(parse_arguments({"--ratchet-run", "x", "--ratchet-explore", "--ratchet-seed=4"}).plan);
}

TEST_CASE("a plan may leave out warm-up and batch") {
    CHECK(parse_arguments({"--ratchet-run", "x", "--ratchet-iterations=5"}).plan == RunPlan{5, 0, 1});
}

TEST_CASE("the name of a scenario may look like an option") {
    CHECK(parse_arguments({"--ratchet-run", "--help"}).scenario == "--help");
}

TEST_CASE("numbers are taken literally and in range only") {
    for (const char* argument :
         {"--ratchet-iterations=", "--ratchet-iterations=0", "--ratchet-iterations=10001",
          "--ratchet-iterations=-1", "--ratchet-iterations=1.5", "--ratchet-iterations=5 ",
          "--ratchet-iterations=+5", "--ratchet-seed=18446744073709551616", "--ratchet-seed=0x10"}) {
        INFO(argument);
        CHECK_THROWS_AS(parse_arguments({"--ratchet-run", "x", argument}), UsageError);
    }
    CHECK_THROWS_AS(parse_arguments({"--ratchet-run", "x", "--ratchet-iterations=5", "--ratchet-batch=0"}),
                    UsageError);
}

TEST_CASE("what is unknown, incomplete or contradictory is refused by name") {
    CHECK_THROWS_WITH(parse_arguments({"--verbose\n"}), Contains("\"--verbose\\u000a\""));
    CHECK_THROWS_WITH(parse_arguments({"--ratchet-run"}), Contains("needs the name"));
    CHECK_THROWS_WITH(parse_arguments({"--ratchet-run", "x", "--ratchet-explore", "--ratchet-iterations=5"}),
                      Contains("leave out"));
    CHECK_THROWS_WITH(parse_arguments({"--ratchet-run", "x", "--ratchet-warmup=5"}),
                      Contains("add --ratchet-iterations"));
    CHECK_THROWS_WITH(parse_arguments({"--ratchet-run", "x", "--ratchet-run", "y"}),
                      Contains("one thing at a time"));
    CHECK_THROWS_WITH(parse_arguments({"--ratchet-list=names", "--ratchet-run", "y"}),
                      Contains("leave out \"--ratchet-run\""));
    CHECK_THROWS_WITH(parse_arguments({"--ratchet-run", "x", "--ratchet-seed=1", "--ratchet-seed=2"}),
                      Contains("given twice"));
}
