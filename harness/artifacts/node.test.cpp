#include "artifacts/node.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cstdint>
#include <limits>

#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using Catch::Contains;
using nlohmann::json;

const Source source{"run.json", "measure again"};

/// Reads `value`, which stands under "k", as a `T`.
template <class T>
T read_as(const json& value) {
    const json document{{"k", value}};
    T read{};
    Node(document, "", source).at("k").read(read);
    return read;
}

TEST_CASE("a value is read as what it is, to the ends of its range") {
    CHECK(read_as<bool>(true));
    CHECK(read_as<int>(std::numeric_limits<int>::min()) == std::numeric_limits<int>::min());
    CHECK(read_as<std::int64_t>(std::numeric_limits<std::int64_t>::min()) ==
          std::numeric_limits<std::int64_t>::min());
    CHECK(read_as<std::uint64_t>(std::numeric_limits<std::uint64_t>::max()) ==
          std::numeric_limits<std::uint64_t>::max());
    CHECK(read_as<double>(3) == 3.0);
    CHECK(read_as<std::string>("x") == "x");
    CHECK(read_as<std::vector<double>>({1, 2.5}) == std::vector{1.0, 2.5});
    CHECK(read_as<std::vector<double>>(json::array()).empty());
}

TEST_CASE("a value of another type or out of range is told with file, path and advice") {
    CHECK_THROWS_WITH(read_as<double>("fast"), "run.json: k: expected a number, got a string; measure again");
    CHECK_THROWS_WITH(read_as<int>(std::int64_t{1} << 31), Contains("k: out of range"));
    CHECK_THROWS_WITH(read_as<int>(1.5), Contains("expected an integer, got a fractional number"));
    CHECK_THROWS_WITH(read_as<std::int64_t>(std::numeric_limits<std::uint64_t>::max()),
                      Contains("out of range"));
    CHECK_THROWS_WITH(read_as<std::uint64_t>(-1), Contains("must not be negative"));
    CHECK_THROWS_WITH(read_as<bool>(0), Contains("expected true or false"));
    CHECK_THROWS_WITH(read_as<std::string>(nullptr), Contains("expected a string, got null"));
    CHECK_THROWS_WITH((read_as<std::vector<double>>({1, "2"})), Contains("k[1]: expected a number"));
    CHECK_THROWS_WITH((read_as<std::vector<double>>(json::object())), Contains("expected an array"));
}

TEST_CASE("members are found or missing by name, and elements by number") {
    const json document{{"there", 1}, {"nothing", nullptr}, {"list", {{{"x", 1}}, {{"x", "y"}}}}};
    const Node root(document, "", source);
    CHECK(root.find("there"));
    CHECK_FALSE(root.find("nothing"));
    CHECK_FALSE(root.find("absent"));
    CHECK_THROWS_WITH(root.at("absent"), "run.json: absent: missing; measure again");
    CHECK_THROWS_WITH(root.at("there").at("x"), Contains("there: expected an object, got a number"));
    const std::vector<Node> list = root.at("list").elements();
    REQUIRE(list.size() == 2);
    int number = 0;
    CHECK_THROWS_WITH(list[1].at("x").read(number), Contains("list[1].x: expected an integer"));
    CHECK(root.members().size() == 3);
    CHECK_THROWS_WITH(root.at("list").members(), Contains("expected an object, got an array"));
}

TEST_CASE("a key that could pass for a path or a message is quoted in it, and a long word is cut") {
    const json document{{"a.b: fine\n", "x"}};
    double number = 0;
    CHECK_THROWS_WITH(Node(document, "", source).at("a.b: fine\n").read(number),
                      Contains(R"("a.b: fine\n")") && !Contains("fine\n: "));
    try {
        Node(document, "k", source).fail_unknown(std::string(500, 'w'));
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        CHECK(std::string(error.what()).size() < 200);
    }
}

}  // namespace
}  // namespace ratchet::artifacts
