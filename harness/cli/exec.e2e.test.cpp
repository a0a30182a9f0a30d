#include "artifacts/exec_codec.hpp"
#include "base/environment_linux.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "testing/small_project_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;
using testing::text_of;
using Words = std::vector<std::string>;

namespace {

/// A directory to run `ratchet exec` in.
struct Place {
    testing::TemporaryDirectory directory;

    [[nodiscard]] fs::path path(const std::string& name) const { return directory.path() / name; }

    [[nodiscard]] SubprocessResult exec(Words arguments,
                                        const std::map<std::string, std::string>& variables = {}) const {
        Words argv{RATCHET_PROGRAM, "exec"};
        argv.insert(argv.end(), arguments.begin(), arguments.end());
        SubprocessOptions options;
        options.environment = read_environment();
        for (const auto& [name, value] : variables) {
            (*options.environment)[name] = value;
        }
        return run_subprocess(argv, directory.path().string(), std::chrono::minutes(2), options);
    }

    /// The record of such a run.
    [[nodiscard]] ExecRecord record(Words arguments) const {
        arguments.insert(arguments.begin(), {"--json", "record.json"});
        const SubprocessResult result = exec(std::move(arguments));
        INFO(result.error_output);
        REQUIRE(result.exit_code == 0);
        return artifacts::exec_from_json(text_of(path("record.json")), "record.json");
    }
};

/// A command that appends its argument to a file and lasts as long as a shell does.
Words leaves(const std::string& mark) {
    return {"sh", "-c", "echo " + mark + " >> trace"};
}

Words operator+(Words first, const Words& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

}  // namespace

TEST_CASE("exec's documents take the place of files, never of a device or pipe; a link stays one") {
    const Place place;
    REQUIRE(::mkfifo(place.path("pipe").c_str(), 0600) == 0);
    const SubprocessResult refused = place.exec({"--json", "pipe", "-r", "2", "--", "true"});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.error_output, Contains("is no regular file"));
    CHECK(fs::is_fifo(place.path("pipe")));
    std::ofstream(place.path("real.json")) << "old";
    fs::create_symlink("real.json", place.path("link.json"));
    CHECK(place.exec({"--json", "link.json", "-r", "2", "--", "true"}).exit_code == 0);
    CHECK(fs::is_symlink(place.path("link.json")));
    CHECK_THAT(text_of(place.path("real.json")), Contains("ratchet/exec/1"));
}

TEST_CASE("exec measures a command and shows what it took") {
    const Place here;
    const SubprocessResult result = here.exec({"--repetitions", "10", "--", "sleep", "0.01"});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("sleep 0.01") && Contains("ms") && Contains("used a CPU for only"));
    CHECK_THAT(result.error_output, Contains("[1/1] sleep 0.01"));
}

TEST_CASE("exec runs the words as they are, without a shell") {
    const Place here;
    const ExecRecord record = here.record(
        {"-r", "2", "--", "sh", "-c", "printf '%s|' \"$@\" > words", "sh", "[1,2]", "$HOME", "--", "-r"});
    CHECK(text_of(here.path("words")) == "[1,2]|$HOME|--|-r|");
    CHECK(record.commands.at(0).runs.size() == 2);
    CHECK(record.commands.at(0).metrics.at("wall_time").values.size() == 2);
}

TEST_CASE("exec runs two commands in blocks by turns and judges the difference") {
    const Place here;
    const ExecRecord record =
        here.record(Words{"-r", "4", "-w", "1", "--prepare", "echo p >> trace", "--setup", "echo s >> trace",
                          "--cleanup", "echo c >> trace", "--"} +
                    leaves("a") + Words{"--vs"} + leaves("b"));
    std::string runs;
    for (const char c : text_of(here.path("trace"))) {
        runs += c == '\n' ? "" : std::string(1, c);
    }
    CHECK(runs ==
          "sspapb"
          "papbpbpa"
          "pbpapapb"
          "cc");
    REQUIRE(record.comparisons.size() == 1);
    CHECK(record.comparisons[0].gates.at(0).verdict == Verdict::inconclusive);  // two blocks say nothing
    CHECK_THAT(record.comparisons[0].gates[0].reason, Contains("too few for bounds"));
    CHECK(record.commands[1].runs.at(0).block == 1);
}

TEST_CASE("exec fails with a gate and only with it, whatever the machine") {
    const Place here;
    const Words pair{"--", "sleep", "0.01", "--vs", "sleep", "0.1"};
    CHECK(here.exec(Words{"-r", "14"} + pair).exit_code == 0);
    const SubprocessResult gated = here.exec(Words{"-r", "14", "--gate", "wall_time 10%/20%"} + pair);
    CHECK(gated.exit_code == 1);
    CHECK_THAT(gated.output, Contains("regressed") && Contains("times as long as sleep 0.01"));
    const Words faster{"--", "sleep", "0.1", "--vs", "sleep", "0.01"};
    const SubprocessResult improved = here.exec(Words{"-r", "14", "--gate", "wall_time 10%/20%"} + faster);
    CHECK(improved.exit_code == 0);
    CHECK_THAT(improved.output, Contains("improved") && Contains("times as fast as sleep 0.1"));
    CHECK(here.exec({"-r", "10", "--gate", "wall_time <= 1ms", "--", "sleep", "0.02"}).exit_code == 1);
    CHECK(here.exec({"-r", "10", "--gate", "wall_time <= 10s", "--", "sleep", "0.02"}).exit_code == 0);
    CHECK(here.exec({"-r", "10", "--gate", "peak_rss <= 1GiB", "--", "true"}).exit_code == 0);
}

TEST_CASE("exec stops by itself at the first look that decides") {
    const Place here;
    const ExecRecord record = here.record({"--", "sleep", "0.01", "--vs", "sleep", "0.1"});
    CHECK(record.commands[0].runs.size() == 20);
    CHECK(record.comparisons.at(0).gates.at(0).verdict == Verdict::regressed);
    CHECK(record.comparisons[0].gates[0].looks_planned == 6);
}

TEST_CASE("exec takes every setting of its parameters") {
    const Place here;
    const ExecRecord record = here.record({"-r", "1", "-L", "a=x,y z", "-P", "n=1:3:2", "--", "sh", "-c",
                                           "echo $1-$2 >> trace", "sh", "@a@", "@n@"});
    CHECK(text_of(here.path("trace")) == "x-1\nx-3\ny z-1\ny z-3\n");
    REQUIRE(record.commands.size() == 4);
    CHECK(record.commands[3].parameters == std::map<std::string, std::string>{{"a", "y z"}, {"n", "3"}});
    CHECK(record.comparisons.empty());
    const ExecRecord together = here.record({"-r", "4", "--vs", "-L", "t=0.001,0.002", "--", "sleep", "@t@"});
    CHECK(together.comparisons.size() == 1);
}

TEST_CASE("exec gives a shell the text that is meant for it, and quotes values") {
    const Place here;
    std::ofstream(here.path("a b")) << "one\ntwo\n";
    const ExecRecord record = here.record({"-r", "2", "--shell", "sh", "-L", "f=a b,x; touch hacked", "-i",
                                           "--", "cat @f@ 2> errors | wc -l > lines"});
    CHECK(record.commands[0].argv.back() == "cat 'a b' 2> errors | wc -l > lines");
    CHECK_FALSE(fs::exists(here.path("hacked")));
    const ExecRecord split = here.record({"-r", "1", "-N", "--", "sh -c 'echo \"$0\" > out' 'a  b'"});
    CHECK(text_of(here.path("out")) == "a  b\n");
    CHECK(split.commands[0].argv.size() == 4);
}

TEST_CASE("exec says which command failed and why, measures the others, and ends with 4") {
    const Place here;
    const SubprocessResult result = here.exec({"-r", "2", "-L", "code=0,3,0 ", "--json", "record.json", "--",
                                               "sh", "-c", "echo no luck >&2; exit $0", "@code@"});
    CHECK(result.exit_code == 4);
    CHECK_THAT(result.output, Contains("exit code 3") && Contains("no luck"));
    const ExecRecord record = artifacts::exec_from_json(text_of(here.path("record.json")), "x");
    CHECK(record.commands.at(1).failure.has_value());
    CHECK(record.commands.at(2).runs.size() == 2);

    CHECK(here.exec({"-r", "2", "-i", "--", "false"}).exit_code == 0);
    const SubprocessResult missing = here.exec({"-i", "--", "no-such-program"});
    CHECK(missing.exit_code == 4);
    CHECK_THAT(missing.output, Contains("no-such-program"));
    CHECK(here.exec({"--", "true", "--vs", "false"}).exit_code == 4);
    CHECK(here.exec({"--setup", "exit 9", "--", "true"}).exit_code == 4);
}

TEST_CASE("exec refuses what cannot be meant, before it measures") {
    const Place here;
    const auto refused = [&](const Words& arguments, const std::string& hint) {
        const SubprocessResult result = here.exec(arguments + Words{});
        CHECK(result.exit_code == 2);
        CHECK_THAT(result.error_output, Contains(hint));
        CHECK_FALSE(fs::exists(here.path("trace")));
    };
    refused({}, "behind --");
    refused({"sleep", "1"}, "sleep");
    refused(Words{"--gate", "wall_time 3%", "--"} + leaves("x"), "--vs");
    refused(Words{"--json", "no/such/dir.json", "--"} + leaves("x"), "no/such");
    refused(Words{"--csv", here.path(".").string(), "--"} + leaves("x"), "is no regular file");
    refused(Words{"--input", here.path("absent").string(), "--"} + leaves("x"),
            "no file that every run can read");
    refused(Words{"-t", "nan", "--"} + leaves("x"), "is no number of seconds");
    refused(Words{"--json", "-", "--csv", "-", "--"} + leaves("x"), "one place");
    refused(Words{"--json", "a", "--csv", "./a", "--"} + leaves("x"), "one place");
    refused(Words{"-L", "n=1,2", "--"} + leaves("x"), "@n@");
    refused(Words{"-r", "0", "--"} + leaves("x"), "repetitions");
    refused(Words{"-r", "1000", "--"} + leaves("x") + Words{"--vs"} + leaves("y"), "120");
    const Words pair = Words{"--"} + leaves("x") + Words{"--vs"} + leaves("y");
    refused(Words{"-r", "12", "--gate", "wall_time 3%"} + pair, "at least 14 runs");
    refused(Words{"-r", "8", "--gate", "wall_time <= 1ms"} + pair, "at least 9 runs");
    refused(Words{"-r", "8", "--gate", "wall_time <= 1ms", "--"} + leaves("x"), "at least 9 runs");
    refused(Words{"--shell", "sh", "-N", "--"} + leaves("x"), "--shell");
    refused(Words{"--shell", "no-such-shell", "--", "x"}, "no-such-shell");
    refused(Words{"--shell", "false", "--", "x"}, "'false' cannot run an empty command");
}

TEST_CASE("exec writes JSON, CSV and Markdown, to files and to standard output") {
    const Place here;
    const Words command{"--", "sh", "-c", "exit 0", "a,\"b\""};
    CHECK(here.exec(Words{"-r", "3", "--csv", "runs.csv", "--markdown", "table.md"} + command).exit_code ==
          0);
    CHECK_THAT(text_of(here.path("runs.csv")), Contains("\"sh -c 'exit 0' 'a,\"\"b\"\"'\",1,,"));
    CHECK_THAT(text_of(here.path("table.md")), Contains("| command"));
    const SubprocessResult document = here.exec(Words{"-r", "3", "--json", "-"} + command);
    CHECK(artifacts::exec_from_json(document.output, "x").commands.at(0).runs.size() == 3);
}

TEST_CASE("exec's documents that can be written are, whatever becomes of another") {
    const Place here;
    fs::create_directory(here.path("gone"));
    const SubprocessResult result = here.exec({"-r", "1", "--json", "gone/runs.json", "--csv", "runs.csv",
                                               "--markdown", "table.md", "--", "rm", "-rf", "gone"});
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.error_output, Contains("runs.json"));
    CHECK_THAT(text_of(here.path("runs.csv")), Contains("rm -rf gone"));
    CHECK_THAT(text_of(here.path("table.md")), Contains("rm -rf gone"));

    const SubprocessResult full = run_subprocess(
        {"sh", "-c", std::string(RATCHET_PROGRAM) + " exec -r 1 --json - --csv kept.csv -- true >/dev/full"},
        here.directory.path().string(), std::chrono::minutes(1));
    CHECK(full.exit_code == 3);
    CHECK_THAT(text_of(here.path("kept.csv")), Contains("true"));
}

TEST_CASE("exec gives its commands the caller's environment, input and output") {
    const Place here;
    std::ofstream(here.path("in")) << "hello";
    const SubprocessResult result =
        here.exec({"-r", "1", "--setup", "cat", "--prepare", "cat", "--cleanup", "cat > rest", "--input",
                   "in", "--output", "out", "--", "sh", "-c", "cat; echo \" $GREETED\""},
                  {{"GREETED", "world"}});
    CHECK(result.exit_code == 0);
    CHECK(text_of(here.path("out")) == "hello world\n");
    CHECK(fs::file_size(here.path("rest")) == 0);  // what is not measured reads and writes nothing of theirs
}

TEST_CASE("exec shows output with --tee and gives a terminal with --tty") {
    const Place here;
    const SubprocessResult shown =
        here.exec({"-r", "2", "--tee", "--", "sh", "-c", "echo out; echo err >&2"});
    CHECK_THAT(shown.error_output, Contains("out\nerr\nout\nerr\n"));
    CHECK_THAT(shown.output, !Contains("err\n"));
    CHECK(here.exec({"-r", "1", "--", "test", "-t", "1"}).exit_code == 4);
    CHECK(here.exec({"-r", "1", "--tty", "--", "test", "-t", "1"}).exit_code == 0);
}
