#include "registry/build_info.hpp"

#include "catch.hpp"

using ratchet::build_info;
using ratchet::BuildInfo;

TEST_CASE("the last optimisation flag counts") {
    const auto optimised = [](const std::string& flags) {
        return build_info("", "GNU 12.2.0", flags).optimised;
    };
    CHECK(optimised("-O3 -DNDEBUG") == true);
    CHECK(optimised("-O2 -O0") == false);
    CHECK(optimised("-O0  -Os") == true);
    CHECK(optimised("-O") == true);
    CHECK(optimised("-g -Wall") == false);
    CHECK(optimised("") == false);
    CHECK(optimised("-fno-O3") == false);
}

TEST_CASE("sanitizers are taken from the flags") {
    CHECK(build_info("", "Clang 14", "-O1 -fsanitize=address,undefined -g").sanitizers ==
          "address,undefined");
    CHECK(build_info("", "Clang 14", "-fsanitize=address -fsanitize=undefined").sanitizers ==
          "address,undefined");
    CHECK(build_info("", "Clang 14", "-fno-sanitize=all -fsanitize-recover=all").sanitizers.empty());
}

TEST_CASE("without a compiler nothing is known of the build") {
    CHECK(build_info("Release", "", "") == BuildInfo{"Release", "", "", std::nullopt, ""});
}

TEST_CASE("sanitizers told from two sides are joined") {
    CHECK(ratchet::joined_sanitizers("undefined", "") == "undefined");
    CHECK(ratchet::joined_sanitizers("undefined,address", "address,thread") == "address,thread,undefined");
    CHECK(ratchet::joined_sanitizers("", "").empty());
}
