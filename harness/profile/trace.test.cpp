#include "profile/trace.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cmath>
#include <cstdint>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

using namespace ratchet;
using nlohmann::json;

namespace {

json events_of(const Trace& trace) {
    return json::parse(write_trace(trace)).at("traceEvents");
}

}  // namespace

TEST_CASE("spans, counters and names as a viewer reads them") {
    CHECK(write_trace({.spans = {{"work \"1\"", "component", 5'000'001'500, 5'000'003'000, 7, 9}},
                       .counters = {{"rss", 5'000'002'000, 1.5, 7}},
                       .names = {{"program", 7, 0, false}, {"main", 7, 9, true}}}) ==
          R"({"displayTimeUnit":"ms","traceEvents":[
{"ph":"M","name":"process_name","pid":7,"tid":0,"args":{"name":"program"}},
{"ph":"M","name":"thread_name","pid":7,"tid":9,"args":{"name":"main"}},
{"ph":"X","name":"work \"1\"","cat":"component","ts":0.000,"dur":1.500,"pid":7,"tid":9},
{"ph":"C","name":"rss","ts":0.500,"pid":7,"args":{"value":1.5}}
]}
)");
}

TEST_CASE("what is known of a span is shown with it") {
    const json events =
        events_of({.spans = {{"run", "run", 0, 1, 1, 1, {{"exit \"code\"", "0\n"}, {"b", "\xff"}}}}});
    CHECK(events[0].at("args") == json{{"exit \"code\"", "0\n"}, {"b", "\xef\xbf\xbd"}});
}

TEST_CASE("nothing is a trace without events") {
    CHECK(events_of({}).empty());
}

TEST_CASE("spans that overlap without nesting get a track of their own") {
    const json events = events_of({.spans = {{"a", "c", 0, 100, 1, 5},
                                             {"inner", "c", 10, 20, 1, 5},
                                             {"late", "c", 50, 150, 1, 5},
                                             {"later", "c", 60, 160, 1, 5},
                                             {"next", "c", 100, 120, 1, 5},
                                             {"elsewhere", "c", 50, 150, 1, 6}},
                                   .names = {{"main", 1, 5, true}}});
    std::map<std::string, std::int64_t> tid;
    std::map<std::int64_t, std::string> name;
    for (const json& event : events) {
        if (event.at("ph") == "X") {
            tid[event.at("name")] = event.at("tid");
        } else {
            name[event.at("tid")] = event.at("args").at("name");
        }
    }
    CHECK(tid == std::map<std::string, std::int64_t>{
                     {"a", 5}, {"inner", 5}, {"late", 7}, {"later", 8}, {"next", 5}, {"elsewhere", 6}});
    CHECK(name == std::map<std::int64_t, std::string>{{5, "main"}, {7, "main (2)"}, {8, "main (3)"}});
}

TEST_CASE("of spans that begin together the longest is the outermost, and equal ones nest") {
    const json events = events_of(
        {.spans = {{"short", "", 0, 10, 1, 1}, {"long", "", 0, 20, 1, 1}, {"same", "", 0, 20, 1, 1}}});
    CHECK(events[0].at("name") == "long");
    CHECK(events[2].at("name") == "short");
    for (const json& event : events) {
        CHECK(event.at("tid") == 1);
    }
}

TEST_CASE("what is no span or no value is refused; hostile names are escaped") {
    CHECK_THROWS_AS(write_trace({.spans = {{"a", "", 2, 1, 1, 1}}}), Error);
    CHECK_THROWS_AS(write_trace({.counters = {{"a", 0, std::nan(""), 1}}}), Error);
    const json events = events_of({.spans = {{"</script>\n\xff", "\"", 0, 0, 1, 1}}});
    CHECK(events[0].at("name") == "</script>\n\xef\xbf\xbd");
    CHECK(events[0].at("dur") == 0);
}

TEST_CASE("counters are in the order of time") {
    const json events = events_of({.counters = {{"b", 2000, 2, 1}, {"a", 1000, 1, 1}}});
    CHECK(events[0].at("name") == "a");
    CHECK(events[1].at("ts") == 1);
}
