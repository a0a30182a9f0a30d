#include "profile/folded.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

Stacks two_stacks() {
    Stacks stacks;
    const FrameIndex main = stacks.index_of("main", "program");
    const FrameIndex search = stacks.index_of("search(Tree&, int)", "program");
    const FrameIndex malloc = stacks.index_of("malloc", "libc.so.6");
    stacks.add(std::vector{main, search, malloc}, 3);
    stacks.add(std::vector{main, search}, 40);
    return stacks;
}

std::string refusal(std::string_view text) {
    try {
        read_folded(text, "stacks.folded");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        CHECK(error.where() == "stacks.folded");
        return error.message();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("a stack is a line, outermost function first, sorted") {
    CHECK(write_folded(two_stacks()) ==
          "program`main;program`search(Tree&, int) 40\n"
          "program`main;program`search(Tree&, int);libc.so.6`malloc 3\n");
    CHECK(write_folded({}).empty());
}

TEST_CASE("what is written reads back the same") {
    const std::string text = write_folded(two_stacks());
    const Stacks read = read_folded(text, "here");
    CHECK(read.samples() == 43);
    CHECK(write_folded(read) == text);
    CHECK(read.frames()[0] == Frame{"main", "program"});
}

TEST_CASE("folded lines of other tools are read") {
    const Stacks stacks = read_folded("\nmain;operator new (unsigned long) 2\r\nmain 1\n\nmain 1", "here");
    CHECK(stacks.size() == 2);
    CHECK(stacks[0].samples == 2);
    CHECK(stacks[1].samples == 2);
    CHECK(stacks.frames()[1] == Frame{"operator new (unsigned long)", ""});
    CHECK(read_folded("", "here").empty());
}

TEST_CASE("hostile names stay one frame of one line") {
    const Frame hostile{"a;b`c\nd\x1b\xff<script>\xc2\x85", "m`;n"};
    CHECK(folded_frame(hostile) == "m':n`a:b'c d ?<script> ");
    CHECK(folded_frame({"", "m"}) == "m`[unknown]");
    Stacks stacks;
    stacks.add(std::vector{stacks.index_of(hostile.function, hostile.module)}, 7);
    const Stacks read = read_folded(write_folded(stacks), "here");
    CHECK(read.size() == 1);
    CHECK(read.samples() == 7);
    CHECK(read.frames()[0] == Frame{"a:b'c d ?<script> ", "m':n"});
}

TEST_CASE("what is no folded stack is refused with its line") {
    CHECK_THAT(refusal("main 1\nmain;a"), Contains("line 2 has no number of samples"));
    for (const auto* text :
         {"main x", "main -1", "main 0", "main 1.5", "main ", "main 99999999999999999999"}) {
        INFO(text);
        CHECK_THAT(refusal(text), Contains("line 1 has no positive whole number"));
    }
    CHECK_THAT(refusal("main 1\nmain 9007199254740992"), Contains("line 2: ") && Contains("2^53"));
    for (const auto* text : {"main; 1", "main;;a 1", ";main 1", "m` 1", " 1"}) {
        INFO(text);
        CHECK_THAT(refusal(text), Contains("line 1 has a frame without a name"));
    }
}
