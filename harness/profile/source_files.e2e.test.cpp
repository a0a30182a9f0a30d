#include "catch.hpp"
#include "profile/code_file_linux.hpp"
#include "profile/source_files_linux.hpp"

#include <algorithm>

using namespace ratchet;

namespace {

const std::string seventy = "(anonymous namespace)::seventy()";

}  // namespace

TEST_CASE("debug information tells the file that a function is from") {
    if (!can_read_code()) {
        WARN("skipped: built without libdw");
        CHECK(source_files(RATCHET_PROFILED_PROGRAM, {"main"}).empty());
        return;
    }
    const auto found = source_files(RATCHET_PROFILED_PROGRAM, {"main", seventy, "no such function", ""});
    REQUIRE(found.size() == 2);
    CHECK(found.at("main").begin.ends_with("testing/profiled_program.cpp"));
    CHECK(found.at(seventy).begin.ends_with("testing/profiled_program.cpp"));
    CHECK(found.at(seventy).begin.find("..") == std::string::npos);
    // strtod, printf and std::string of the libraries' headers are inlined into it.
    CHECK_FALSE(found.at("main").inlined.empty());
    CHECK(std::find(found.at("main").inlined.begin(), found.at("main").inlined.end(),
                    found.at("main").begin) == found.at("main").inlined.end());
}

TEST_CASE("what is no program, is missing or has no debug information tells nothing") {
    CHECK(source_files("/nowhere", {"main"}).empty());
    CHECK(source_files("/etc/passwd", {"main"}).empty());
    CHECK(source_files("/", {"main"}).empty());
    CHECK(source_files("", {"main"}).empty());
    CHECK(source_files("/bin/sh", {"main"}).empty());
    CHECK(source_files(RATCHET_PROFILED_PROGRAM, {}).empty());
}
