#include "plot/gnuplot_process.hpp"

#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "plotted_suites.hpp"
#include "report/suite_plots.hpp"
#include "temporary_directory_disk.hpp"

#include <filesystem>
#include <thread>

#include <fmt/format.h>

using namespace ratchet;
using namespace std::chrono_literals;
using artifacts::read_text;
using artifacts::write_atomically;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// Where gnuplot is absent there is nothing to test; ci/setup.sh installs it.
bool gnuplot_is_absent() {
    if (!run_subprocess({"gnuplot", "--version"}, "", 60s).succeeded()) {
        WARN("skipped: there is no gnuplot (apt-get install gnuplot-nox)");
        return true;
    }
    return false;
}

/// A folder `plots` and scripts in it.
class Workplace {
  public:
    Workplace() { fs::create_directories(path() / "a/plots"); }

    [[nodiscard]] fs::path path() const { return directory_.path(); }
    [[nodiscard]] fs::path folder() const { return path() / "a/plots"; }
    void add(const std::string& name, const std::string& text) const {
        write_atomically(folder() / name, text);
    }
    /// A program that is run in gnuplot's place.
    [[nodiscard]] std::string program(const std::string& shell_script) const {
        const fs::path file = path() / "program";
        write_atomically(file, "#!/bin/sh\n" + shell_script + "\n");
        fs::permissions(file, fs::perms::owner_all);
        return file.string();
    }

  private:
    testing::TemporaryDirectory directory_;
};

constexpr auto good_script = "set print 'drawn'\nprint 'x'\nunset print\n";

bool is_whole_png(const fs::path& file) {
    const std::string text = read_text(file);
    return text.starts_with("\x89PNG") && text.find("IEND") == text.size() - 8;
}

}  // namespace

TEST_CASE("scripts are run one after the other, each in its folder and with nothing left of the one before") {
    if (gnuplot_is_absent()) {
        return;
    }
    const Workplace place;
    place.add("first.gp", "left_behind = 1\nset xrange [7:8]\nset multiplot\n");
    place.add("second.gp",
              "set terminal unknown\nplot x\nset print 'left'\nprint exists('left_behind'), "
              "GPVAL_X_MIN\nunset print\n");
    Gnuplot gnuplot(place.path());
    CHECK(gnuplot.draw("a/plots", "first.gp") == std::nullopt);
    CHECK(gnuplot.draw("a/plots", "second.gp") == std::nullopt);
    CHECK(read_text(place.folder() / "left") == "0 -10.0\n");
}

TEST_CASE("an error in a script is told with its place, and the next plot is drawn all the same") {
    if (gnuplot_is_absent()) {
        return;
    }
    const Workplace place;
    place.add("wrong.gp", "set title 'x'\nplot 'no_such_file.dat' using 1:2\n");
    place.add("syntax.gp", "do for [i=1:2] {\nplot plot\n}\n");
    place.add("good.gp", good_script);
    Gnuplot gnuplot(place.path());
    const auto failure = gnuplot.draw("a/plots", "wrong.gp");
    REQUIRE(failure);
    CHECK_THAT(*failure, Contains("no_such_file.dat") || Contains("line 2"));
    CHECK(gnuplot.draw("a/plots", "syntax.gp"));
    CHECK_THAT(gnuplot.draw("a/plots", "missing.gp").value_or(""), Contains("missing.gp"));
    CHECK(gnuplot.draw("a/plots", "good.gp") == std::nullopt);
    CHECK(fs::exists(place.folder() / "drawn"));
    CHECK_THAT(gnuplot.draw("a/nowhere", "good.gp").value_or(""), Contains("a/nowhere"));
    CHECK(gnuplot.draw("a/plots", "good.gp") == std::nullopt);
}

TEST_CASE("without gnuplot the first plot says so, and nothing is tried again") {
    const Workplace place;
    place.add("good.gp", good_script);
    Gnuplot gnuplot(place.path(), "no-such-gnuplot");
    CHECK_THAT(gnuplot.draw("a/plots", "good.gp").value_or(""), Contains("no-such-gnuplot"));
    CHECK(gnuplot.is_missing());
    CHECK(gnuplot.draw("a/plots", "good.gp"));
}

TEST_CASE("a gnuplot that hangs is killed at the limit, and given up after three") {
    const Workplace place;
    place.add("good.gp", good_script);
    Gnuplot gnuplot(place.path(), place.program("trap '' TERM\nsleep 1000 &\nwait"), 100ms);
    for (int i = 0; i < Gnuplot::most_starts; ++i) {
        CHECK_THAT(gnuplot.draw("a/plots", "good.gp").value_or(""), Contains("did not end within 0.1 s"));
    }
    CHECK_THAT(gnuplot.draw("a/plots", "good.gp").value_or(""), Contains("given up"));
    CHECK(gnuplot.is_given_up());
    CHECK_FALSE(gnuplot.is_missing());
}

TEST_CASE("a gnuplot that dies, at once or while it draws, is a message and no signal") {
    const Workplace place;
    place.add("good.gp", good_script);
    Gnuplot gone(place.path(), place.program("echo out of memory >&2; exit 3"));
    CHECK_THAT(gone.draw("a/plots", "good.gp").value_or(""), Contains("ended") && Contains("out of memory"));
    CHECK(gone.draw("a/plots", "good.gp"));
    Gnuplot killed(place.path(), place.program("read line; kill -9 $$"));
    CHECK_THAT(killed.draw("a/plots", "good.gp").value_or(""), Contains("ended"));
}

TEST_CASE("what a gnuplot said before it died between two plots is not lost") {
    const Workplace place;
    place.add("good.gp", good_script);
    Gnuplot gnuplot(place.path(),
                    place.program("while read line; do case $line in print*) break;; esac; done\n"
                                  "echo 'ratchet: plot 1, error 0'\n"
                                  "while ! test -e drawn; do sleep 0.01; done\n"
                                  "echo out of memory; exit 3"));
    REQUIRE(gnuplot.draw("a/plots", "good.gp") == std::nullopt);
    write_atomically(place.path() / "drawn", "");
    std::this_thread::sleep_for(200ms);  // it has ended by now; had it not, the answer would be the same
    CHECK_THAT(gnuplot.draw("a/plots", "good.gp").value_or(""),
               Contains("ended") && Contains("out of memory"));
}

TEST_CASE("a gnuplot that talks without end is read without end, and kept in bounds") {
    const Workplace place;
    place.add("good.gp", good_script);
    Gnuplot gnuplot(place.path(), place.program("yes"), 300ms);
    CHECK_THAT(gnuplot.draw("a/plots", "good.gp").value_or(""), Contains("did not end"));
}

TEST_CASE("no name that could be more than a name is sent to gnuplot") {
    const Workplace place;
    Gnuplot gnuplot(place.path());
    for (const char* name : {"", "a'; system('touch x'); '", "a b", "a\nb", "`x`", "a/b.gp"}) {
        CHECK_THROWS_AS(gnuplot.draw("a/plots", name), Error);
    }
    CHECK_THROWS_AS(gnuplot.draw("a/plots'", "good.gp"), Error);
}

TEST_CASE("every plot of every kind of suite is drawn by the real gnuplot, whole and without a word") {
    if (gnuplot_is_absent()) {
        return;
    }
    const Workplace place;
    Gnuplot gnuplot(place.path());
    for (const testing::PlottedSuite& plotted :
         {testing::plotted_suite(), testing::long_suite(14), testing::lone_value(), testing::extreme_suite(),
          testing::hostile_suite()}) {
        for (const Plot& plot : suite_plots(plotted.suite, plotted.host, plotted.baselines)) {
            CAPTURE(plotted.suite.suite, plot.name);
            place.add(plot.name + ".gp", plot.script);
            place.add(plot.name + ".dat", plot.data);
            CHECK(gnuplot.draw("a/plots", plot.name + ".gp") == std::nullopt);
            CHECK(is_whole_png(place.folder() / (plot.name + ".png")));
            const std::string svg = read_text(place.folder() / (plot.name + ".svg"));
            CHECK(svg.find("</svg>") != std::string::npos);
            CHECK(svg.find("<script>alert") == std::string::npos);
            CHECK(svg.find("]]>&amp;amp;") == std::string::npos);
        }
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(place.path())) {
        CHECK(entry.path().filename() != "pwned");
    }
}
