#include "base/environment.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("a variable that is set and empty counts as not set") {
    const std::map<std::string, std::string> environment{{"EMPTY", ""}, {"SET", "value"}};
    CHECK(variable(environment, "SET") == "value");
    CHECK_FALSE(variable(environment, "EMPTY"));
    CHECK_FALSE(variable(environment, "ABSENT"));
}
