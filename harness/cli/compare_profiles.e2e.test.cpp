#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "testing/can_sample.hpp"
#include "testing/small_project_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;

namespace {

/// A directory to run `ratchet compare --profile` in.
struct ComparedFiles {
    testing::TemporaryDirectory directory;

    [[nodiscard]] fs::path path(const std::string& name) const { return directory.path() / name; }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary) << text;
    }

    [[nodiscard]] SubprocessResult compare(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {RATCHET_PROGRAM, "compare"});
        return run_subprocess(arguments, directory.path().string(), std::chrono::minutes(1));
    }
};

/// Works, and tells a time that has nothing to do with it, so that verdicts do not depend on the machine.
std::string works(const std::string& what, const std::string& seconds) {
    return std::string(RATCHET_PROFILED_PROGRAM) + " " + what + " && " + reports_time(seconds);
}

nlohmann::json json_of(const fs::path& file) {
    return nlohmann::json::parse(text_of(file));
}

constexpr auto sampled = R"({"repetitions": 9, "profiler": "auto", "timeout_s": 20})";

}  // namespace

TEST_CASE("two profiles are compared function by function, and drawn") {
    const ComparedFiles here;
    here.write("a", "p`main;p`hash 300\np`main;p`sort 700\n");
    here.write("b", "p`main;p`hash 600\np`main;p`sort 400\n");
    const SubprocessResult result = here.compare({"a", "b", "--profile"});
    INFO(testing::all_output(result));
    REQUIRE(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("hash") && Contains("30.0 %") && Contains("60.0 %") &&
                                  Contains("+30.00") && Contains("2 of 2 functions changed beyond chance"));
    CHECK_THAT(result.output, Catch::EndsWith("\ndiff.svg\n"));
    CHECK_THAT(text_of(here.path("diff.svg")), Contains("<svg") && Contains("b against a"));

    const SubprocessResult same = here.compare({"a", "a", "--profile", "--output", "deep/down/same.svg"});
    CHECK(same.exit_code == 0);
    CHECK_THAT(same.output, Contains("None of 2 functions changed") && Contains("deep/down/same.svg"));
    CHECK(fs::exists(here.path("deep/down/same.svg")));
}

TEST_CASE("the comparison of profiles as JSON is alone on standard output") {
    const ComparedFiles here;
    here.write("a", "main;hash 300\nmain;sort 700\n");
    here.write("b", "main;hash 600\nmain;sort 400\n");
    const SubprocessResult result = here.compare({"a", "b", "--profile", "--json", "--output", "x.svg"});
    REQUIRE(result.exit_code == 0);
    const auto document = nlohmann::json::parse(result.output);
    CHECK(document.at("picture") == "x.svg");
    CHECK(document.at("changed").size() == 2);
    CHECK(fs::exists(here.path("x.svg")));
}

TEST_CASE("what cannot be compared says why, and leaves no picture") {
    const ComparedFiles here;
    here.write("a", "main;hash 300\n");
    here.write("words", "hello world\n");
    here.write("callgrind.out.1", "events: Ir\nfn=main\n1 25\n");
    here.write("host/group/work.json",
               R"({"$schema": "ratchet/baseline/1", "scenario": "group/work", "nothing": 1})");
    const auto refuses = [&](const std::vector<std::string>& arguments, int code, const std::string& why) {
        const SubprocessResult result = here.compare(arguments);
        INFO(testing::all_output(result));
        CHECK(result.exit_code == code);
        CHECK_THAT(result.error_output, Contains(why));
        CHECK_FALSE(fs::exists(here.path("diff.svg")));
    };
    refuses({"a", "missing", "--profile"}, 2, "missing");
    refuses({"a", "words", "--profile"}, 3, "words");
    refuses({"a", "callgrind.out.1", "--profile"}, 2, "A counts samples and B instructions");
    refuses({"a", "host/group/work.json", "--profile"}, 3, "work.json");
    refuses({"-", "-", "--profile"}, 2, "standard input");
    refuses({"a", "a", "--profile", "--markdown"}, 2, "--markdown");
    refuses({"a", "a", "--output", "x.svg"}, 2, "--profile");
}

TEST_CASE("stacks go with a baseline, a later session is drawn against them, and both are compared") {
    if (!testing::can_sample()) {
        return;
    }
    SmallProject project;
    project.add("work", works("split 0.15", "0.010"), sampled);
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const SubprocessResult promoted = project.run({"baseline", "promote", "--force"});
    INFO(testing::all_output(promoted));
    REQUIRE(promoted.exit_code == 0);

    const fs::path baseline = project.baseline_file("work");
    const fs::path stacks = fs::path(baseline).replace_extension(".folded");
    const nlohmann::json about = json_of(baseline).at("profile");
    CHECK(about.at("session") == fs::canonical(project.output() / "latest").filename().string());
    CHECK(read_folded(text_of(stacks), "stacks").samples() == about.at("samples"));
    CHECK(fs::file_size(stacks) <= 65536);
    CHECK_THAT(project.run({"baseline", "show"}).output, Contains("probe/work: stacks of "));

    // Slower, by more than any host would explain, and for another reason than before.
    project.add("work", works("split 0.15", "0.100") + " && " + RATCHET_PROFILED_PROGRAM + " kernel 0.2",
                sampled);
    const SubprocessResult regressed = project.run({"run", "probe/work"});
    INFO(testing::all_output(regressed));
    CHECK(regressed.exit_code == 1);
    CHECK_THAT(regressed.output,
               Contains("What changed in the profile of probe/work:") && Contains("profile/diff.svg"));
    const fs::path session = project.output() / "latest";
    const std::string diff =
        json_of(session / "scenarios/probe/work/scenario.json").at("artifacts").at("diff.svg");
    CHECK(diff == "scenarios/probe/work/profile/diff.svg");
    CHECK_THAT(text_of(session / diff), Contains("<svg") && Contains("times as long"));
    CHECK_THAT(text_of(session / "report.md"), Contains(diff));
    CHECK_THAT(text_of(session / "scenarios/probe/work/profile/profile.md"), Contains("diff.svg"));
    CHECK(text_of(session / "scenarios/probe/work/baseline.folded") == text_of(stacks));

    // Derived again it is the same, without the baseline directory.
    const std::string drawn = text_of(session / diff);
    fs::rename(project.baselines(), project.root() / "elsewhere");
    fs::remove(session / diff);
    project.run({"report", fs::canonical(session).string(), "--only-write"});
    CHECK(text_of(session / diff) == drawn);
    fs::rename(project.root() / "elsewhere", project.baselines());

    const SubprocessResult compared =
        run_subprocess({RATCHET_PROGRAM, "compare", baseline.string(),
                        (session / "scenarios/probe/work").string(), "--profile"},
                       project.root().string(), std::chrono::minutes(1));
    INFO(testing::all_output(compared));
    CHECK(compared.exit_code == 0);
    CHECK_THAT(compared.output, Contains("seventy"));
    CHECK(fs::exists(project.root() / "diff.svg"));
}

TEST_CASE("stacks that are not the baseline's are a warning, and go with a session that has none") {
    if (!testing::can_sample()) {
        return;
    }
    SmallProject project;
    project.add("work", works("split 0.05", "0.010"), sampled);
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    REQUIRE(project.run({"baseline", "promote", "--force"}).exit_code == 0);
    const fs::path stacks = fs::path(project.baseline_file("work")).replace_extension(".folded");
    std::ofstream(stacks, std::ios::app) << "main 1\n";

    CHECK(project.run({"run", "probe/work"}).exit_code == 0);
    const nlohmann::json record = json_of(project.output() / "latest/scenarios/probe/work/scenario.json");
    CHECK(record.at("warnings").dump().find("baseline_profile") != std::string::npos);
    CHECK_FALSE(record.at("artifacts").contains("diff.svg"));
    CHECK_THAT(text_of(project.output() / "latest/report.md"),
               Contains("The stacks beside the baseline are not used"));
    CHECK_THAT(project.run({"baseline", "show"}).output,
               Contains("The stacks beside the baseline are not used"));

    CHECK(project.run({"run", "--profiler", "none", "probe/work"}).exit_code == 0);
    const SubprocessResult promoted = project.run({"baseline", "promote", "--force"});
    INFO(testing::all_output(promoted));
    CHECK(promoted.exit_code == 0);
    CHECK_THAT(promoted.output, Contains("its stacks go: it was not profiled"));
    CHECK_FALSE(fs::exists(stacks));
    CHECK(json_of(project.baseline_file("work")).at("profile").is_null());
    CHECK_THAT(project.run({"baseline", "show"}).output, Contains("probe/work: no stacks"));
}

TEST_CASE("a recording takes one profile of a scenario, in its last round, and an append leaves it") {
    if (!testing::can_sample()) {
        return;
    }
    SmallProject project;
    project.add("work", works("split 0.01", "0.010"), sampled);
    const SubprocessResult updated = project.run({"baseline", "update", "--force"});
    INFO(testing::all_output(updated));
    REQUIRE(updated.exit_code == 0);
    CHECK_THAT(updated.error_output, Contains("round 13 of 13, and profiled"));
    CHECK_THAT(updated.error_output, !Contains("round 12 of 13, and profiled"));
    const fs::path stacks = fs::path(project.baseline_file("work")).replace_extension(".folded");
    const std::string recorded = text_of(stacks);
    REQUIRE_FALSE(recorded.empty());
    const nlohmann::json about = json_of(project.baseline_file("work")).at("profile");

    REQUIRE(project.run({"run", "probe/work"}).exit_code == 0);
    const SubprocessResult appended = project.run({"baseline", "append", "--force"});
    INFO(testing::all_output(appended));
    CHECK(appended.exit_code == 0);
    CHECK(json_of(project.baseline_file("work")).at("sessions").size() == 2);
    CHECK(text_of(stacks) == recorded);
    CHECK(json_of(project.baseline_file("work")).at("profile") == about);
}

TEST_CASE("the picture of a comparison takes no profile's place, nor a pipe's") {
    const testing::TemporaryDirectory here;
    const std::string profile = (here.path() / "a.folded").string();
    std::ofstream(profile) << "main 5\n";
    REQUIRE(mkfifo((here.path() / "pipe").c_str(), 0600) == 0);
    const auto refused = [&](const std::string& output) {
        return run_subprocess({RATCHET_PROGRAM, "compare", "--profile", profile, profile, "--output", output},
                              here.path().string(), std::chrono::minutes(1));
    };
    CHECK(refused("a.folded").exit_code == 2);
    CHECK(text_of(profile) == "main 5\n");
    CHECK(refused("pipe").exit_code == 2);
    CHECK(fs::is_fifo(here.path() / "pipe"));
    CHECK(refused("new.svg").exit_code == 0);
}
