#include "report/plot_text.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("text is as wide as its letters and its font") {
    CHECK(text_width("", 12) == 0);
    CHECK(text_width("ill", 12) < text_width("mmm", 12) / 2);
    CHECK(text_width("abc", 24) == Approx(2 * text_width("abc", 12)));
    CHECK(text_width("一", 12) > text_width("a", 12));
}

TEST_CASE("text that is too wide loses its middle and nothing else") {
    CHECK(fitted_text("short", 12, 200) == "short");
    const std::string fitted = fitted_text(std::string(200, 'W') + "/end", 12, 100);
    CHECK(text_width(fitted, 12) <= 100);
    CHECK_THAT(fitted, Catch::StartsWith("W") && Catch::Contains("…") && Catch::EndsWith("end"));
    CHECK(fitted_text("a\nb", 12, 200) == "a\\nb");
    CHECK(fitted_text("WWW", 12, 1) == "…");
}
