#include "catch.hpp"
#include "profile/flame_svg.hpp"
#include "profile/folded.hpp"

#include <nlohmann/json.hpp>

using namespace ratchet;
using nlohmann::json;

namespace {

json data_drawn_of(const CallTree& tree, const std::string& compared = "", const std::string& title = "t") {
    const FlameNames names = flame_names(tree);
    const FlamePicture picture{.title = title,
                               .subtitle = "s",
                               .unit = "samples",
                               .tree = tree,
                               .names = names,
                               .legend = {{"c1", "<kernel>"}},
                               .look = {},
                               .details = {},
                               .compared = compared};
    const std::string text = flame_data(picture);
    CHECK(text.find_first_of("<>&'") == std::string::npos);
    return json::parse(text);
}

std::string samples_drawn_of(std::uint64_t samples) {
    Stacks stacks;
    stacks.add(std::vector{stacks.index_of("f", "")}, samples);
    return data_drawn_of(call_tree(stacks)).at("nodes").get<std::string>().substr(2);
}

}  // namespace

TEST_CASE("numbers are digits of 32, the lowest first, each but the last marked") {
    CHECK(samples_drawn_of(1) == "B");
    CHECK(samples_drawn_of(31) == "f");
    CHECK(samples_drawn_of(32) == "gB");
    CHECK(samples_drawn_of(1023) == "/f");
    CHECK(samples_drawn_of(1024) == "ggB");
    CHECK(samples_drawn_of(std::uint64_t{1} << 53U) == "ggggggggggI");  // 8 * 32^10
}

TEST_CASE("a node is levels up, name and samples; with a baseline its samples too") {
    const CallTree tree = call_tree(read_folded("a;b;c 1\na;d 2\ne 3\n", "new"));
    // Names: each once in the tree, so by text: a 1, b 2, c 3, d 4, e 5.
    CHECK(data_drawn_of(tree).at("nodes") ==
          "ABA"    // a below the root
          "ACA"    // b below a
          "ADB"    // c below b
          "CEC"    // d: two levels up
          "CFD");  // e: two levels up
    const CallTree both = call_tree(read_folded("a 1\n", "new"), read_folded("a 2\ngone 33\n", "old"));
    CHECK(data_drawn_of(both, R"({"ratio":[1,0],"z":[3,3]})").at("nodes") ==
          "ABBC"     // a: 1 and 2
          "BCAhB");  // gone: 0 and 33
    CHECK(data_drawn_of(both, R"({"ratio":[1,0],"z":[3,3]})").at("compared").at("z") == json({3, 3}));
    CHECK(data_drawn_of(both).contains("compared") == false);
}

TEST_CASE("what was left out is node of name 0, and no stacks are no nodes") {
    CHECK(data_drawn_of(call_tree(read_folded("a 99\nb 1\n", "x"), {0.02, 1000})).at("nodes") ==
          "ABjD"   // a: 99 is 3 + 3 * 32
          "BAB");  // the rest
    CHECK(data_drawn_of(call_tree(Stacks{})).at("nodes") == "");
}

TEST_CASE("texts are ASCII without markup, and read back as they were") {
    const std::string hostile = "</script>&'\"\\ \x7f µ \U0001F600";
    const json data = data_drawn_of(call_tree(read_folded("m`a 1\n", "x")), "", hostile);
    CHECK(data.at("title") == hostile);
    CHECK(data.at("subtitle") == "s");
    CHECK(data.at("unit") == "samples");
    CHECK(data.at("legend") == json::parse(R"([["c1", "<kernel>"]])"));
    CHECK(data.at("names") == json::parse(R"(["…", "a"])"));
    CHECK(data.at("modules").at(1).at(0) == "m");
    CHECK(data.at("looks").at(0) == 0);
    CHECK(data.at("looks").at(1).get<int>() / 3 == 1);
}
