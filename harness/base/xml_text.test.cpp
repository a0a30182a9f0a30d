#include "base/xml_text.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("markup becomes entities and control characters become visible") {
    CHECK(escape_xml("a < b && c > \"d\" 'e'") == "a &lt; b &amp;&amp; c &gt; &quot;d&quot; 'e'");
    CHECK(escape_xml("]]><x/>") == "]]&gt;&lt;x/&gt;");
    CHECK(escape_xml("a\nb\x1b[31m\x01") == "a\\nb\\x1b[31m\\x01");
    CHECK(escape_xml(std::string("a\0b", 3)) == "a\\x00b");
    CHECK(escape_xml("\xff\xc3") == "\\xff\\xc3");
    CHECK(escape_xml("τ 12.3 µs") == "τ 12.3 µs");
    CHECK(escape_xml("").empty());
}

TEST_CASE("the characters that are printable and that XML forbids become visible too") {
    CHECK(escape_xml("a\uFFFDb") == "a\uFFFDb");
    CHECK(escape_xml("a\xef\xbf\xbe\xef\xbf\xbf") == "a\\u{fffe}\\u{ffff}");
}

TEST_CASE("lines stay lines") {
    CHECK(escape_xml_lines("a<\n\r\nb\n") == "a&lt;\n\\r\nb\n");
    CHECK(escape_xml_lines("a\n\nb") == "a\n\nb");
    CHECK(escape_xml_lines("").empty());
}
