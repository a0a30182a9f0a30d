#include "artifacts/document.hpp"

#include "artifacts/codecs.hpp"
#include "base/error.hpp"
#include "catch.hpp"
#include "testing/example_records.hpp"

#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

/// The message with which the reader of run.json refuses `text`; anything but an `Error(artifact)` fails.
std::string refused_text(const std::string& text) {
    try {
        run_from_json(text, "runs/001/run.json");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return error.what();
    }
    return "accepted";
}

std::string replaced(std::string text, const std::string& old_part, const std::string& new_part) {
    const std::size_t place = text.find(old_part);
    REQUIRE(place != std::string::npos);
    return text.replace(place, old_part.size(), new_part);
}

const std::string advice = "; the session is damaged, measure again";

TEST_CASE("a wrong type is named by file and field") {
    const std::string run = to_json(example_run(1));
    CHECK(refused_text(replaced(run, "\"value\": 4321.5", "\"value\": \"fast\"")) ==
          "runs/001/run.json: metrics.throughput.value: expected a number, got a string" + advice);
    CHECK(refused_text(replaced(run, "\"index\": 1", "\"index\": 1.5")) ==
          "runs/001/run.json: index: expected an integer, got a fractional number" + advice);
    CHECK(refused_text(replaced(run, "\"index\": 1", "\"index\": 2147483648")) ==
          "runs/001/run.json: index: out of range" + advice);
    CHECK(refused_text(replaced(run, "\"index\": 1", "\"index\": null")) ==
          "runs/001/run.json: index: expected an integer, got null" + advice);
    CHECK(refused_text(replaced(run, "\"index\"", "\"indices\"")) ==
          "runs/001/run.json: index: missing" + advice);
    CHECK(refused_text(replaced(run, "\"calls\": 7", "\"calls\": -7")) ==
          "runs/001/run.json: components.components[1].calls: must not be negative" + advice);
    CHECK(refused_text(replaced(run, "\"cpus\": [0, 1]", "\"cpus\": {}")) ==
          "runs/001/run.json: cpus: expected an array, got an object" + advice);
    CHECK(refused_text(replaced(run, "\"higher_is_better\"", "\"sideways\"")) ==
          "runs/001/run.json: metrics.throughput.direction: \"sideways\" is not known here" + advice);
}

TEST_CASE("what a hostile file says cannot disguise the message about it") {
    const std::string text =
        replaced(to_json(example_run(1)), "\"missing\": {", "\"missing\": {\"\\u001b[2Jall is well\\n\": 1,");
    const std::string message = refused_text(text);
    CHECK(message.find('\x1b') == std::string::npos);
    CHECK(message.find('\n') == std::string::npos);
    const std::string other = refused_text(R"({"$schema":"\u001b[2J)" + std::string(100'000, 'x') + "\"}");
    CHECK(other.find('\x1b') == std::string::npos);
    CHECK(other.size() < 400);
}

TEST_CASE("a scenario's name from a file cannot climb out of its directory") {
    const std::string text = replaced(to_json(example_scenario()), "\"name\": \"tree_search/wide_tree.v2\"",
                                      "\"name\": \"../../etc\"");
    CHECK_THROWS_AS(scenario_from_json(text, "x"), Error);
}

TEST_CASE("a newer document is refused by name and number, and told to need a newer Ratchet") {
    CHECK(refused_text(R"({"$schema":"ratchet/run/7"})") ==
          "runs/001/run.json: \"ratchet/run/7\" was written by a newer Ratchet, and this one reads up to "
          "\"ratchet/run/1\"; update Ratchet");
}

TEST_CASE("a document of another kind, or of none, is refused") {
    for (const char* schema :
         {"ratchet/suite/1", "ratchet/run", "ratchet/run/", "ratchet/run/1x", "ratchet/run/x",
          "ratchet/run/-1", "ratchet/run/99999999999999999999", "ratchet/run/1 ", ""}) {
        CAPTURE(schema);
        CHECK(refused_text(fmt::format(R"({{"$schema":"{}"}})", schema)) ==
              fmt::format("runs/001/run.json: $schema: expected \"ratchet/run/1\", this is \"{}\"{}", schema,
                          advice));
    }
    CHECK(refused_text("{}") == "runs/001/run.json: $schema: missing" + advice);
    CHECK(refused_text(R"({"$schema":1})") ==
          "runs/001/run.json: $schema: expected a string, got a number" + advice);
    CHECK(refused_text("[]") == "runs/001/run.json: expected an object, got an array" + advice);
    CHECK(refused_text("null") == "runs/001/run.json: expected an object, got null" + advice);
}

TEST_CASE("version 0 of run.json, which counted milliseconds, is upgraded on load") {
    RunRecord run = example_run(1);
    run.round = 1;
    run.iteration_times_s = {0.25, 0.5};
    nlohmann::json older = nlohmann::json::parse(to_json(run));
    older["$schema"] = "ratchet/run/0";
    older["process_time_ms"] = run.process_time_s * 1000;
    older["iteration_times_ms"] = {250, 500};
    for (const char* newer : {"process_time_s", "iteration_times_s", "round"}) {
        older.erase(newer);
    }
    CHECK(run_from_json(older.dump(), "x") == run);

    older["process_time_ms"] = "slow";
    CHECK(refused_text(older.dump()) ==
          "runs/001/run.json: process_time_ms: expected a number, got a string" + advice);
    older.erase("process_time_ms");
    CHECK(refused_text(older.dump()) == "runs/001/run.json: process_time_ms: missing" + advice);
}

TEST_CASE("a version that is older than the oldest known is refused") {
    try {
        session_from_json(R"({"$schema":"ratchet/session/0"})", "session.json");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.message().find("\"ratchet/session/0\" is older than what this Ratchet reads") == 0);
    }
}

TEST_CASE("a document that was cut anywhere is refused") {
    const std::string run = to_json(example_run(1));
    for (std::size_t size = 0; size + 2 <= run.size(); ++size) {
        REQUIRE(refused_text(run.substr(0, size)) != "accepted");
    }
    CHECK(refused_text("") == "runs/001/run.json: not a JSON document: it ends too early" + advice);
    CHECK(refused_text(run.substr(0, run.size() / 2)).find("it ends too early") != std::string::npos);
}

TEST_CASE("a document with bytes changed at random is read or refused, and never crashes") {
    std::mt19937_64 random(20260131);
    const std::string scenario = to_json(example_scenario());
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        std::string changed = scenario;
        for (int change = 0; change < 3; ++change) {
            changed[random() % changed.size()] = static_cast<char>(random() % 256);
        }
        try {
            scenario_from_json(changed, "x");
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::artifact);
            ++refused;
        }
    }
    CHECK(refused > 1000);
}

TEST_CASE("what is not JSON is refused with the line") {
    CHECK(refused_text("{\n  \"$schema\": \"ratchet/run/1\",\n  \"index\": NaN\n}")
              .find("wrong at line 3, byte") != std::string::npos);
    CHECK(refused_text("{\n  \"$schema\": \"ratchet/run/1\",\n  \"index\": 1e999\n}") ==
          "runs/001/run.json: a number is too large" + advice);
    CHECK(refused_text("{\"a\": \"\xff\"}").find("not a JSON document") != std::string::npos);
    CHECK(refused_text(std::string("{\0}", 3)).find("not a JSON document") != std::string::npos);
    CHECK(refused_text(to_json(example_run(1)) + "{}").find("not a JSON document") != std::string::npos);
}

TEST_CASE("a file made to exhaust memory or stack is refused before it can") {
    CHECK(refused_text(std::string(1'000'000, '[')).find("nested more than 64 levels deep") !=
          std::string::npos);
    CHECK(refused_text(std::string(65, '[') + std::string(65, ']')).find("nested more than 64") !=
          std::string::npos);
    CHECK(refused_text(std::string(64, '[') + std::string(64, ']')).find("expected an object") !=
          std::string::npos);
    std::string crowd = "[";
    for (int i = 0; i < 4'000'001; ++i) {
        crowd += "0,";
    }
    CHECK(refused_text(crowd + "0]").find("more than 4000000 values") != std::string::npos);
    CHECK(refused_text(std::string((std::size_t{64} << 20U) + 1, ' ')).find("larger than 64 MiB") !=
          std::string::npos);
    const std::string brackets_in_text =
        R"({"$schema":"ratchet/run/1","x":"\")" + std::string(1000, '[') + "\"}";
    CHECK(refused_text(brackets_in_text).find("index: missing") != std::string::npos);
}

TEST_CASE("keys that nobody knows are ignored wherever they stand") {
    std::string text =
        replaced(to_json(example_run(1)), "\"noise\": {", "\"noise\": {\"cosmic_rays\": [1, {}],");
    text = replaced(text, "\"index\"", "\"aardvark\": null, \"index\"");
    CHECK(run_from_json(text, "x") == example_run(1));
}

}  // namespace
}  // namespace ratchet::artifacts
