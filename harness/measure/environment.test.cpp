#include "measure/environment.hpp"

#include "catch.hpp"

using namespace ratchet;
using Variables = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("a run's environment is built from nothing") {
    const std::map<std::string, std::string> caller{
        {"PATH", "/bin"}, {"LC_ALL", "de_DE.UTF-8"}, {"LD_PRELOAD", "x.so"}, {"TMPDIR", ""}};
    CHECK(run_environment({}, caller, "/r/result.json") == Variables{{"LANG", "C"},
                                                                     {"LC_ALL", "C"},
                                                                     {"PATH", "/bin"},
                                                                     {"RATCHET_RESULT", "/r/result.json"},
                                                                     {"TMPDIR", ""},
                                                                     {"TZ", "UTC"}});
}

TEST_CASE("a scenario's entries are set, or passed through where the caller has them") {
    const std::map<std::string, std::string> caller{{"SLOWDOWN", "0.1"}, {"OTHER", "1"}};
    const Variables variables = run_environment(
        {{"MODE", "fast=1"}, {"SLOWDOWN", std::nullopt}, {"ABSENT", std::nullopt}, {"TZ", "Asia/Tokyo"}},
        caller, "r");
    CHECK(variables == Variables{{"LANG", "C"},
                                 {"LC_ALL", "C"},
                                 {"MODE", "fast=1"},
                                 {"RATCHET_RESULT", "r"},
                                 {"SLOWDOWN", "0.1"},
                                 {"TZ", "Asia/Tokyo"}});
}

TEST_CASE("passing a variable through means as the caller has it, absence included") {
    CHECK(run_environment({{"LANG", std::nullopt}, {"TZ", std::nullopt}}, {{"TZ", "CET"}}, "r") ==
          Variables{{"LC_ALL", "C"}, {"RATCHET_RESULT", "r"}, {"TZ", "CET"}});
}

TEST_CASE("of two entries for one variable the later one counts, and none replaces RATCHET_RESULT") {
    CHECK(run_environment({{"A", "1"}, {"A", "2"}, {"RATCHET_RESULT", "elsewhere"}}, {}, "r") ==
          Variables{{"A", "2"}, {"LANG", "C"}, {"LC_ALL", "C"}, {"RATCHET_RESULT", "r"}, {"TZ", "UTC"}});
}
