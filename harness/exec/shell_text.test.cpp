#include "exec/shell_text.hpp"

#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <filesystem>

using namespace ratchet;
using Catch::Matchers::Contains;

TEST_CASE("values are put into a shell's text as one word each") {
    CHECK(shell_text("cat @f@ | wc", {{"f", "a b"}}) == "cat 'a b' | wc");
    CHECK(shell_text("cat 'x'@f@\"y\"", {{"f", "$z"}}) == "cat 'x''$z'\"y\"");
    CHECK(shell_text("a # it's\ncat @f@", {{"f", "a b"}}) == "a # it's\ncat 'a b'");
    CHECK(shell_text("a#'b' \\' @f@", {{"f", ""}}) == "a#'b' \\' ''");
    CHECK(shell_text("echo \"\\\"\" $(cat @f@)", {{"f", "a b"}}) == "echo \"\\\"\" $(cat 'a b')");
}

TEST_CASE("a value that needs no quotes may stand everywhere") {
    CHECK(shell_text("grep \"@n@\" 'f@n@'", {{"n", "12"}}) == "grep \"12\" 'f12'");
}

TEST_CASE("no value becomes a command, wherever its name stands") {
    const testing::TemporaryDirectory here;
    const std::vector<std::string> texts{
        "echo '@x@'",         "echo \"@x@\"",           "echo \\@x@",        "echo a # @x@",
        "# it's\necho '@x@'", "cat <<E\n@x@\nE\n",      "echo $'\\'' '@x@'", "echo \"$(echo \"@x@\")\"",
        "echo `echo '@x@'`",  "echo \"${y:-\"@x@\"}\"", "echo @x@ '@x@'",    "echo $@x@",
        "echo $((@x@))",      "a='\n'; echo @x@",       "echo \\\\@x@",      "echo @x@"};
    int put_in = 0;
    for (const std::string& text : texts) {
        for (const std::string value :
             {"$(touch hacked)", "'; touch hacked; '", "\ntouch hacked\n", "`touch hacked`"}) {
            CAPTURE(text, value);
            try {
                const std::string script = shell_text(text, {{"x", value}});
                ++put_in;
                [[maybe_unused]] const SubprocessResult ignored =
                    run_subprocess({"bash", "-c", script}, here.path().string(), std::chrono::minutes(1));
            } catch (const Error& error) {
                CHECK_THAT(error.what(), Contains("outside quotes"));
            }
            REQUIRE_FALSE(std::filesystem::exists(here.path() / "hacked"));
        }
    }
    CHECK(put_in == 3 * 4);  // of the last three texts
}
