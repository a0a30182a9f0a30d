#include "report/gnuplot_text.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("no text can end the string it is in, or be more than one line") {
    CHECK(gnuplot_string("plain name") == "'plain name'");
    CHECK(gnuplot_string("it's") == "'it’s'");
    CHECK(gnuplot_string("'; system('x') #") == "'’; system(’x’) #'");
    CHECK(gnuplot_string("a\nb\r\x1b[2J") == "'a\\nb\\r\\x1b[2J'");
    CHECK(gnuplot_string("\xff\xc0\x80") == "'\\xff\\xc0\\x80'");
    CHECK(gnuplot_string("") == "''");
}

TEST_CASE("no text makes an SVG that is no XML") {
    CHECK(gnuplot_string("a]]>b") == "'a]] >b'");
    CHECK(gnuplot_string("\xef\xbf\xbf\xef\xbf\xbe") == "'\\u{ffff}\\u{fffe}'");
    CHECK(gnuplot_string("a > b") == "'a > b'");
}

TEST_CASE("numbers read back the same, and there is one zero") {
    CHECK(gnuplot_number(0.1) == "0.1");
    CHECK(gnuplot_number(-0.0) == "0");
    CHECK(gnuplot_number(1.9e-7) == "1.9e-07");
    CHECK(gnuplot_number(12) == "12");
}

TEST_CASE("blocks of data are told apart by two empty lines and counted from 0") {
    GnuplotData data;
    CHECK(data.add("first\n1 2", {{1, 2}}) == 0);
    CHECK(data.add("second", {{3}, {4}}) == 1);
    CHECK(data.text() == "# first\\n1 2\n1 2\n\n\n# second\n3\n4\n");
}

TEST_CASE("layers are drawn in order, each from its block; one without rows is none") {
    GnuplotData data;
    PlotLayers layers(data, "x.dat", "a/b");
    CHECK(layers.text().empty());
    layers.add("nothing", {}, "1", "with dots");
    const int block = layers.add("values", {{1, 2}}, "1:2", "with lines");
    layers.again("1:2", "with points");
    layers.add("more", {{3, 4}}, "1:2", "with dots");
    CHECK(block == 0);
    CHECK(layers.text() ==
          "plot 'x.dat' index 0 using 1:2 with lines, \\\n"
          "     'x.dat' index 0 using 1:2 with points, \\\n"
          "     'x.dat' index 1 using 1:2 with dots\n");
    CHECK(data.text() == "# a/b: values\n1 2\n\n\n# a/b: more\n3 4\n");
}
