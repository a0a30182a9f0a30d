#include "exec/program_streams_process.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/launch_workplace.hpp"

#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

using namespace ratchet;
using namespace ratchet::testing;
using Catch::Matchers::Contains;

namespace {

/// Standard error of this process into a file, while it lives.
class CapturedError {
  public:
    explicit CapturedError(const std::string& path) : saved_(dup(STDERR_FILENO)) {
        const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(file, STDERR_FILENO);
        close(file);
    }
    ~CapturedError() {
        dup2(saved_, STDERR_FILENO);
        close(saved_);
    }
    CapturedError(const CapturedError&) = delete;
    CapturedError& operator=(const CapturedError&) = delete;

  private:
    int saved_;
};

/// Runs a shell script with the streams; returns what is known of its errors.
std::string run(RealStreams& streams, Workplace& here, const std::string& script, int exit_code = 0,
                StreamUse use = StreamUse::measured) {
    LaunchRequest request = here.shell(script);
    streams.open(request, use);
    CHECK(here.run(request).exit_code == exit_code);
    return streams.close();
}

}  // namespace

TEST_CASE("a program reads nothing, its output goes nowhere and the end of its errors is known") {
    Workplace here;
    RealStreams streams({});
    CHECK(run(streams, here, "cat; echo out; echo wrong >&2; exit 3", 3) == "wrong\n");
    CHECK(run(streams, here, "true").empty());  // not the errors of the run before
    const std::string long_errors = run(streams, here, "yes | head -c 100000 >&2");
    CHECK(long_errors.size() == 4096);
}

TEST_CASE("input and output are files when asked for, the output anew for each run") {
    Workplace here;
    std::ofstream(here.path("input")) << "hello";
    RealStreams streams({.input = here.path("input"), .output = here.path("output")});
    run(streams, here, "cat; echo");
    run(streams, here, "cat");
    CHECK(content(here.path("output")) == "hello");
    run(streams, here, "test -z \"$(cat)\" && echo more", 0, StreamUse::auxiliary);
    CHECK(content(here.path("output")) == "hello");
}

TEST_CASE("with tee both streams are shown on standard error, whole, and errors are still known") {
    Workplace here;
    const std::string shown = here.path("shown");
    std::string known;
    {
        const CapturedError captured(shown);
        RealStreams streams({.tee = true});
        known =
            run(streams, here, "echo out; echo err >&2; head -c 300000 /dev/zero | tr '\\0' x; echo end >&2");
    }
    const std::string text = content(shown);
    CHECK_THAT(text, Contains("out\n") && Contains("err\n") && Contains("end\n"));
    CHECK(text.size() == 300'000 + 12);
    CHECK(known.ends_with("end\n"));
}

TEST_CASE("a program can be given a terminal, on which nobody types") {
    Workplace here;
    RealStreams streams({.terminal = true});
    const std::string known =
        run(streams, here,
            "test -t 0 && test -t 1 && test -t 2 && cat && stty size >&2 && yes | head -c 200000; echo end");
    CHECK(known.ends_with("end\r\n"));
    const std::string size = run(streams, here, "stty size");
    CHECK(size == "24 80\r\n");
    CHECK_FALSE(run(streams, here, "test -t 1 && echo yes").empty());
}

TEST_CASE("a program whose descendant keeps its output open is not waited for longer than it lives") {
    Workplace here;
    RealStreams streams({.tee = true});
    CHECK(run(streams, here, "setsid sleep 600 & exit 0").empty());
}

TEST_CASE("flags that contradict each other are refused, and the temporary directory goes away") {
    CHECK_THROWS_WITH(RealStreams({.output = "x", .tee = true}), Contains("--output"));
    CHECK_THROWS_WITH(RealStreams({.output = "x", .terminal = true}), Contains("--output"));
    CHECK_THROWS_WITH(RealStreams({.input = "x", .terminal = true}), Contains("--input"));
    std::filesystem::path directory;
    {
        const RealStreams streams({});
        directory = std::filesystem::path(streams.result_path()).parent_path();
        CHECK(std::filesystem::is_directory(directory));
    }
    CHECK_FALSE(std::filesystem::exists(directory));
}

TEST_CASE("a text that says that the program is ready is seen wherever its output goes") {
    Workplace here;
    const auto seen = [&](const StreamChoice& choice, const std::string& script) {
        RealStreams streams(choice);
        LaunchRequest request = here.shell(script);
        request.ready_text = "listening on";
        streams.open(request, StreamUse::measured);
        const LaunchResult result = here.run(request);
        streams.close();
        const auto at_ns = streams.ready().seen_ns ? streams.ready().seen_ns : result.ready_ns;
        return at_ns && *at_ns >= result.started_ns;
    };
    const std::string says = "printf 'now listen'; printf 'ing on 80\\n'; sleep 0.05";
    const std::string shown = here.path("shown");
    const CapturedError captured(shown);
    for (const StreamChoice& choice : {StreamChoice{}, StreamChoice{.output = here.path("output")},
                                       StreamChoice{.tee = true}, StreamChoice{.terminal = true}}) {
        CHECK(seen(choice, says));
        CHECK(seen(choice, "{ " + says + "; } >&2"));
        CHECK_FALSE(seen(choice, "echo listening; echo on"));
    }
    CHECK(content(here.path("output")) == "listening\non\n");
}

TEST_CASE("the marker of a result that the program writes is told, and is not another run's") {
    Workplace here;
    RealStreams streams({});
    const auto told = [&](const std::string& script) {
        LaunchRequest request = here.shell(script);
        request.environment.emplace_back("RATCHET_RESULT", streams.result_path());
        streams.open(request, StreamUse::measured);
        here.run(request);
        streams.close();
        return streams.ready();
    };
    const std::string writes =
        R"(printf '{"$schema":"ratchet/result/1","markers":[{"name":"ready","at_ns":4711}]}' > $RATCHET_RESULT)";
    CHECK(told(writes).told_ns == 4711);
    CHECK_FALSE(told("true").told_ns);
    CHECK(told("true").problem.empty());
    CHECK_THAT(told("echo hello > $RATCHET_RESULT").problem, Contains("its result"));
    CHECK_THAT(told("mkfifo $RATCHET_RESULT").problem, Contains("result.json"));
    CHECK_FALSE(told("true").told_ns);
    CHECK(told("true").problem.empty());
}
