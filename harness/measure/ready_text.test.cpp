#include "measure/ready_text.hpp"

#include "catch.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

TEST_CASE("a text is found wherever pieces of output are divided") {
    const std::string output = "starting\nlisten listening on 8080\nmore";
    for (std::size_t cut = 0; cut <= output.size(); ++cut) {
        for (std::size_t more = 0; cut + more <= output.size(); more += 3) {
            CAPTURE(cut, more);
            ReadyText ready("listening on");
            const std::size_t end = output.find("listening on") + std::string("listening on").size();
            CHECK(ready.see(output.substr(0, cut)) == (cut >= end));
            CHECK(ready.see(output.substr(cut, more)) == (cut + more >= end));
            CHECK(ready.see(output.substr(cut + more)));
            CHECK(ready.see(""));
        }
    }
}

TEST_CASE("a text is found byte by byte, and of a text that repeats itself") {
    ReadyText ready("aab");
    int seen = 0;
    for (const char c : std::string("aaaab...")) {
        seen += ready.see(std::string(1, c)) ? 1 : 0;
    }
    CHECK(seen == 4);
    CHECK(ReadyText("x").see("abcx"));
    CHECK_FALSE(ReadyText("x").see("abc"));
    ReadyText split("ab");
    CHECK_FALSE(split.see("a\n"));
    CHECK_FALSE(split.see("b"));
}

TEST_CASE("a text that no line could be told by is refused") {
    CHECK_THAT(ready_text_problem(""), Contains("empty"));
    CHECK_THAT(ready_text_problem("a\nb"), Contains("one line"));
    CHECK_THAT(ready_text_problem(std::string("a\0b", 3)), Contains("one line"));
    CHECK(ready_text_problem(" ") == "");
    CHECK(ready_text_problem("Gr\xc3\xbc\xc3\x9f \xff") == "");
}
