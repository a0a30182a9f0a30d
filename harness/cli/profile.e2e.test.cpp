#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "profile/profile_files_disk.hpp"
#include "testing/launch_workplace.hpp"
#include "testing/small_project_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;
using testing::text_of;

namespace {

constexpr auto folded_stacks =
    "p`main;p`search(Tree&, int) 600\n"
    "p`main;p`search(Tree&, int);libc.so.6`malloc 400\n";

/// A directory to run `ratchet profile` in.
struct ProfilePlace {
    testing::TemporaryDirectory directory;

    [[nodiscard]] fs::path path(const std::string& name) const { return directory.path() / name; }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary) << text;
    }

    [[nodiscard]] SubprocessResult profile(std::vector<std::string> arguments,
                                           const std::optional<std::string>& search_path = {}) const {
        arguments.insert(arguments.begin(), {RATCHET_PROGRAM, "profile"});
        SubprocessOptions options;
        if (search_path) {
            options.environment = {{"PATH", *search_path}};
        }
        return run_subprocess(arguments, directory.path().string(), std::chrono::minutes(2), options);
    }

    [[nodiscard]] std::string refusal(const std::string& name, const std::string& text) const {
        write(name, text);
        const SubprocessResult result = profile({name});
        CHECK(result.exit_code == 3);
        CHECK_THAT(result.error_output, Contains(name));
        CHECK(result.output.empty());
        CHECK_FALSE(fs::exists(path(name + ".profile")));
        return result.error_output;
    }
};

bool has_program(const std::string& name, const std::string& package) {
    const bool found = !run_subprocess({name, "--version"}, "", std::chrono::minutes(1)).start_error;
    if (!found) {
        WARN("skipped: there is no " << name << " (apt-get install " << package << ")");
    }
    return found;
}

}  // namespace

TEST_CASE("every file is made of folded stacks, and told") {
    const ProfilePlace here;
    here.write("out.folded", folded_stacks);
    const SubprocessResult result = here.profile({"out.folded"});
    REQUIRE(result.exit_code == 0);
    for (const char* name : {"profile.md", "top.txt", "tree.txt", "callgraph.dot", "speedscope.json",
                             "stacks.folded", "profile.json"}) {
        CAPTURE(name);
        CHECK_THAT(result.output, Contains(std::string("out.folded.profile/") + name + "\n"));
        CHECK(fs::file_size(here.path("out.folded.profile") / name) > 0);
    }
    CHECK(text_of(here.path("out.folded.profile/stacks.folded")) == folded_stacks);
    CHECK_THAT(text_of(here.path("out.folded.profile/profile.md")),
               Contains("# Profile of out.folded") && Contains("    ratchet profile out.folded\n"));
    const auto speedscope = nlohmann::json::parse(text_of(here.path("out.folded.profile/speedscope.json")));
    CHECK(speedscope.at("profiles").at(0).at("weights") == nlohmann::json({600, 400}));
    // Its own files are read again, and give the same.
    const SubprocessResult again = here.profile({"out.folded.profile/profile.json", "--output", "again"});
    REQUIRE(again.exit_code == 0);
    for (const char* name : {"top.txt", "profile.json", "callgraph.dot"}) {
        CHECK(text_of(here.path("again") / name) == text_of(here.path("out.folded.profile") / name));
    }
}

TEST_CASE("perf script's text and callgrind's file, by name or on standard input") {
    const ProfilePlace here;
    here.write("perf.txt", "a 1/1 1.0: 7 cycles:u: \n\t10 f+0x1 (/bin/x)\n\t11 main+0x1 (/bin/x)\n\n");
    here.write("callgrind.out.1", "events: Ir\nfn=main\n1 25\ncfn=f\ncalls=1 1\n1 75\nfn=f\n1 75\n");
    CHECK_THAT(here.profile({"perf.txt", "--text-only"}).output,
               Contains("1 samples") && Contains("x       f\n"));
    CHECK_THAT(here.profile({"callgrind.out.1", "--text-only"}).output,
               Contains("100 instructions") && Contains("75.0 %") && Contains("exact"));
    const SubprocessResult piped =
        run_subprocess({"sh", "-c", "exec \"$0\" profile - --text-only < perf.txt", RATCHET_PROGRAM},
                       here.directory.path().string(), std::chrono::minutes(1));
    CHECK(piped.exit_code == 0);
    CHECK_THAT(piped.output, Contains("1 samples"));
    CHECK(std::distance(fs::directory_iterator(here.directory.path()), {}) ==
          2);  // text alone writes nothing
}

TEST_CASE("a scenario of a session is found by its directory and by the session's") {
    const ProfilePlace here;
    here.write("session/scenarios/tree_search/wide.tree/profile/stacks.folded", folded_stacks);
    for (const char* source : {"session/tree_search/wide.tree", "session/scenarios/tree_search/wide.tree/",
                               "session/scenarios/tree_search/wide.tree/profile"}) {
        CAPTURE(source);
        const SubprocessResult result = here.profile({source});
        CHECK(result.exit_code == 0);
        CHECK_THAT(result.output, Contains("session/scenarios/tree_search/wide.tree/profile/top.txt\n"));
        CHECK_THAT(text_of(here.path("session/scenarios/tree_search/wide.tree/profile/profile.md")),
                   Contains("# Profile of tree_search/wide.tree"));
    }
    for (const char* source : {"session/tree_search/other", "session", "nowhere", ""}) {
        CAPTURE(source);
        const SubprocessResult result = here.profile({source});
        CHECK(result.exit_code == 2);
        CHECK_THAT(result.error_output, Contains(source) && Contains("name a"));
    }
}

TEST_CASE("the call graph is of what was asked for, and named after it") {
    const ProfilePlace here;
    here.write("s", folded_stacks);
    CHECK(here.profile({"s", "--node-threshold", "50", "--edge-threshold", "1"}).exit_code == 0);
    CHECK_THAT(text_of(here.path("s.profile/callgraph-node50-edge1.dot")), !Contains("malloc"));
    CHECK(here.profile({"s", "--unfiltered"}).exit_code == 0);
    CHECK_THAT(text_of(here.path("s.profile/callgraph-unfiltered.dot")), Contains("malloc"));
    CHECK_THAT(text_of(here.path("s.profile/profile.md")), Contains("    ratchet profile s --unfiltered\n"));
    CHECK(here.profile({"s", "--module", "libc", "--output", "m"}).exit_code == 0);
    CHECK_THAT(text_of(here.path("m/callgraph-module-libc.dot")), !Contains("search") && Contains("malloc"));
    CHECK(here.profile({"s", "--module", "libm", "--output", "n"}).exit_code == 0);
    CHECK_THAT(text_of(here.path("n/callgraph-module-libm.dot")),
               Contains("search") && Contains("this is the whole graph"));
    CHECK(here.profile({"s", "--root", "search", "--leaf", "search", "--depth", "1", "--output", "r"})
              .exit_code == 0);
    CHECK_THAT(text_of(here.path("r/callgraph-root-search-leaf-search-depth1.dot")), !Contains("main"));
    for (const std::vector<std::string>& wrong : {std::vector<std::string>{"s", "--node-threshold", "nan"},
                                                  {"s", "--node-threshold", "101"},
                                                  {"s", "--edge-threshold", "-1"},
                                                  {"s", "--depth", "0"},
                                                  {"s", "--unfiltered", "--node-threshold", "1"},
                                                  {"s", "--text-only", "--output", "x"},
                                                  {}}) {
        CHECK(here.profile(wrong).exit_code == 2);
    }
}

TEST_CASE("graphviz draws the call graph, hostile names and all") {
    if (!has_program("dot", "graphviz")) {
        return;
    }
    const ProfilePlace here;
    here.write("s", "p`main;p`a\"]b[label=\"<script>alert(1)</script>&lt\\N\xff 600\np`main 400\n");
    const SubprocessResult result = here.profile({"s"});
    CHECK(result.exit_code == 0);
    CHECK(result.error_output.empty());
    const std::string svg = text_of(here.path("s.profile/callgraph.svg"));
    CHECK_THAT(svg,
               Contains("<svg") && Contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !Contains("<script"));
    CHECK_THAT(svg, Contains("main") && Contains("60.0 %") && Contains("2 functions and 1 calls"));
}

TEST_CASE("without graphviz everything else is there, and the package is named") {
    const ProfilePlace here;
    here.write("s", folded_stacks);
    here.write("s.profile/callgraph.svg", "of an earlier profile");
    const SubprocessResult result = here.profile({"s"}, "/nowhere");
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.error_output,
               Contains("callgraph.svg was not drawn") && Contains("apt-get install graphviz"));
    CHECK_FALSE(fs::exists(here.path("s.profile/callgraph.svg")));
    CHECK(fs::exists(here.path("s.profile/callgraph.dot")));
    CHECK_THAT(text_of(here.path("s.profile/profile.md")), Contains("apt-get install graphviz"));
}

TEST_CASE("a graphviz that hangs, fails or floods is given up with the reason") {
    const ProfilePlace here;
    TakenProfile profile = read_profile_file([&] {
        here.write("s", folded_stacks);
        return here.path("s");
    }());
    const auto reason = [&](const std::string& script) {
        here.write("dot.sh", "#!/bin/sh\n" + script);
        fs::permissions(here.path("dot.sh"), fs::perms::owner_all);
        const auto files =
            write_profile_files(profile, here.path("out"), {}, {},
                                {here.path("dot.sh").string(), std::chrono::milliseconds(300)});
        for (const ProfileFile& file : files) {
            if (file.name == "callgraph.svg") {
                CHECK(fs::exists(here.path("out/callgraph.svg")) == file.missing.empty());
                return file.missing;
            }
        }
        return std::string("no such file");
    };
    CHECK_THAT(reason("exec sleep 60\n"), Contains("did not end within 0.3 s") && Contains("threshold"));
    CHECK_THAT(reason("echo 'syntax error\x1b' >&2; exit 1\n"), Contains("failed: syntax error\\x1b"));
    CHECK(reason("echo '<svg/>'\n").empty());
    CHECK(text_of(here.path("out/callgraph.svg")) == "<svg/>\n");
}

TEST_CASE("what is no profile is refused with file, line and what to do, and leaves nothing behind") {
    const ProfilePlace here;
    CHECK_THAT(here.refusal("perf.data", "PERFILE2h" + std::string(100'000, '\0')),
               Contains("perf script -i"));
    CHECK_THAT(here.refusal("empty", ""), Contains("is empty"));
    CHECK_THAT(here.refusal("binary", std::string(1000, '\x01') + std::string(10, '\0')),
               Contains("is binary"));
    CHECK_THAT(here.refusal("broken", "a;b 12\na;b twelve\n"), Contains("line 2"));
    CHECK_THAT(here.refusal("words", "hello world\n"), Contains("line 1 is neither"));
    CHECK_THAT(here.refusal("cut.txt", "a 1/1 1.0: 7 cycles:u: \n\t10 f+0x1 (/bin/x)\n\t11 main+0x1 (/bi"),
               Contains("line 3 is cut off"));
    CHECK_THAT(here.refusal("callgrind.out.2",
                            "# callgrind format\ncreator: callgrind-3.19.0\nevents: Ir\nfn=f\n1 2\n"),
               Contains("is cut off"));
    CHECK_THAT(here.refusal("profile.json", "{\"$schema\": \"ratchet/profile/1\"}"),
               Contains("profile.json"));
    CHECK_THAT(here.refusal("other.json", "{}"), Contains("is JSON"));
}

TEST_CASE("a large file that is no profile is refused at its beginning, and a large text is read through") {
    const ProfilePlace here;
    here.write("hole", "");
    fs::resize_file(here.path("hole"), std::uintmax_t{1} << 30U);
    const auto start = std::chrono::steady_clock::now();
    CHECK(here.profile({"hole"}).exit_code == 3);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
    {
        std::ofstream text(here.path("text"));
        for (int i = 0; i < 200'000; ++i) {
            text << "program 1/1 1.0: 7 cycles:u: \n\t10 f" << i % 100
                 << "+0x1 (/bin/x)\n\t11 main+0x1 (/bin/x)\n\n";
        }
    }
    CHECK_THAT(here.profile({"text", "--text-only"}).output,
               Contains("200000 samples in 100 different stacks"));
}

TEST_CASE(
    "a gigabyte of perf script's text is read through in bounded memory; cut off, or junk, it is refused") {
    constexpr std::size_t piece = 16'000'000;
#ifdef __SANITIZE_ADDRESS__
    constexpr int pieces = 2;  // each takes seconds
    constexpr std::int64_t most_memory = std::int64_t{1} << 30U;
#else
    constexpr int pieces = 64;
    constexpr std::int64_t most_memory = std::int64_t{200} << 20U;
#endif
    testing::Workplace here;
    std::uint64_t samples = 0;
    {
        std::ofstream text(here.path("piece"));
        std::size_t written = 0;
        for (; written < piece; ++samples) {
            const std::string sample = fmt::format(
                "program {}/{} 1.{:06}: 7 cycles:u: \n\t{:x} f{}(int)+0x1 (/usr/lib/libx.so)\n\t11 main+0x1 "
                "(/bin/x)\n\n",
                samples % 7, samples, samples % 1'000'000, 4096 + samples, samples % 1000);
            text << sample;
            written += sample.size();
        }
    }
    const std::string gigabyte =
        fmt::format("i=0; while [ $i -lt {} ]; do cat piece; i=$((i+1)); done", pieces);
    const auto read = [&](const std::string& writes) {
        LaunchRequest request = here.shell(fmt::format("({}) | exec \"$0\" profile - --text-only", writes));
        request.argv.push_back(RATCHET_PROGRAM);
        const LaunchResult result = here.run(request);
        const std::int64_t most = result.peak_rss_bytes.value_or(result.peak_rss_at_most_bytes.value_or(0));
        CHECK(most > 0);
        CHECK(most < most_memory);
        return result.exit_code;
    };
    CHECK(read(gigabyte) == 0);
    CHECK_THAT(testing::content(here.path("out")),
               Contains(fmt::format("{} samples in 1000 different stacks", samples * pieces)));
    CHECK(read("cat piece; head -c 90 piece") == 3);
    CHECK(testing::content(here.path("out")).empty());
    CHECK_THAT(testing::content(here.path("err")),
               Contains("standard input: line ") && Contains("is cut off"));
    CHECK(read("cat piece; printf '\\001\\377\\n'") == 3);
    CHECK_THAT(testing::content(here.path("err")), Contains("is neither a sample") && Contains("\\x01\\xff"));
}

TEST_CASE("hostile names of perf script's text come out escaped in every file") {
    const ProfilePlace here;
    here.write("perf.txt",
               "a;<b>\x1b 1/1 1.0: 7 cycles:u: \n\t10 </text><script>alert(1)</script>;g`'\"\xff\x1b[2J+0x1 "
               "(/tmp/m&\"]\x01.so)\n"
               "\t11 main+0x1 (/bin/x)\n\n");
    REQUIRE(here.profile({"perf.txt"}).exit_code == 0);
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(here.path("perf.txt.profile"))) {
        CAPTURE(entry.path());
        const std::string text = text_of(entry.path());
        ++files;
        if (entry.path().extension() != ".gz") {
            CHECK(text.find('\x1b') == std::string::npos);
            CHECK(text.find('\x01') == std::string::npos);
        }
        if (entry.path().extension() == ".svg") {
            CHECK(text.find("<script>alert") == std::string::npos);
        }
        if (entry.path().extension() == ".json") {
            CHECK_NOTHROW(nlohmann::json::parse(text));
        }
    }
    CHECK(files >= 8);
}

TEST_CASE("hostile names come out escaped everywhere") {
    const ProfilePlace here;
    here.write("s", "m\x1b[31m`main;m`<script>\"'&\\\xff\xfe|x\t 1000\n");
    REQUIRE(here.profile({"s"}).exit_code == 0);
    for (const auto& entry : fs::directory_iterator(here.path("s.profile"))) {
        CAPTURE(entry.path());
        if (entry.path().extension() != ".gz") {
            CHECK(text_of(entry.path()).find('\x1b') == std::string::npos);
        }
        if (entry.path().extension() == ".json") {
            CHECK_NOTHROW(nlohmann::json::parse(text_of(entry.path())));
        }
    }
}
