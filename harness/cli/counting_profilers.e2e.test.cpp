#include "base/environment_linux.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "profile/count_process.hpp"
#include "testing/small_project_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

// PROFILER callgrind and PROFILER counters, by the whole program.

namespace fs = std::filesystem;
using namespace ratchet;
using Catch::Contains;
using testing::SmallProject;
using testing::text_of;

namespace {

SubprocessResult run_words(const std::vector<std::string>& words, const fs::path& directory,
                           const std::map<std::string, std::string>& changes = {}) {
    SubprocessOptions options;
    options.environment = read_environment();
    (*options.environment)["NO_COLOR"] = "1";
    for (const auto& [name, value] : changes) {
        (*options.environment)[name] = value;
    }
    return run_subprocess(words, directory.string(), std::chrono::minutes(2), options);
}

bool callgrind_is_here() {
#if defined(__SANITIZE_ADDRESS__)
    WARN("skipped: valgrind runs no program with a sanitizer");
    return false;
#endif
    if (run_words({"valgrind", "--version"}, {}).exit_code != 0) {
        WARN("skipped: valgrind is not installed");
        return false;
    }
    return true;
}

/// What callgrind_annotate calls the program's total; nothing, with the reason shown, where it is missing.
std::optional<std::uint64_t> annotated_total(const fs::path& file) {
    const SubprocessResult result = run_words({"callgrind_annotate", file.string()}, file.parent_path());
    if (result.start_error) {
        WARN("skipped: " << *result.start_error);
        return std::nullopt;
    }
    INFO(testing::all_output(result));
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.error_output, !Contains("malformed"));
    const std::size_t end = result.output.find("PROGRAM TOTALS");
    REQUIRE(end != std::string::npos);
    std::string line = result.output.substr(0, end);
    line = line.substr(line.rfind('\n') + 1);  // "13,737,170 (100.0%)  "
    line = line.substr(0, line.find(' '));
    std::erase(line, ',');
    return std::stoull(line);
}

std::uint64_t total_in(const fs::path& profile) {
    return nlohmann::json::parse(text_of(profile / "profile.json")).at("samples");
}

nlohmann::json record_of_work(const SmallProject& project) {
    return nlohmann::json::parse(text_of(project.output() / "latest/scenarios/probe/work/scenario.json"));
}

const std::vector<std::string> exec_once{RATCHET_PROGRAM, "exec", "-r", "2", "--profile", "--profiler"};

std::vector<std::string> exec_words(const std::string& profiler, const std::vector<std::string>& command) {
    std::vector<std::string> words = exec_once;
    words.insert(words.end(), {profiler, "--"});
    words.insert(words.end(), command.begin(), command.end());
    return words;
}

}  // namespace

TEST_CASE("what callgrind wrote is kept, callgrind_annotate opens it, and its total is ours exactly") {
    if (!callgrind_is_here()) {
        return;
    }
    const testing::TemporaryDirectory here;
    using Command = std::vector<std::string>;
    for (const Command& arguments : {Command{"fixed", "10"},
                                     // Forks and executes: several files are one.
                                     Command{"processes", "0.03"}}) {
        CAPTURE(arguments.front());
        Command command{RATCHET_PROFILED_PROGRAM};
        command.insert(command.end(), arguments.begin(), arguments.end());
        const SubprocessResult result = run_words(exec_words("callgrind", command), here.path());
        INFO(testing::all_output(result));
        REQUIRE(result.exit_code == 0);
        CHECK_THAT(result.output,
                   Contains("counted by callgrind") && Contains("seventy") && !Contains("unrooted"));
        const fs::path profile = fs::path(here.path()) / "ratchet-profile";
        CHECK(total_in(profile) > 10'000);
        if (const auto total = annotated_total(profile / "callgrind.out")) {
            CHECK(*total == total_in(profile));
        }
        CHECK_THAT(text_of(profile / "top.txt"), Contains("exact") && Contains("an estimate"));
        CHECK_THAT(text_of(profile / "profile.md"),
                   Contains("callgrind_annotate") && Contains("--profiler callgrind"));
        CHECK(fs::file_size(profile / "flamegraph.svg") > 0);
        CHECK(fs::file_size(profile / "callgraph.dot") > 0);
    }
}

TEST_CASE("a scenario of PROFILER callgrind keeps the file in its session, made anew with all else") {
    if (!callgrind_is_here()) {
        return;
    }
    SmallProject project;
    project.add("work", RATCHET_PROFILED_PROGRAM " fixed 10; true",
                R"({"repetitions": 1, "gate": ["none"], "profiler": "callgrind", "timeout_s": 60})");
    const SubprocessResult result = project.run({"run", "probe/work"});
    INFO(testing::all_output(result));
    CHECK(result.exit_code != 4);
    const nlohmann::json record = record_of_work(project);
    CHECK(record.at("profile").at("rung") == "callgrind");
    CHECK(record.at("profile").at("runs") == 1);
    CHECK(record.at("profile").at("frequency_hz").is_null());
    const fs::path session = project.output() / "latest";
    const std::string kept = record.at("artifacts").at("callgrind.out");
    CHECK(kept == "scenarios/probe/work/profile/callgrind.out");
    CHECK(record.at("profile").at("samples") == total_in((session / kept).parent_path()));
    if (const auto total = annotated_total(session / kept)) {
        CHECK(record.at("profile").at("samples") == *total);
    }
    const std::string before = text_of(session / kept);
    const SubprocessResult again =
        run_words({RATCHET_PROGRAM, "profile", (session / "scenarios/probe/work").string()}, project.root());
    CHECK(again.exit_code == 0);
    CHECK_THAT(again.output, Contains("callgrind.out"));
    CHECK(text_of(session / kept) == before);
}

TEST_CASE("without valgrind PROFILER callgrind fails what asked for it, and says how to get it") {
    SmallProject project;
    project.add("work", "true", R"({"repetitions": 1, "timeout_s": 60})");
    fs::create_directories(project.root() / "bin");
    fs::create_symlink("/bin/sh", project.root() / "bin/sh");
    const std::map<std::string, std::string> nothing_else{{"PATH", (project.root() / "bin").string()}};
    const SubprocessResult result = run_words(
        project.command_line({"run", "--profiler", "callgrind", "probe/work"}), project.root(), nothing_else);
    INFO(testing::all_output(result));
    CHECK(result.exit_code == 4);
    CHECK(record_of_work(project).at("verdict").at("verdict") == "failed");
    CHECK_THAT(
        record_of_work(project).at("verdict").at("reason").get<std::string>(),
        Contains("PROFILER callgrind is not to be had: valgrind was not found in PATH: apt-get install "
                 "valgrind"));
    CHECK_FALSE(fs::exists(project.output() / "latest/scenarios/probe/work/profile"));

    const testing::TemporaryDirectory here;
    const SubprocessResult exec =
        run_words(exec_words("callgrind", {"/bin/true"}), here.path(), nothing_else);
    CHECK(exec.exit_code == 4);
    CHECK_THAT(exec.error_output, Contains("no profile: valgrind was not found in PATH"));
}

TEST_CASE("counters alone are no profile that pictures could be made of, and that is said") {
    const testing::TemporaryDirectory here;
    const fs::path profile = fs::path(here.path()) / "profile";
    fs::create_directory(profile);
    fs::create_directory(profile / "counters.json");  // whatever it holds
    for (const fs::path& place : {profile, fs::path(here.path())}) {
        const SubprocessResult result = run_words({RATCHET_PROGRAM, "profile", place.string()}, here.path());
        CHECK(result.exit_code == 2);
        CHECK_THAT(result.error_output, Contains("counters, which have no stacks"));
    }
}

TEST_CASE("counters that are denied fail what asked for them, with the reason, and leave no file") {
    SmallProject project;
    project.add("work", "true", R"({"repetitions": 1, "timeout_s": 60})");
    std::vector<std::string> denied = project.command_line({"run", "--profiler", "counters", "probe/work"});
    denied.insert(denied.begin(), {RATCHET_RESTRICTED, "no-perf"});
    const SubprocessResult result = run_words(denied, project.root());
    INFO(testing::all_output(result));
    CHECK(result.exit_code == 4);
    CHECK_THAT(result.output, Contains("PROFILER counters is not to be had"));
    CHECK_THAT(record_of_work(project).at("profile").at("why").get<std::string>(),
               Contains("perf_event_open was refused") && Contains("--cap-add=PERFMON"));
    CHECK_FALSE(fs::exists(project.output() / "latest/scenarios/probe/work/profile"));
}

TEST_CASE("counters are a table and a document where there is a PMU, and told to be missing where not") {
    SmallProject project;
    project.add("work", RATCHET_PROFILED_PROGRAM " fixed 1000; true",
                R"({"repetitions": 1, "gate": ["none"], "profiler": "counters", "timeout_s": 60})");
    const SubprocessResult result = project.run({"run", "probe/work"});
    INFO(testing::all_output(result));
    const nlohmann::json record = record_of_work(project);
    const testing::TemporaryDirectory here;
    const SubprocessResult exec =
        run_words(exec_words("counters", {RATCHET_PROFILED_PROGRAM, "fixed", "1000"}), here.path());
    INFO(testing::all_output(exec));
    const fs::path files = fs::path(here.path()) / "ratchet-profile";
    CHECK_FALSE(fs::exists(files / "stacks.folded"));
    if (record.at("profile").at("rung").is_null()) {
        WARN("no counters here: " << record.at("profile").at("why"));
        CHECK(result.exit_code == 4);
        CHECK(exec.exit_code == 4);
        CHECK_FALSE(cpu_counts_instructions());
        CHECK_THAT(exec.error_output, Contains("no profile: ") && Contains("PMU"));
        CHECK_FALSE(fs::exists(files));
        return;
    }
    CHECK(result.exit_code != 4);
    CHECK(record.at("profile").at("rung") == "counters");
    CHECK(record.at("profile").at("profiled_metrics").at("instructions") > 100'000);
    CHECK_FALSE(record.at("metrics").contains("instructions"));
    CHECK_THAT(text_of(project.output() / "latest/report.md"), Contains("What the CPU counted"));
    CHECK(exec.exit_code == 0);
    CHECK_THAT(exec.output, Contains("instructions per cycle"));
    CHECK(nlohmann::json::parse(text_of(files / "counters.json")).at("counted").at("instructions") > 100'000);
}
