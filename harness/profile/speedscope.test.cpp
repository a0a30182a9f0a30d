#include "profile/speedscope.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

#include <nlohmann/json.hpp>

using namespace ratchet;
using nlohmann::json;

TEST_CASE("a profile as speedscope reads it") {
    TakenProfile profile;
    profile.stacks = read_folded("p`main;f 3\np`main 40\n", "x");
    const json document = json::parse(write_speedscope(profile, "a \"name\""));
    CHECK(document.at("$schema") == "https://www.speedscope.app/file-format-schema.json");
    CHECK(document.at("name") == "a \"name\"");
    CHECK(document.at("activeProfileIndex") == 0);
    CHECK(document.at("shared").at("frames") ==
          json::parse(R"([{"name": "main", "file": "p"}, {"name": "f"}])"));
    CHECK(document.at("profiles") == json::parse(R"([{"type": "sampled", "name": "a \"name\"", "unit": "none",
              "startValue": 0, "endValue": 43, "samples": [[0], [0, 1]], "weights": [40, 3]}])"));
}

TEST_CASE("no stacks are a profile without samples, and hostile names are text") {
    CHECK(json::parse(write_speedscope({}, "")).at("profiles").at(0).at("samples").empty());
    TakenProfile profile;
    profile.stacks.add(std::vector{profile.stacks.index_of("</script>\"\\\n\xff", "")}, 1);
    profile.stacks.add(std::vector{profile.stacks.index_of("", "m")}, 1);
    const json frames = json::parse(write_speedscope(profile, "\x01")).at("shared").at("frames");
    CHECK(frames.at(0).at("name") == "</script>\"\\\n\xef\xbf\xbd");
    CHECK(frames.at(1).at("name") == "[unknown]");
}
