#include "base/text.hpp"

#include "catch.hpp"

#include <limits>
#include <string>
#include <vector>

using namespace ratchet;

using Names = std::vector<std::string>;

TEST_CASE("letters and digits are those of ASCII") {
    for (const char c : {'A', 'Z', 'a', 'z', '0', '9'}) {
        CHECK(is_alphanumeric(c));
    }
    for (const char c : {'@', '[', '`', '{', '/', ':', '_', '\xe4'}) {
        CHECK_FALSE(is_alphanumeric(c));
    }
}

TEST_CASE("a typo finds the name that was meant") {
    const Names names{"tree_search/wide_tree", "tree_search/deep_tree", "zstd/level3"};
    CHECK(near_names("tree_search/wide_tere", names).front() == "tree_search/wide_tree");
    CHECK(near_names("TREE_SEARCH/deep_tree", names).front() == "tree_search/deep_tree");
    CHECK(near_names("zstd/level2", names) == Names{"zstd/level3"});
}

TEST_CASE("a name without its group finds the full name") {
    CHECK(near_names("wide_tree", {"tree_search/wide_tree", "zstd/level3"}) ==
          Names{"tree_search/wide_tree"});
}

TEST_CASE("what resembles nothing finds nothing") {
    CHECK(near_names("quick", {"tree_search/wide_tree", "zstd/level3"}).empty());
    CHECK(near_names("", {"a", "b"}).empty());
    CHECK(near_names("x", {}).empty());
}

TEST_CASE("at most three names are offered, nearest first and each once") {
    const Names near =
        near_names("kernel", {"kernel_d", "kernels", "kernel_c", "kernel_b", "kernels", "kernle"});
    CHECK(near == Names{"kernel_b", "kernel_c", "kernel_d"});
    CHECK(near_names("kernel5", {"kernel", "kernel4x", "kernel4"}) == Names{"kernel", "kernel4", "kernel4x"});
}

TEST_CASE("two neighbours exchanged are one edit") {
    CHECK(near_names("abc", {"bac"}) == Names{"bac"});
}

TEST_CASE("nothing printable can control a terminal") {
    CHECK(printable("plain µ 漢 \\ text") == "plain µ 漢 \\ text");
    CHECK(printable("a\nb\r\tc") == "a\\nb\\r\\tc");
    CHECK(printable("\x1b[31mred\x1b[0m") == "\\x1b[31mred\\x1b[0m");
    CHECK(printable(std::string("nul\0", 4)) == "nul\\x00");
    CHECK(printable("\x7f") == "\\x7f");
    CHECK(printable("\u009b") == "\\u{9b}");        // one-character control sequence introducer
    CHECK(printable("a\u202eb") == "a\\u{202e}b");  // direction override
    CHECK(printable("\u200bx\ufeff") == "\\u{200b}x\\u{feff}");
    CHECK(printable("\xef\xbf\xbf") == "\\u{ffff}");  // XML has no such character
    CHECK(printable("caf\xe9") == "caf\\xe9");        // Latin-1
    CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");
}

TEST_CASE("a duration has three significant digits and the unit that fits") {
    CHECK(format_duration_s(0.0123) == "12.3 ms");
    CHECK(format_duration_s(4.56e-6) == "4.56 µs");
    CHECK(format_duration_s(1.234) == "1.23 s");
    CHECK(format_duration_s(12.34) == "12.3 s");
    CHECK(format_duration_s(7e-9) == "7.00 ns");
    CHECK(format_duration_s(1234.4) == "1234 s");
    CHECK(format_duration_s(9.6e-3) == "9.60 ms");
    CHECK(format_duration_s(99.4e-3) == "99.4 ms");
    CHECK(format_duration_s(0) == "0 s");
    CHECK(format_duration_s(-0.0015) == "-1.50 ms");
}

TEST_CASE("rounding moves a duration into the next unit") {
    CHECK(format_duration_s(999.4e-6) == "999 µs");
    CHECK(format_duration_s(999.6e-6) == "1.00 ms");
    CHECK(format_duration_s(9.996e-3) == "10.0 ms");
    CHECK(format_duration_s(99.96e-3) == "100 ms");
}

TEST_CASE("sizes are in powers of 1024") {
    CHECK(format_bytes(0) == "0 B");
    CHECK(format_bytes(512) == "512 B");
    CHECK(format_bytes(1024) == "1.00 KiB");
    CHECK(format_bytes(1290000) == "1.23 MiB");
    CHECK(format_bytes(1048575) == "1.00 MiB");
    CHECK(format_bytes(3.5 * 1024 * 1024 * 1024) == "3.50 GiB");
    CHECK(format_bytes(-2048) == "-2.00 KiB");
}

TEST_CASE("percentages have one decimal and a sign when asked") {
    CHECK(format_percent(0.064) == "6.4 %");
    CHECK(format_percent(0.064, Sign::always) == "+6.4 %");
    CHECK(format_percent(-0.031, Sign::always) == "-3.1 %");
    CHECK(format_percent(-0.0003, Sign::always) == "0.0 %");
    CHECK(format_percent(0) == "0.0 %");
    CHECK(format_percent(12.5, Sign::always) == "+1250 %");
}

TEST_CASE("a metric is shown in its own unit") {
    CHECK(format_metric(0.0123, "s") == "12.3 ms");
    CHECK(format_metric(2048, "B") == "2.00 KiB");
    CHECK(format_metric(2048, "B/s") == "2.00 KiB/s");
    CHECK(format_metric(4.56e6, "nodes/s") == "4.56 M nodes/s");
    CHECK(format_metric(999.7, "nodes/s") == "1.00 k nodes/s");
    CHECK(format_metric(42, "1") == "42");
    CHECK(format_metric(0.25, "") == "0.25");
    CHECK(format_metric(-0.0, "1") == "0");
    CHECK(format_metric(1.5e-5, "1") == "1.5e-05");
    CHECK(format_metric(3, "a\nb") == "3 a\\nb");
}

TEST_CASE("values on one axis share the unit that the largest is shown in") {
    CHECK(display_unit(0.0123, "s") == DisplayUnit{1e-3, "ms"});
    CHECK(display_unit(0, "s") == DisplayUnit{1, "s"});
    CHECK(display_unit(-4e-7, "s") == DisplayUnit{1e-9, "ns"});
    CHECK(display_unit(5.0 * 1024 * 1024, "B/s") == DisplayUnit{1024.0 * 1024, "MiB/s"});
    CHECK(display_unit(12, "B") == DisplayUnit{1, "B"});
    CHECK(display_unit(4.56e6, "nodes/s") == DisplayUnit{1e6, "M nodes/s"});
    CHECK(display_unit(4.56e6, "1") == DisplayUnit{1e6, "M"});
    CHECK(display_unit(4, "1") == DisplayUnit{1, ""});
    CHECK(display_unit(4, "a\nb") == DisplayUnit{1, "a\\nb"});
}

TEST_CASE("what is not finite never looks like a number") {
    const double value =
        GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                 -std::numeric_limits<double>::infinity());
    CHECK(format_duration_s(value) == "not finite");
    CHECK(format_bytes(value) == "not finite");
    CHECK(format_percent(value, Sign::always) == "not finite");
    CHECK(format_metric(value, "nodes/s") == "not finite");
}

TEST_CASE("a word for a shell is quoted where it has to be") {
    CHECK(shell_quoted("/home/a/build-1") == "/home/a/build-1");
    CHECK(shell_quoted("") == "''");
    CHECK(shell_quoted("a b") == "'a b'");
    CHECK(shell_quoted("$(touch x)") == "'$(touch x)'");
    CHECK(shell_quoted("it's") == "'it'\\''s'");
}

TEST_CASE("a day is ten characters of digits and dashes") {
    CHECK(ratchet::is_date("2026-12-31"));
    for (const char* text : {"", "2026-12-3", "2026-12-311", "2026/12/31", "31-12-2026", "tomorrow!!"}) {
        CHECK_FALSE(ratchet::is_date(text));
    }
}
