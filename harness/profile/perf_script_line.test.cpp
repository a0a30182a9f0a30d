#include "profile/perf_script_line.hpp"

#include "catch.hpp"

#include <string>

using namespace ratchet;

TEST_CASE("the first line of a sample in its forms") {
    const auto sample = [](std::string_view line) { return parse_perf_script_sample(line); };
    CHECK(sample("a 1 1.5: c:")->comm == "a");
    CHECK(sample("Thread 12 345/346 [001] 1.5: 10 c:u: ")->comm == "Thread 12");
    CHECK(sample("Thread 12 345/346 [001] 1.5: 10 c:u: ")->event == "c:u");
    CHECK(sample(":-1 -1/-1 1.5: c:")->comm == ":-1");
    CHECK(sample("a 1 c:")->comm == "a");
    CHECK(sample("a 1 [003] c:")->event == "c");
    CHECK(sample("a 1 1.5: 7 cpu_core/cycles/u:  7f f (/x)")->frame == "7f f (/x)");
    for (const auto* line :
         {"", " ", "a", "a 1", "a 1 1.5:", "a b c:", "1 1.5: c:", "a 1 1.5: :", "main;f 12"}) {
        INFO(line);
        CHECK_FALSE(sample(line));
    }
}

TEST_CASE("a frame in its forms") {
    const auto frame = [](std::string_view text) { return parse_perf_script_frame(text); };
    CHECK(frame("f(int)+0x1f (/a/b c/x.so)").function == "f(int)");
    CHECK(frame("f(int)+0x1f (/a/b c/x.so)").module == "x.so");
    CHECK(frame("operator new(unsigned long) (/x)").function == "operator new(unsigned long)");
    CHECK(frame("a+0x (/x)").function == "a+0x");
    CHECK(frame("a+0xg (/x)").function == "a+0xg");
    CHECK(frame("main").function == "main");
    CHECK_FALSE(frame("main").has_file);
    CHECK(frame("f (inlined)").inlined);
    CHECK(frame("").function.empty());
    CHECK(frame("(/x)").function == "(/x)");
    CHECK(frame("f (/tmp/x (deleted))").module == "x");
    CHECK(frame("f (//anon)").module == "//anon");
    CHECK(frame("f ([vdso])").module == "[vdso]");
    CHECK(frame("f (/boot/vmlinux-6.1)").module == "[kernel]");
    CHECK(frame("f ([kernel.vmlinux])").module == "[kernel]");
    CHECK(frame("f ([nf_tables])").module == "[nf_tables]");
    CHECK(frame("f (/a/)").module == "/a/");
    CHECK(frame("[unknown] ([unknown])").module.empty());
    CHECK(parse_perf_script_address("\t  7f2A f ")->rest == "f");
    CHECK(parse_perf_script_address("\t  7f2A f")->address == 0x7f2a);
    CHECK(parse_perf_script_address("ffffffff8106d2a6")->address == 0xffffffff8106d2a6);
    CHECK(parse_perf_script_address("7f")->rest.empty());
    CHECK_FALSE(parse_perf_script_address("7g f"));
    CHECK_FALSE(parse_perf_script_address("  "));
}

TEST_CASE("frames of one function have its name and file in common") {
    const auto parts = [](std::string_view text) {
        const PerfScriptFunction function = perf_script_function(text);
        return std::string(function.name) + "|" + std::string(function.file);
    };
    CHECK(parts("f(int)+0x1f (/a b/x.so)") == "f(int)| (/a b/x.so)");
    CHECK(parts("f (/x)") == "f| (/x)");
    CHECK(parts("f+0x1f") == "f|");
    CHECK(parts("f(int)") == "f(int)|");
    CHECK(parts("+0x1f (/x)") == "+0x1f| (/x)");
    CHECK(parts("f+0x (/x)") == "f+0x| (/x)");
    CHECK(parts("f+0x1 (/x (deleted))") == "f+0x1 (/x| (deleted))");
    CHECK(parts("(/x)") == "(/x)|");
    CHECK(parts("") == "|");
}

TEST_CASE("hostile lines are taken apart without being read past their end") {
    for (const std::string text :
         {"(", ")", " (", "a (", "a ()", "+0x", "+0x1", "[", "[]", "a [", "\xff+0x1 (\xfe)", "a 1/", "a /1",
          "a -", "a -/-", "a 1 .:", "a 1 1.: c:", "a 1 .1: c:"}) {
        CAPTURE(text);
        static_cast<void>(parse_perf_script_sample(text));
        CHECK(parse_perf_script_frame(text).function.size() <= text.size());
        CHECK(perf_script_function(text).size() <= text.size());
        CHECK(parse_perf_script_address(text).has_value() ==
              (text.front() == 'a' && text.substr(1, 1) == " "));
    }
    CHECK(parse_perf_script_frame("\xff+0x1 (/\xfe)").function == "\xff");
    CHECK(parse_perf_script_address("123456789abcdef01 f")->address ==
          0x23456789abcdef01);  // its last 64 bits
}
