#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "profile/gperftools_process.hpp"
#include "testing/can_sample.hpp"
#include "testing/small_project_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;
using testing::SmallProject;
using testing::text_of;
using Words = std::vector<std::string>;

namespace {

Words operator+(Words first, const Words& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

bool has_libprofiler() {
#if defined(__SANITIZE_ADDRESS__)
    WARN("skipped: a program with a sanitizer loads no other library before its own");
    return false;
#endif
    if (find_libprofiler() && can_read_code()) {
        return true;
    }
    WARN("skipped: libprofiler.so.0 or libdw is not installed");
    return false;
}

SubprocessResult run(const Words& words, const fs::path& directory) {
    SubprocessOptions options;
    options.environment = read_environment();
    (*options.environment)["NO_COLOR"] = "1";
    return run_subprocess(words, directory.string(), std::chrono::minutes(2), options);
}

const Words program{RATCHET_PROFILED_PROGRAM};
const Words exec{RATCHET_PROGRAM, "exec", "-r", "2"};

std::string all(const SubprocessResult& result) {
    return testing::all_output(result);
}

/// Of the samples in whose stacks the text occurs.
double share_of(const std::string& text, const std::string& folded) {
    const Stacks stacks = read_folded(folded, "stacks.folded");
    REQUIRE(stacks.samples() > 0);
    double found = 0;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        for (const FrameIndex frame : stacks[i].frames) {
            if (stacks.frames()[frame].function.find(text) != std::string::npos) {
                found += static_cast<double>(stacks[i].samples);
                break;
            }
        }
    }
    return found / static_cast<double>(stacks.samples());
}

}  // namespace

TEST_CASE("exec --profile measures, profiles one run more, shows what is hot and writes the stacks") {
    if (!testing::can_sample()) {
        return;
    }
    const testing::TemporaryDirectory here;
    const SubprocessResult result = run(
        exec + Words{"--profile", "--profile-directory", "deep/down", "--"} + program + Words{"split", "0.7"},
        here.path());
    INFO(all(result));
    REQUIRE(result.exit_code == 0);
    CHECK_THAT(result.output,
               Contains("seventy") && Contains("thirty") && Contains("functions, 999 Hz for "));
    CHECK(result.output.find("seventy") < result.output.find("thirty"));
    const std::string folded = text_of(fs::path(here.path()) / "deep/down/stacks.folded");
    CHECK(share_of("seventy", folded) > 0.6);
    CHECK(share_of("main", folded) > 0.97);
}

TEST_CASE("where perf events are denied the reason is shown, and gperftools stands in") {
    if (!has_libprofiler()) {
        return;
    }
    const testing::TemporaryDirectory here;
    const Words denied = Words{RATCHET_RESTRICTED, "no-perf"} + exec;
    const SubprocessResult result =
        run(denied + Words{"--profile", "--"} + program + Words{"split", "1"}, here.path());
    INFO(all(result));
    REQUIRE(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("gperftools' libprofiler.so") &&
                                  Contains("perf_event_open was refused") && Contains("--cap-add=PERFMON"));
    const std::string folded = text_of(fs::path(here.path()) / "ratchet-profile/stacks.folded");
    CHECK(share_of("seventy", folded) > 0.55);
    CHECK(share_of("main", folded) > 0.9);
}

TEST_CASE("a profiler that is asked for by name and is not to be had is an error, with the reason") {
    const testing::TemporaryDirectory here;
    const Words denied = Words{RATCHET_RESTRICTED, "no-perf"} + exec;
    const SubprocessResult result =
        run(denied + Words{"--profile", "--profiler", "sampling", "--"} + program + Words{"split", "0.1"},
            here.path());
    CHECK(result.exit_code == 4);
    CHECK_THAT(result.output, Contains("split 0.1"));  // what was measured is shown all the same
    CHECK_THAT(result.error_output, Contains("no profile") && (Contains("perf_event_open was refused") ||
                                                               Contains("built without libdw")));
}

TEST_CASE("a user without rights sees his own functions, and is told why not the kernel's") {
    if (geteuid() != 0) {
        WARN("skipped: only root can become nobody");
        return;
    }
    if (!testing::can_sample()) {
        return;
    }
    const testing::TemporaryDirectory here;
    fs::permissions(here.path(), fs::perms::all);
    const SubprocessResult result =
        run(Words{RATCHET_RESTRICTED, "nobody"} + exec + Words{"--profile", "--profiler", "sampling", "--"} +
                program + Words{"split", "0.7"},
            here.path());
    INFO(all(result));
    if (result.exit_code != 0) {  // Debian's paranoid 3 denies it altogether
        CHECK_THAT(result.error_output, Contains("perf_event_paranoid"));
        return;
    }
    CHECK_THAT(result.output, Contains("user functions alone") &&
                                  Contains("no better profile: the kernel's own functions are not shown") &&
                                  Contains("perf_event_paranoid"));
    const std::string folded = text_of(fs::path(here.path()) / "ratchet-profile/stacks.folded");
    CHECK(share_of("seventy", folded) > 0.6);
    CHECK(share_of("main", folded) > 0.97);
}

TEST_CASE("a stripped program's functions go by their addresses, and each has one") {
    if (!testing::can_sample()) {
        return;
    }
    const testing::TemporaryDirectory here;
    const fs::path stripped = fs::path(here.path()) / "stripped";
    if (run({"strip", "-o", stripped.string(), RATCHET_PROFILED_PROGRAM}, here.path()).exit_code != 0) {
        WARN("skipped: strip is not installed");
        return;
    }
    const SubprocessResult result =
        run(exec + Words{"--profile", "--", stripped.string(), "split", "0.7"}, here.path());
    INFO(all(result));
    REQUIRE(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("stripped+0x"));
    CHECK_THAT(result.output, Contains("note: ") && Contains("stripped is stripped (no .symtab)"));
    const std::string folded = text_of(fs::path(here.path()) / "ratchet-profile/stacks.folded");
    CHECK(share_of("_start", folded) + share_of("__libc_start", folded) > 0.9);
    // thirty and seventy: 30 and 70 % of the samples, whatever their names are.
    const Stacks stacks = read_folded(folded, "stacks.folded");
    std::map<FrameIndex, std::uint64_t> self;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        self[stacks[i].frames.back()] += stacks[i].samples;
    }
    std::uint64_t most = 0;
    for (const auto& [frame, samples] : self) {
        most = std::max(most, samples);
    }
    CHECK(static_cast<double>(most) / static_cast<double>(stacks.samples()) == Approx(0.7).margin(0.1));
}

TEST_CASE("a session warns of a stripped program, and profiles it all the same") {
    if (!testing::can_sample()) {
        return;
    }
    SmallProject project;
    const std::string stripped = (project.root() / "stripped").string();
    if (run({"strip", "-o", stripped, RATCHET_PROFILED_PROGRAM}, project.root()).exit_code != 0) {
        WARN("skipped: strip is not installed");
        return;
    }
    project.add_program("work", {stripped, "split", "0.3"},
                        R"({"repetitions": 1, "gate": ["wall_time"], "profiler": "auto", "timeout_s": 20})");
    const SubprocessResult result = project.run({"run", "probe/work"});
    INFO(all(result));
    const fs::path session = project.output() / "latest";
    const nlohmann::json record =
        nlohmann::json::parse(text_of(session / "scenarios/probe/work/scenario.json"));
    CHECK(record.at("profile").at("samples") > 200);
    CHECK(record.at("warnings").at(0).at("kind") == "stripped");
    CHECK_THAT(text_of(session / "report.md"),
               Contains("is stripped (no .symtab): its functions go by their addresses"));
}

TEST_CASE("a gated scenario has a profile in its session, which was no run of it") {
    if (!testing::can_sample()) {
        return;
    }
    SmallProject project;
    const std::string work = std::string(RATCHET_PROFILED_PROGRAM) + " split 0.3";
    project.add("work", work,
                R"({"repetitions": 9, "gate": ["wall_time"], "profiler": "auto", "timeout_s": 20})");
    project.add("free", work, R"({"repetitions": 1, "gate": ["none"], "profiler": "auto", "timeout_s": 20})");
    const SubprocessResult result = project.run({"run", "probe/work", "probe/free"});
    INFO(all(result));
    const fs::path session = project.output() / "latest";
    const nlohmann::json record =
        nlohmann::json::parse(text_of(session / "scenarios/probe/work/scenario.json"));
    const nlohmann::json& profile = record.at("profile");
    INFO(profile.dump(1));
    CHECK(profile.at("asked_for") == "auto");
    CHECK(profile.at("samples") > 500);
    CHECK(profile.at("runs") >= 2);
    CHECK(profile.at("lost") == 0);
    CHECK(profile.at("profiled_metrics").at("wall_time") > 0.2);
    CHECK(record.at("completed_runs") == 9);
    CHECK_THAT(result.output, Contains("profile of probe/work: sampled by the kernel's perf events") &&
                                  Contains("lost 0 (0.0 %)"));
    CHECK_THAT(text_of(session / "report.md"),
               Contains("## Profiles") && Contains("| probe/work | sampled by"));
    const std::string stacks = record.at("artifacts").at("stacks.folded");
    CHECK(stacks == "scenarios/probe/work/profile/stacks.folded");
    CHECK(share_of("seventy", text_of(session / stacks)) > 0.6);

    const nlohmann::json free =
        nlohmann::json::parse(text_of(session / "scenarios/probe/free/scenario.json"));
    CHECK(free.at("profile").is_null());
    CHECK_FALSE(fs::exists(session / "scenarios/probe/free/profile"));
}

TEST_CASE("a gate never fails for want of a profile, unless a profiler was named") {
    SmallProject project;
    project.add("work", "sleep 0.01", R"({"repetitions": 1, "profiler": "auto", "timeout_s": 20})");
    const auto denied = [&](const Words& arguments) {
        return run(Words{RATCHET_RESTRICTED, "no-perf"} + project.command_line(arguments), project.root());
    };
    const auto record = [&] {
        return nlohmann::json::parse(text_of(project.output() / "latest/scenarios/probe/work/scenario.json"));
    };
    const SubprocessResult automatic = denied({"run", "probe/work"});
    INFO(all(automatic));
    CHECK(automatic.exit_code != 4);
    const std::string why = record().at("profile").at("why");
    CHECK_THAT(why, Contains("perf_event_open was refused") || Contains("built without libdw"));
    CHECK_THAT(automatic.output,
               Contains("no profile: ") || Contains("no better profile: ") || Contains("no samples: "));
    CHECK_THAT(text_of(project.output() / "latest/report.md"), Contains("## Profiles"));

    // Nor for want of a place for what profiled runs write.
    const SubprocessResult without_place = project.run({"run", "probe/work"}, {{"TMPDIR", "/nonexistent"}});
    INFO(all(without_place));
    CHECK(without_place.exit_code == automatic.exit_code);
    CHECK_THAT(record().at("profile").at("why").get<std::string>(), Contains("/nonexistent"));

    const SubprocessResult named = denied({"run", "--profiler", "sampling", "probe/work"});
    INFO(all(named));
    CHECK(named.exit_code == 4);
    CHECK(record().at("profile").at("rung").is_null());
    CHECK(record().at("verdict").at("verdict") == "failed");
    CHECK_THAT(named.output, Contains("PROFILER sampling is not to be had"));
}

TEST_CASE("a program that people use has the terminal for its own while it is profiled") {
    const testing::TemporaryDirectory here;
    if (run({"script", "--version"}, here.path()).exit_code != 0 || !testing::can_sample()) {
        WARN("skipped: script (bsdutils) is not installed");
        return;
    }
    // It asks whether it is in front, reads a line that is typed, and works.
    std::ofstream(fs::path(here.path()) / "asks.sh")
        << "#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && echo both\nread line && echo \"got $line\"\n"
        << RATCHET_PROFILED_PROGRAM << " split 0.3\n";
    std::ofstream(fs::path(here.path()) / "typed") << "hello\n";
    const std::string command = std::string(RATCHET_PROGRAM) + " exec --profile --interactive -- sh asks.sh";
    const SubprocessResult result =
        run({"sh", "-c", "(sleep 1; cat typed; sleep 1) | script -qec \"$1\" /dev/null", "sh", command},
            here.path());
    INFO(all(result));
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("both") && Contains("got hello") && Contains("seventy"));

    const SubprocessResult absent =
        run({RATCHET_PROGRAM, "exec", "--profile", "--interactive", "--", "./no-such"}, here.path());
    CHECK(absent.exit_code == 4);
    CHECK_THAT(absent.error_output, Contains("no-such"));

    const SubprocessResult brief =
        run({RATCHET_PROGRAM, "exec", "--profile", "--interactive", "--frequency", "1", "--", "true"},
            here.path());
    CHECK(brief.exit_code == 4);
    CHECK_THAT(brief.error_output, Contains("nothing was sampled") || Contains("no profile"));
    const SubprocessResult alone = run({RATCHET_PROGRAM, "exec", "--interactive", "--", "true"}, here.path());
    CHECK(alone.exit_code == 2);
    CHECK_THAT(alone.error_output, Contains("--profile"));
}
