#include "profile/timeline.hpp"

#include "catch.hpp"
#include "testing/timed_stacks.hpp"

#include <map>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

using namespace ratchet;
using Catch::Matchers::Contains;
using nlohmann::json;
using testing::ms;
using testing::Sampled;

namespace {

/// "a 1-4" for each span of the thread, in the order of the trace, times in ms.
std::vector<std::string> spans_of(const Trace& trace, std::int64_t thread) {
    std::vector<std::string> spans;
    for (const TraceSpan& span : trace.spans) {
        if (span.tid == thread && span.pid != 1) {
            spans.push_back(span.name + " " + std::to_string(span.begin_ns / ms) + "-" +
                            std::to_string(span.end_ns / ms));
        }
    }
    return spans;
}

std::set<std::string> track_names(const Trace& trace) {
    std::set<std::string> names;
    for (const TraceName& name : trace.names) {
        names.insert(name.name);
    }
    return names;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "a function that successive samples see in its place is one span, and one that comes back another") {
    const Trace trace =
        make_timeline(Sampled().at(1, "ab").at(2, "abc").at(3, "ad").at(4, "ab").profile, {}, "p");
    CHECK(spans_of(trace, 7) == Texts{"a 1-5", "b 1-3", "c 2-3", "d 3-4", "b 4-5"});
}

TEST_CASE("where samples are missing the thread was off the CPU, and threads are apart") {
    const Trace trace = make_timeline(
        Sampled().at(1, "a").at(2, "x", 8).at(3, "a").at(4, "y", 9, 9).at(6, "a").profile, {}, "p");
    CHECK(spans_of(trace, 7) == Texts{"a 1-4", "a 6-7"});  // one sample late, then two
    CHECK(spans_of(trace, 8) == Texts{"x 2-3"});
    CHECK(spans_of(trace, 9) == Texts{"y 4-5"});
    CHECK(track_names(trace) ==
          std::set<std::string>{"runs of p", "p, process 7", "p, process 9", "main thread", "thread 8"});
}

TEST_CASE("runs have their start-ups within, and what is known of them") {
    const Trace trace = make_timeline(
        {},
        {{.name = "run 1", .begin_ns = 5 * ms, .end_ns = 9 * ms, .facts = run_facts(0, {}, 0.003, {})},
         {.name = "run 1", .profiled = true, .begin_ns = 20 * ms, .end_ns = 30 * ms, .ready_ns = 22 * ms}},
        "p");
    REQUIRE(trace.spans.size() == 3);
    CHECK(trace.spans[0].tid == 1);
    CHECK(trace.spans[0].facts ==
          std::vector<std::pair<std::string, std::string>>{{"exit code", "0"}, {"user time", "3.00 ms"}});
    CHECK(trace.spans[2].name == "start-up");
    CHECK(trace.spans[2].tid == trace.spans[1].tid);
    CHECK(trace.spans[2].end_ns == 22 * ms);
    CHECK(track_names(trace) == std::set<std::string>{"runs of p", "measured runs", "profiled runs"});
    CHECK(run_facts({}, 9, {}, 0.5).front() == std::pair<std::string, std::string>{"signal", "9"});
}

TEST_CASE("CPUs at work are samples times what each stands for, and 0 where there are none") {
    Sampled sampled;
    for (std::int64_t i = 0; i < 10; ++i) {  // two threads all of 10 ms, then nothing, then one for 5 ms
        sampled.at(100 + i, "a").at(100 + i, "b", 8);
    }
    for (std::int64_t i = 0; i < 5; ++i) {
        sampled.at(140 + i, "a");
    }
    sampled.profile.memory = {{101 * ms, 7, 4096}, {102 * ms, 9, 8192}};
    const Trace trace = make_timeline(sampled.profile, {}, "p");
    std::map<std::int64_t, double> cpus;
    std::map<std::int64_t, double> memory;
    for (const TraceCounter& counter : trace.counters) {
        (counter.pid == 1 ? cpus[counter.at_ns / ms] : memory[counter.pid]) = counter.value;
    }
    CHECK(cpus == std::map<std::int64_t, double>{{100, 2.0}, {110, 0.0}, {140, 0.5}, {150, 0.0}});
    CHECK(memory == std::map<std::int64_t, double>{{7, 4096}, {9, 8192}});
    CHECK(track_names(trace).count("p, process 9") == 1);
}

TEST_CASE("of stacks that are too deep for a viewer the outermost functions are shown, and it is said so") {
    Sampled sampled;
    for (std::int64_t i = 0; i < 1000; ++i) {  // a is one span, all below it change with every sample
        sampled.at(i, std::string("a") + std::string(70, i % 2 == 0 ? 'x' : 'y'));
    }
    const Trace trace = make_timeline(sampled.profile, {}, "p");
    CHECK(trace.spans.size() == 1 + 49 * 1000);
    CHECK(track_names(trace).count("main thread (the outermost 50 functions)") == 1);
}

TEST_CASE("samples of which no time is known are told") {
    Sampled sampled;
    sampled.at(1, "a").profile.untimed = 5;
    CHECK(track_names(make_timeline(sampled.profile, {}, "p"))
              .count("runs of p (samples of the first 1 alone)") == 1);
}

TEST_CASE("what is written obeys the viewer's rules: spans nest on their track, times are not negative") {
    Sampled sampled;
    sampled.at(3, "ab").at(4, "abc").at(5, "cab").at(9, "a").at(9, "a", 8).at(10, "b", 8);
    sampled.profile.memory = {{4 * ms, 7, 4096}};
    CHECK(write_timeline(sampled.profile, {}, "p").empty());
    const std::string text = write_timeline(
        sampled.profile,
        {{.name = "run\n\"1\"", .profiled = true, .begin_ns = 2 * ms, .end_ns = 11 * ms, .ready_ns = 3 * ms}},
        "<b>\xff");
    CHECK(text.find("<b>\xff") == std::string::npos);
    const json document = json::parse(text);
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<double>> open;  // ends, outermost first
    std::map<std::pair<std::int64_t, std::int64_t>, double> last;
    std::set<std::int64_t> named;
    int spans = 0;
    for (const json& event : document.at("traceEvents")) {
        const std::string kind = event.at("ph");
        const std::pair track{event.at("pid").get<std::int64_t>(),
                              kind == "C" ? -1 : event.at("tid").get<std::int64_t>()};
        if (kind == "M") {
            named.insert(track.first);
            CHECK(event.at("args").at("name").is_string());
            continue;
        }
        const double at = event.at("ts");
        CHECK(at >= 0);
        CHECK(at >= last[track]);
        last[track] = at;
        CHECK(named.count(track.first) == 1);
        if (kind == "C") {
            CHECK(event.at("args").at("value").is_number());
            continue;
        }
        REQUIRE(kind == "X");
        ++spans;
        std::vector<double>& ends = open[track];
        while (!ends.empty() && ends.back() <= at) {
            ends.pop_back();
        }
        const double end = at + event.at("dur").get<double>();
        CHECK((ends.empty() || end <= ends.back() + 1e-6));
        ends.push_back(end);
    }
    CHECK(spans == 2 + 3 + 3 + 1 + 2);
}

TEST_CASE("a recorded run is on the timeline as it was, ready where it told") {
    RunRecord record;
    record.started_ns = 1000 * ms;
    record.process_time_s = 0.5;
    record.exit_code = 3;
    record.metrics["user_time"].value = 0.25;
    TimelineRun run = timeline_run(record, "run 4", false);
    CHECK(run.name == "run 4");
    CHECK(run.end_ns == 1500 * ms);
    CHECK_FALSE(run.ready_ns);
    CHECK(run.facts ==
          std::vector<std::pair<std::string, std::string>>{{"exit code", "3"}, {"user time", "250 ms"}});
    record.metrics["startup_time"].value = 0.125;
    run = timeline_run(record, "", true);
    CHECK(run.profiled);
    CHECK(run.ready_ns == 1125 * ms);
}
