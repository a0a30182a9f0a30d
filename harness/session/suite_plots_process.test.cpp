#include "session/suite_plots_process.hpp"

#include "artifacts/store_disk.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "plotted_suites.hpp"
#include "temporary_directory_disk.hpp"

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <pthread.h>

using namespace ratchet;
using artifacts::read_text;
using artifacts::write_atomically;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

bool gnuplot_is_there() {
    if (!run_subprocess({"gnuplot", "--version"}, "", std::chrono::minutes(1)).succeeded()) {
        WARN("skipped: there is no gnuplot (apt-get install gnuplot-nox)");
        return false;
    }
    return true;
}

/// A session's directory with a report of suites of five plots each.
class PlottedSession {
  public:
    explicit PlottedSession(const std::vector<std::string>& suites) {
        for (const std::string& suite : suites) {
            const testing::PlottedSuite plotted = testing::plotted_suite();
            report_.session.host = plotted.host;
            report_.suites.push_back(plotted.suite);
            report_.suites.back().suite = suite;
            for (const auto& [name, baseline] : plotted.baselines) {
                session_.write_baseline(baseline);
            }
        }
    }

    void draw() {
        for (SuiteRecord& suite : report_.suites) {
            suite.artifacts.clear();
            suite.warnings.clear();
        }
        draw_suite_plots(session_, report_);
    }
    [[nodiscard]] const std::vector<SuiteRecord>& suites() const { return report_.suites; }
    [[nodiscard]] const fs::path& path() const { return session_.path(); }

  private:
    testing::TemporaryDirectory directory_;
    SessionDirectory session_{directory_.path()};
    SessionReport report_;
};

/// While it lives no program is found, as on a machine without gnuplot.
class NoPrograms {
  public:
    NoPrograms() { ::setenv("PATH", "/nonexistent", 1); }
    ~NoPrograms() { ::setenv("PATH", path_.c_str(), 1); }
    NoPrograms(const NoPrograms&) = delete;
    NoPrograms& operator=(const NoPrograms&) = delete;

  private:
    std::string path_ = std::getenv("PATH");
};

/// While it lives no thread can be started: its stack would be larger than the address space.
class NoThreads {
  public:
    NoThreads() {
        ::pthread_getattr_default_np(&before_);
        pthread_attr_t huge{};
        ::pthread_attr_init(&huge);
        ::pthread_attr_setstacksize(&huge, std::size_t{1} << 60U);
        REQUIRE(::pthread_setattr_default_np(&huge) == 0);
        ::pthread_attr_destroy(&huge);
    }
    ~NoThreads() {
        ::pthread_setattr_default_np(&before_);
        ::pthread_attr_destroy(&before_);
    }
    NoThreads(const NoThreads&) = delete;
    NoThreads& operator=(const NoThreads&) = delete;

  private:
    pthread_attr_t before_{};
};

const std::vector<std::string> five_suites{"a", "b", "c", "d", "e"};

}  // namespace

TEST_CASE("several drawers draw what one draws, each plot once and whole") {
    if (!gnuplot_is_there()) {
        return;
    }
    PlottedSession together(five_suites);
    together.draw();
    for (const SuiteRecord& suite : together.suites()) {
        CAPTURE(suite.suite);
        CHECK(suite.warnings.empty());
        PlottedSession alone({suite.suite});  // too few plots for a second drawer
        alone.draw();
        CHECK(suite.artifacts.size() == 20);
        CHECK(suite.artifacts == alone.suites().front().artifacts);
        for (const auto& [name, path] : suite.artifacts) {
            CAPTURE(name);
            if (name.ends_with(
                    ".svg")) {  // may begin with an empty group in the colour of the plot before it
                CHECK(read_text(together.path() / path).ends_with("</svg>\n\n"));
            } else {
                CHECK(read_text(together.path() / path) == read_text(alone.path() / path));
            }
        }
        CHECK_FALSE(fs::exists(together.path() / "suites" / suite.suite / ".plots"));
    }
}

TEST_CASE("where no thread can be started one drawer draws everything") {
    if (!gnuplot_is_there()) {
        return;
    }
    PlottedSession session(five_suites);
    {
        const NoThreads none;
        session.draw();
    }
    for (const SuiteRecord& suite : session.suites()) {
        CHECK(suite.warnings.empty());
        CHECK(suite.artifacts.size() == 20);
    }
}

TEST_CASE("without gnuplot the plots of an earlier drawing stay, and the report still has them") {
    PlottedSession session({"a", "b"});
    const fs::path plots = session.path() / "suites/a/plots";
    fs::create_directories(plots);
    write_atomically(plots / "runs.png", "drawn elsewhere");
    write_atomically(plots / "runs.gp", "script");
    write_atomically(plots / "notes.txt", "not ours");
    {
        const NoPrograms none;
        session.draw();
    }
    const SuiteRecord& kept = session.suites().front();
    CHECK(kept.artifacts ==
          std::map<std::string, std::string>{{"plots/runs.gp", "suites/a/plots/runs.gp"},
                                             {"plots/runs.png", "suites/a/plots/runs.png"}});
    REQUIRE(kept.warnings.size() == 1);
    CHECK(kept.warnings.front().kind == WarningKind::tool_missing);
    CHECK_THAT(kept.warnings.front().detail, Contains("earlier") && Contains("apt-get install gnuplot-nox"));
    CHECK(read_text(plots / "runs.png") == "drawn elsewhere");

    const SuiteRecord& bare = session.suites().back();
    CHECK(bare.artifacts.empty());
    REQUIRE(bare.warnings.size() == 1);
    CHECK_THAT(bare.warnings.front().detail, Contains("no plots were drawn"));
    CHECK_FALSE(fs::exists(session.path() / "suites/b/plots"));
    CHECK_FALSE(fs::exists(session.path() / "suites/a/.plots"));
}

TEST_CASE("a new drawing takes the place of an earlier one as a whole") {
    if (!gnuplot_is_there()) {
        return;
    }
    PlottedSession session({"a"});
    const fs::path plots = session.path() / "suites/a/plots";
    fs::create_directories(plots);
    write_atomically(plots / "runs-7.png", "of a page that is no more");
    session.draw();
    CHECK(session.suites().front().artifacts.size() == 20);
    CHECK_FALSE(fs::exists(plots / "runs-7.png"));
}
