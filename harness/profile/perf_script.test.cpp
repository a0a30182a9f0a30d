#include "profile/perf_script.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

std::string folded_from(std::string_view text) {
    return write_folded(read_perf_script(text, "out.txt").stacks);
}

std::string script_refusal(std::string_view text) {
    try {
        read_perf_script(text, "out.txt");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        CHECK(error.where() == "out.txt");
        return error.message();
    }
    return "not refused";
}

constexpr std::string_view two_samples =
    "search 4711/4712  1234.567890:    1001001 cpu-clock:uH: \n"
    "\t    55d0c0a01149 Tree::walk(int (*)(int))+0x19 (/home/me/search)\n"
    "\t    7f2a1c02d24a [unknown] (/usr/lib/x86_64-linux-gnu/libc.so.6)\n"
    "\t    55d0c0a01000 main+0x4 (/home/me/search)\n"
    "\t    55d0c0a01001 _start+0x21 (/home/me/search)\n"
    "\n"
    "search 4711/4712  1234.568890:    1001001 cpu-clock:uH: \n"
    "\tffffffff8106d2a6 native_write_msr+0x6 ([kernel.kallsyms])\n"
    "\t    55d0c0a01000 main+0x8 (/home/me/search)\n"
    "\t    55d0c0a01001 _start+0x21 (/home/me/search)\n"
    "\n";

}  // namespace

TEST_CASE("perf script's stacks begin with the process, outermost function first") {
    const TakenProfile profile = read_perf_script(two_samples, "out.txt");
    CHECK(write_folded(profile.stacks) ==
          "search;search`_start;search`main;libc.so.6`[unknown];search`Tree::walk(int (*)(int)) 1\n"
          "search;search`_start;search`main;[kernel]`native_write_msr 1\n");
    CHECK(profile.rung == ProfileRung::imported);
    CHECK(profile.unit == "samples");
    CHECK(profile.unrooted == 0);
    CHECK_FALSE(profile.lost);  // not told
    CHECK(profile.why_no_better.empty());
    CHECK_FALSE(profile.frequency_hz);
}

TEST_CASE("the text may come in pieces of any size, end without an empty line, and have CR LF") {
    const std::string expected = folded_from(two_samples);
    for (std::size_t piece = 1; piece < 200; piece += 7) {
        PerfScriptReader reader("out.txt");
        for (std::size_t at = 0; at < two_samples.size(); at += piece) {
            reader.feed(two_samples.substr(at, piece));
        }
        CHECK(write_folded(reader.finish().stacks) == expected);
    }
    CHECK(folded_from(two_samples.substr(0, two_samples.size() - 1)) == expected);
    CHECK(folded_from(two_samples.substr(0, two_samples.size() - 2)) == expected);
    std::string windows;
    for (const char c : two_samples) {
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    }
    CHECK(folded_from(windows) == expected);
}

TEST_CASE("equal stacks are added up, whatever their offsets and times") {
    CHECK(
        folded_from(
            "a 1 1.0: c:\n\t1 f+0x1 (/x)\n\na 1 2.0: c:\n\t2 f+0x2 (/x)\n\na 1 3.0: 5 c:\n\t2 f (/x)\n\n") ==
        "a;x`f 3\n");
}

TEST_CASE("an inlined function has the module of the function that it is inlined into") {
    CHECK(folded_from("a 1 1.0: c:\n"
                      "\t10 deep (inlined)\n"
                      "\t10 less<int> (inlined)\n"
                      "\t10 sort+0x4 (/lib/libx.so)\n"
                      "\t20 less<int> (inlined)\n"
                      "\t20 main+0x2 (/bin/p)\n\n"
                      "a 1 1.0: c:\n\t30 __GI_malloc+0x9 (inlined)\n\t20 main+0x2 (/bin/p)\n\n"
                      "a 1 1.0: c:\n\t20 lost (inlined)\n\n") ==
          "a;lost 1\n"
          "a;p`main;__GI_malloc 1\n"
          "a;p`main;p`less<int>;libx.so`sort;libx.so`less<int>;libx.so`deep 1\n");
}

TEST_CASE("samples without stacks are lines of their own, and sources are passed over") {
    CHECK(folded_from(
              "            perf 12 [000] 3.5:   1 cycles:  ffff81 native_write_msr+0x6 ([kernel.kallsyms])\n"
              "     Web Content 12 [001] 3.6:   1 cycles:  7f81 [unknown] ([unknown])\n") ==
          "Web Content;[unknown] 1\n"
          "perf;[kernel]`native_write_msr 1\n");
    CHECK(folded_from("a 1 1.0: c:\n\t10 f+0x1 (/x)\n  file.c:12\n\t11 main (/x)\n  file.c:99\n\n") ==
          "a;x`main;x`f 1\n");
    CHECK(folded_from("a 1 1.0: c:\n\nb 1 1.0: c:\nb 1 1.0: c:\n") == "a 1\nb 2\n");
}

TEST_CASE("a path may hold what stands before a path") {
    const TakenProfile profile = read_perf_script(
        "a 1 1.0: c:\n\t27 seventy+0x27 (/tmp/My App (1)/prog)\n\na 1 1.1: c:\n\t24 seventy+0x24 (/tmp/My "
        "App (1)/prog)\n\n"
        "a 1 1.2: c:\n\t24 f(int) const (/x/prog)\n\n",
        "x");
    CHECK(write_folded(profile.stacks) == "a;prog`f(int) const 1\na;prog`seventy 2\n");
}

TEST_CASE("as many lost samples as no number holds are many, not none") {
    const TakenProfile profile = read_perf_script(
        "a 1 1.0: PERF_RECORD_LOST lost 99999999999999999999\na 1 1.0: c:\n\t10 f (/x)\n\n", "x");
    CHECK(profile.lost == std::uint64_t{1} << 53U);
}

TEST_CASE("comments, other records and lost samples") {
    const TakenProfile profile = read_perf_script(
        "# ========\n# captured on: today\n#\n"
        "a 1/1 [000] 0.1: PERF_RECORD_MMAP2 1/1: [0x1(0x2) @ 0 fe:00 1 0]: r-xp /x\n"
        "a 1 1.0: cycles:\n\t10 main (/x)\n\n"
        "a 1 [000] 1.1: PERF_RECORD_LOST lost 12\n"
        "a 1 1.0: faults:\n\t10 f (/x)\n\n",
        "out.txt");
    CHECK(profile.stacks.samples() == 2);
    CHECK(profile.lost == 12);
    CHECK(profile.why_no_better == "samples of several events are added up: cycles, faults");
    CHECK(profile.unrooted == 1);
}

TEST_CASE("what is no text of perf script is refused with its line") {
    CHECK_THAT(script_refusal(""), Contains("holds no sample") && Contains("perf record -g"));
    CHECK_THAT(script_refusal("\n# only a comment\n"), Contains("holds no sample"));
    CHECK_THAT(script_refusal("\t10 f (/x)\n"), Contains("line 1 is a frame without a sample"));
    CHECK_THAT(script_refusal("a 1 1.0: c:\n\t10 f (/x)\n\nhello\x1b world\n"),
               Contains("line 4 is neither a sample") && Contains("hello\\x1b world"));
    CHECK_THAT(script_refusal("a 1 1.0: c:\n\tno address\n"), Contains("line 2 is neither a sample"));
    CHECK_THAT(script_refusal("a 1 1.0: c\n"), Contains("line 1 is neither"));
}

TEST_CASE("a text that is cut off is told from one that ends without an empty line") {
    CHECK_THAT(script_refusal(two_samples.substr(0, two_samples.size() - 9)), Contains("line 10 is cut off"));
    CHECK_THAT(script_refusal(two_samples.substr(0, two_samples.size() - 65)), Contains("is cut off"));
    const std::size_t second = two_samples.find("\n\n") + 2;
    CHECK_THAT(script_refusal(two_samples.substr(0, second + 20)), Contains("line 7 is cut off"));
    CHECK_THAT(script_refusal(two_samples.substr(0, second + 57)),
               Contains("line 7 is cut off within a sample"));
}

TEST_CASE("a text without line ends is refused before it fills the memory") {
    PerfScriptReader reader("out.txt");
    const std::string piece(600'000, 'x');
    reader.feed(piece);
    CHECK_THROWS_WITH(reader.feed(piece), Contains("line 1 is longer than 1 MiB"));
}

TEST_CASE("hostile names stay frames") {
    CHECK(folded_from("a;b 1 1.0: c:\n\t10 f;g`h<script>\"\xff+0x1 (/tmp/m`;n (deleted))\n\n") ==
          "a:b;m':n`f:g'h<script>\"? 1\n");
}

TEST_CASE("thousands of functions are told apart") {
    std::string text;
    std::uint64_t rooted = 0;
    for (int i = 0; i < 30'000; ++i) {
        text += "a 1 1.0: c:\n\t10 f" + std::to_string(i % 10'000) + "+0x1 (/x)\n\t11 " +
                (i % 3 == 0 ? "main" : "g") + " (/x)\n\n";
        rooted += i % 3 == 0 ? 1 : 0;
    }
    const TakenProfile profile = read_perf_script(text, "out.txt");
    CHECK(profile.stacks.size() == 20'000);
    CHECK(profile.stacks.samples() == 30'000);
    CHECK(profile.unrooted == 30'000 - rooted);
}

TEST_CASE("of two offsets behind a name one is the name's") {
    CHECK(folded_from("a 1 1.0: c:\n\t1 f+0x1+0x2 (/x)\n\na 1 1.0: c:\n\t1 f+0x1 (/x)\n\n") ==
          "a;x`f 1\na;x`f+0x1 1\n");
}
