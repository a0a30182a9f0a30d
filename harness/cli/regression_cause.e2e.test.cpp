#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "testing/can_sample.hpp"
#include "testing/small_project_process.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;
using testing::SmallProject;
using testing::text_of;

namespace {

using Arguments = std::vector<std::string>;

/// A program of two functions that take a known share of the time each, in a repository of its own; to be
/// made slower and built again.
class SearchProject {
  public:
    SearchProject() {
        write("work.hpp",
              "#pragma once\n"
              "[[gnu::always_inline]] inline void work(int units) {\n"
              "    unsigned long x = 1;\n"
              "    for (long i = 0; i < units * 1'000'000L; ++i) {\n"
              "        x = x * 6364136223846793005 + 1442695040888963407;\n"
              "        asm volatile(\"\" : \"+r\"(x));\n"
              "    }\n"
              "}\n");
        write_evaluation(10);
        write("src/hash.cpp",
              "#include \"../work.hpp\"\n"
              "[[gnu::noinline]] void hash_board() { work(10); }\n");
        write("src/main.cpp",
              "void evaluate_position();\n"
              "void hash_board();\n"
              "int main() { evaluate_position(); hash_board(); }\n");
        git({"init", "--quiet"});
        git({"add", "-A"});
        git({"commit", "--quiet", "--message", "state"});
    }

    void write_evaluation(int units) const {
        write("src/evaluate.cpp", fmt::format("#include \"../work.hpp\"\n"
                                              "[[gnu::noinline]] void evaluate_position() {{ work({}); }}\n",
                                              units));
    }

    void build(const std::string& name) {
        fs::create_directories(project.root() / "bin");
        const SubprocessResult built =
            run_in(project.root(), {RATCHET_CXX_COMPILER, "-std=c++17", "-O2", "-g", "-o", "bin/" + name,
                                    "source/src/main.cpp", "source/src/evaluate.cpp", "source/src/hash.cpp"});
        INFO(testing::all_output(built));
        REQUIRE(built.succeeded());
        // By a name that stays: other arguments are another scenario.
        const fs::path current = project.root() / "bin/current";
        fs::remove(current);
        fs::create_symlink(name, current);
        project.add("work", current.string(),
                    R"({"repetitions": 9, "max_repetitions": 9, "gate": ["wall_time"],)"
                    R"( "profiler": "auto", "timeout_s": 20})");
    }

    /// A host that is restless leaves a session undecided, which says nothing of what is tried here.
    [[nodiscard]] SubprocessResult run_until_decided() const {
        constexpr int undecided = 77;
        SubprocessResult judged;
        for (int tries = 0; tries < 8; ++tries) {
            judged = project.run({"run", "--ctest", "probe/work"}, {{"NO_COLOR", "1"}});
            if (judged.exit_code != undecided) {
                break;
            }
        }
        return judged;
    }

    [[nodiscard]] nlohmann::json record(const fs::path& session = "latest") const {
        return nlohmann::json::parse(
            text_of(project.output() / session / "scenarios/probe/work/scenario.json"));
    }

    SmallProject project;

  private:
    static SubprocessResult run_in(const fs::path& directory, const Arguments& words) {
        return run_subprocess(words, directory.string(), std::chrono::minutes(2));
    }

    void write(const std::string& name, const std::string& text) const {
        const fs::path file = project.root() / "source" / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }

    void git(Arguments arguments) const {
        arguments.insert(arguments.begin(), {"git", "-c", "user.name=a", "-c", "user.email=a@b"});
        const SubprocessResult result = run_in(project.root() / "source", arguments);
        INFO(testing::all_output(result));
        REQUIRE(result.succeeded());
    }
};

/// The numbers of the record's first function, apart from those that this test is about.
void check_evaluation_is_told(const nlohmann::json& record) {
    const nlohmann::json& grown = record.at("grown_functions");
    INFO(grown.dump(1));
    REQUIRE_FALSE(grown.at("functions").empty());
    const nlohmann::json& first = grown.at("functions").at(0);
    CHECK(first.at("function") == "evaluate_position()");
    CHECK(first.at("module") == "slower");
    CHECK(first.at("is_new") == false);
    CHECK(first.at("source_file") == "src/evaluate.cpp");
    CHECK(first.at("changed_since_baseline") == true);
    CHECK(first.at("changed_files") == nlohmann::json::array({"src/evaluate.cpp"}));
    // 10 + 10 units became 160 + 10: by 7.5 times of what all took. So much that a host which was restless
    // while the baseline was recorded leaves no doubt.
    CHECK(first.at("grew_by").get<double>() == Approx(7.5).margin(3));
    CHECK(first.at("lower").get<double>() > 0.5);
    CHECK(first.at("share_before").get<double>() == Approx(0.5).margin(0.15));
    CHECK(first.at("share_now").get<double>() == Approx(0.94).margin(0.05));
    CHECK(grown.at("time_ratio").get<double>() == Approx(8.5).margin(3));
}

/// A restless host may spoil a recording, by which nothing is decided any more.
SubprocessResult record_and_slow_down(SearchProject& search) {
    SubprocessResult judged;
    for (int recordings = 0; recordings < 3 && judged.exit_code != 1; ++recordings) {
        search.write_evaluation(10);
        search.build("search");
        const SubprocessResult updated =
            search.project.run({"baseline", "update", "--force", "--reason", "recorded again"});
        INFO(testing::all_output(updated));
        REQUIRE(updated.exit_code == 0);
        // Under another name, which makes no function new.
        search.write_evaluation(160);
        search.build("slower");
        judged = search.run_until_decided();
    }
    return judged;
}

}  // namespace

TEST_CASE("a red gate names the function that got slower, whose file was changed, or says why it cannot") {
    if (!testing::can_sample()) {
        return;
    }
    SearchProject search;
    const SubprocessResult judged = record_and_slow_down(search);
    INFO(testing::all_output(judged));
    REQUIRE(judged.exit_code == 1);
    CHECK_THAT(judged.output, Contains("why: evaluate_position() (slower) +"));
    CHECK_THAT(judged.output, Contains("changed since"));
    check_evaluation_is_told(search.record());
    const fs::path session = fs::canonical(search.project.output() / "latest");
    CHECK_THAT(text_of(session / "report.md"), Contains("why: evaluate\\_position() (slower) +") ||
                                                   Contains("why: evaluate_position() (slower) +"));
    CHECK_THAT(text_of(session / "perf-junit.xml"), Contains("why: evaluate_position() (slower) +"));

    // A cause that cannot be had makes it no less red.
    fs::path stacks = search.project.baseline_file("work");
    stacks.replace_extension(".folded");
    REQUIRE(fs::exists(stacks));
    std::ofstream(stacks) << "\xff;no count\n";
    const SubprocessResult uncaused = search.run_until_decided();
    INFO(testing::all_output(uncaused));
    CHECK(uncaused.exit_code == 1);
    CHECK_THAT(uncaused.output, Contains("why: not known by function: the baseline has no stacks"));
    CHECK(search.record().at("grown_functions").at("functions").empty());
    CHECK(search.record().at("verdict").at("verdict") == "regressed");

    // Derived again from the session's files, also where neither sources nor baselines are; and kept where
    // the stacks are gone too.
    fs::rename(search.project.root() / "source", search.project.root() / "elsewhere");
    fs::remove_all(search.project.baselines());
    for (const bool has_stacks : {true, false}) {
        if (!has_stacks) {
            fs::remove_all(session / "scenarios/probe/work/profile");
        }
        const SubprocessResult again = search.project.run({"report", session.string()}, {{"NO_COLOR", "1"}});
        INFO(testing::all_output(again));
        CHECK(again.exit_code == 1);
        CHECK_THAT(again.output, Contains("why: evaluate_position() (slower) +"));
        check_evaluation_is_told(search.record(session));
    }
}
