#include "exec/plan.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using Words = std::vector<std::string>;

namespace {

ExecRequest request_of(Words words) {
    ExecRequest request;
    request.words = std::move(words);
    return request;
}

}  // namespace

TEST_CASE("words are the command, whatever they hold") {
    const auto groups = plan_commands(request_of({"printf", "%s", "a b", "--", "[1,2]", "$HOME", "-N"}));
    REQUIRE(groups.size() == 1);
    REQUIRE(groups[0].size() == 1);
    CHECK(groups[0][0].argv == Words{"printf", "%s", "a b", "--", "[1,2]", "$HOME", "-N"});
    CHECK(groups[0][0].name == "printf %s 'a b' -- '[1,2]' '$HOME' -N");
    CHECK(groups[0][0].setup.empty());
    CHECK(groups[0][0].prepare.empty());
    CHECK(groups[0][0].cleanup.empty());
}

TEST_CASE("--vs separates the commands of a group") {
    const auto groups = plan_commands(request_of({"old", "x", "--vs", "new", "x", "--vs", "newer"}));
    REQUIRE(groups.size() == 1);
    REQUIRE(groups[0].size() == 3);
    CHECK(groups[0][0].argv == Words{"old", "x"});
    CHECK(groups[0][1].argv == Words{"new", "x"});
    CHECK(groups[0][2].argv == Words{"newer"});
}

TEST_CASE("each setting is a group of its own, or all settings are one") {
    ExecRequest request = request_of({"zstd", "-@level@", "--vs", "gzip", "-@level@"});
    request.parameters = {{"level", {"1", "9"}}};
    const auto groups = plan_commands(request);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0][0].argv == Words{"zstd", "-1"});
    CHECK(groups[0][1].argv == Words{"gzip", "-1"});
    CHECK(groups[1][1].argv == Words{"gzip", "-9"});
    CHECK(groups[1][1].setting == Setting{{"level", "9"}});
    CHECK(groups[1][1].name == "gzip -9");

    request.words = {"zstd", "-@level@"};
    CHECK(plan_commands(request).size() == 2);
    request.compare_settings = true;
    const auto together = plan_commands(request);
    REQUIRE(together.size() == 1);
    REQUIRE(together[0].size() == 2);
    CHECK(together[0][1].argv == Words{"zstd", "-9"});
}

TEST_CASE("a shell is given one text, in which each value is one word") {
    ExecRequest request = request_of({"cat @file@ | wc"});
    request.form = CommandForm::shell;
    request.shell = "bash -eu";
    request.parameters = {{"file", {"plain.txt", "a; rm -rf b"}}};
    const auto groups = plan_commands(request);
    CHECK(groups[0][0].argv == Words{"bash", "-eu", "-c", "cat plain.txt | wc"});
    CHECK(groups[1][0].argv == Words{"bash", "-eu", "-c", "cat 'a; rm -rf b' | wc"});
    CHECK(groups[0][0].name == "cat plain.txt | wc");
    request.parameters.clear();
    request.words = {"cat", "file"};
    CHECK_THROWS_WITH(plan_commands(request), Contains("one text") && Contains("'cat file'"));
    request.words = {"cat file"};
    request.shell = " ";
    CHECK_THROWS_WITH(plan_commands(request), Contains("--shell"));
}

TEST_CASE("a text without a shell is split into words before values are put in") {
    ExecRequest request = request_of({"grep 'a b' @file@"});
    request.form = CommandForm::text;
    request.parameters = {{"file", {"with space"}}};
    request.prepares = {"touch @file@"};
    const auto groups = plan_commands(request);
    CHECK(groups[0][0].argv == Words{"grep", "a b", "with space"});
    CHECK(groups[0][0].prepare == Words{"touch", "with space"});
    request.words = {"a | b"};
    CHECK_THROWS_WITH(plan_commands(request), Contains("--shell"));
    request.words = {"' "};
    CHECK_THROWS_AS(plan_commands(request), Error);
    request.words = {"  "};
    request.parameters.clear();
    CHECK_THROWS_WITH(plan_commands(request), Contains("holds no word"));
}

TEST_CASE("set-up, preparation and clean-up go to a shell, once for all or one for each") {
    ExecRequest request = request_of({"a", "--vs", "b"});
    request.setups = {"make x"};
    request.prepares = {"sync", "echo 3 > drop"};
    request.cleanups = {"rm -f x"};
    const auto group = plan_commands(request).at(0);
    CHECK(group[0].setup == Words{"sh", "-c", "make x"});
    CHECK(group[1].setup == Words{"sh", "-c", "make x"});
    CHECK(group[0].prepare == Words{"sh", "-c", "sync"});
    CHECK(group[1].prepare == Words{"sh", "-c", "echo 3 > drop"});
    CHECK(group[1].cleanup == Words{"sh", "-c", "rm -f x"});
    request.prepares.emplace_back("third");
    CHECK_THROWS_WITH(plan_commands(request), Contains("--prepare") && Contains("3 times for 2 commands"));
}

TEST_CASE("names are as given, and settings that they do not show are added") {
    ExecRequest request = request_of({"make", "--vs", "ninja"});
    request.names = {"with make"};
    CHECK(plan_commands(request)[0][0].name == "with make");
    CHECK(plan_commands(request)[0][1].name == "ninja");
    request.names = {"make @cc@"};
    request.setups = {"cmake -DCC=@cc@ -DO=@level@"};
    request.parameters = {{"cc", {"gcc"}}, {"level", {"2"}}};
    CHECK(plan_commands(request)[0][0].name == "make gcc (level=2)");
    CHECK(plan_commands(request)[0][1].name == "ninja (cc=gcc, level=2)");
    request.names = {"a", "b", "c"};
    CHECK_THROWS_WITH(plan_commands(request), Contains("--name"));
}

TEST_CASE("what cannot be meant is refused with what to write") {
    CHECK_THROWS_WITH(plan_commands(request_of({})), Contains("ratchet exec -- sleep"));
    CHECK_THROWS_WITH(plan_commands(request_of({"a", "--vs"})), Contains("beside --vs"));
    CHECK_THROWS_WITH(plan_commands(request_of({"--vs", "a"})), Contains("beside --vs"));
    ExecRequest unused = request_of({"a"});
    unused.parameters = {{"level", {"1", "2"}}};
    CHECK_THROWS_WITH(plan_commands(unused), Contains("@level@"));
    unused.cleanups = {"rm @level@"};
    CHECK(plan_commands(unused).size() == 2);
    ExecRequest alone = request_of({"a"});
    alone.compare_settings = true;
    CHECK_THROWS_WITH(plan_commands(alone), Contains("nothing to compare"));
    alone.words = {"a", "--vs", "b"};
    alone.names = {"old", "old"};
    CHECK_THROWS_WITH(plan_commands(alone), Contains("'old' is given to two commands"));
    alone.names = {""};
    CHECK_THROWS_WITH(plan_commands(alone), Contains("--name: is empty"));
    alone.names.clear();
    CHECK_THROWS_WITH(plan_commands(alone), Contains("not both"));
}
