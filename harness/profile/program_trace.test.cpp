#include "profile/program_trace.hpp"

#include "catch.hpp"

#include <set>
#include <string>

using namespace ratchet;

namespace {

TimelineRun run_from(std::int64_t begin_ns, std::int64_t end_ns, const ProgramTimeline& told) {
    return {.name = "run", .profiled = true, .begin_ns = begin_ns, .end_ns = end_ns, .told = told};
}

std::set<std::string> thread_names(const Trace& trace) {
    std::set<std::string> names;
    for (const TraceName& name : trace.names) {
        CHECK(name.of_thread);
        names.insert(name.name);
    }
    return names;
}

}  // namespace

TEST_CASE("components are spans on a track for each thread, beside what samples saw of it") {
    const Trace trace = program_trace({run_from(
        10, 100,
        {.process = 7, .spans = {{"search", 7, 20, 90}, {"rules", 7, 30, 40}, {"search", 8, 25, 35}}})});
    REQUIRE(trace.spans.size() == 3);
    CHECK(trace.spans[0].name == "search");
    CHECK(trace.spans[0].category == "component");
    CHECK(trace.spans[0].begin_ns == 20);
    CHECK(trace.spans[0].end_ns == 90);
    CHECK(trace.spans[0].pid == 7);
    CHECK(trace.spans[0].tid != 7);
    CHECK(trace.spans[1].tid == trace.spans[0].tid);
    CHECK(trace.spans[2].tid != trace.spans[0].tid);
    CHECK(thread_names(trace) ==
          std::set<std::string>{"components of the main thread", "components of thread 8"});
}

TEST_CASE("gauges are counters with their unit") {
    const Trace trace =
        program_trace({run_from(10, 100, {.process = 7, .gauges = {{"cache", "B", {{20, 1.5}, {30, 2}}}}})});
    REQUIRE(trace.counters.size() == 2);
    CHECK(trace.counters[0].name == "cache (B)");
    CHECK(trace.counters[0].at_ns == 20);
    CHECK(trace.counters[1].value == 2);
    CHECK(trace.counters[1].pid == 7);
}

TEST_CASE("what lies outside of its run is left out, and a run that told nothing has nothing") {
    const Trace trace = program_trace({run_from(10, 100,
                                                {.process = 7,
                                                 .spans = {{"early", 7, 0, 20}, {"late", 7, 50, 200}},
                                                 .gauges = {{"cache", "B", {{9, 1}, {101, 2}}}}}),
                                       run_from(200, 300, {})});
    CHECK(trace.spans.empty());
    CHECK(trace.counters.empty());
    CHECK(trace.names.empty());
}

TEST_CASE("what lies outside of its run is told") {
    CHECK(outside_in_words(run_from(10, 100, {.process = 7, .spans = {{"a", 7, 20, 30}}})).empty());
    CHECK(outside_in_words(run_from(10, 100,
                                    {.process = 7,
                                     .spans = {{"early", 7, 0, 20}, {"in", 7, 20, 30}},
                                     .gauges = {{"cache", "B", {{9, 1}, {101, 2}}}}})) ==
          "1 spans of components and 2 values of gauges, which lie outside of the run: times must be of "
          "CLOCK_MONOTONIC");
}

TEST_CASE("of too many spans the longest are drawn, and it is said so") {
    ProgramTimeline told{.process = 7, .spans_left_out = 5};
    for (std::int64_t i = 0; i < 30'000; ++i) {
        told.spans.push_back({"part", 7, 0, 1 + i});
    }
    const Trace trace = program_trace({run_from(0, 100'000, told)});
    CHECK(trace.spans.size() == 20'000);
    for (const TraceSpan& span : trace.spans) {
        CHECK(span.end_ns > 10'000);
    }
    CHECK(thread_names(trace) ==
          std::set<std::string>{"components of the main thread (the longest 20000 of 30005 in all threads)"});
}

TEST_CASE("runs whose process or thread is not known are apart, and none is taken for the runs' own") {
    const ProgramTimeline unknown{.spans = {{"part", {}, 20, 30}}};
    ProgramTimeline contained = unknown;
    contained.process = 1;
    contained.spans[0].thread = 1;
    const Trace trace =
        program_trace({run_from(10, 100, unknown), run_from(10, 100, unknown), run_from(10, 100, contained)});
    REQUIRE(trace.spans.size() == 3);
    std::set<std::int64_t> processes;
    for (const TraceSpan& span : trace.spans) {
        CHECK(span.pid >= process_number_limit);
        processes.insert(span.pid);
    }
    CHECK(processes.size() == 3);
    CHECK(thread_names(trace) == std::set<std::string>{"components", "components of thread 1"});
}

TEST_CASE("too many values of gauges are thinned out evenly") {
    ProgramTimeline told{.process = 7};
    for (int gauge = 0; gauge < 10; ++gauge) {
        told.gauges.push_back({"g", "1", {}});
        for (std::int64_t i = 0; i < 10'000; ++i) {
            told.gauges.back().values.push_back({i, static_cast<double>(i)});
        }
    }
    const Trace trace = program_trace({run_from(0, 10'000, told)});
    CHECK(trace.counters.size() <= 50'000);
    CHECK(trace.counters.size() > 25'000);
    CHECK(trace.counters[1].at_ns - trace.counters[0].at_ns == 3);
}
