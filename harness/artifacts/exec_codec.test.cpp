#include "artifacts/exec_codec.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/example_records.hpp"

#include <clocale>
#include <locale>

#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;

constexpr auto header =
    "command,index,block,started_ns,wall_time_s,user_time_s,system_time_s,peak_rss_bytes,exit_code,"
    "signal\r\n";

struct CommaForPoint : std::numpunct<char> {
    [[nodiscard]] char do_decimal_point() const override { return ','; }
};

ExecCommand command_of(const std::string& name, const std::vector<double>& wall) {
    ExecCommand command;
    command.name = name;
    for (std::size_t i = 0; i < wall.size(); ++i) {
        command.runs.push_back(
            {.index = static_cast<int>(i) + 1, .started_ns = static_cast<std::int64_t>(i), .exit_code = 0});
    }
    for (const char* metric : {"wall_time", "user_time", "system_time"}) {
        command.metrics[metric].values = wall;
    }
    return command;
}

/// Fields of RFC 4180, written for this test alone.
std::vector<std::vector<std::string>> parse_csv(const std::string& text) {
    std::vector<std::vector<std::string>> rows(1, {""});
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        std::string& field = rows.back().back();
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            field += text[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && c == '\r' && text[i + 1] == '\n') {
            ++i;
            rows.push_back({""});
        } else {
            field += c;
        }
    }
    rows.pop_back();
    return rows;
}

TEST_CASE("a record comes back as it was written") {
    CHECK(exec_from_json(to_json(example_exec()), "x") == example_exec());
    CHECK(exec_from_json(to_json(ExecRecord()), "x") == ExecRecord());
    CHECK(to_json(example_exec()) == to_json(example_exec()));
}

TEST_CASE("readers of hyperfine's export find what they look for") {
    const json result = json::parse(to_json(example_exec()))["results"][1];
    CHECK(result["command"] == "zstd -9");
    CHECK(result["mean"] == 0.3125);
    CHECK(result["stddev"] == 0.0125);
    CHECK(result["median"] == 0.28125);
    CHECK(result["user"] == 0.3125);
    CHECK(result["system"].is_null());
    CHECK(result["min"] == 0.25);
    CHECK(result["max"] == 0.5);
    CHECK(result["times"] == json::array({0.25, 0.5}));
    CHECK(result["memory_usage_byte"] == json::array());
    CHECK(result["exit_codes"] == json::array({3, nullptr}));
    CHECK(result["parameters"]["level"] == "3");
}

TEST_CASE("a document that contradicts itself is refused") {
    json document = json::parse(to_json(example_exec()));
    document["comparisons"][0]["current"] = 2;
    CHECK_THROWS_WITH(exec_from_json(document.dump(), "x"), Catch::Contains("comparisons"));
    document = json::parse(to_json(example_exec()));
    document["results"][0]["metrics"]["wall_time"]["values"] = {1.0};
    CHECK_THROWS_WITH(exec_from_json(document.dump(), "x"), Catch::Contains("metrics"));
    document = json::parse(to_json(example_exec()));
    document["$schema"] = "ratchet/exec/2";
    CHECK_THROWS_AS(exec_from_json(document.dump(), "x"), Error);
}

TEST_CASE("CSV has one line a run, absent values empty, numbers as they read back") {
    ExecRecord record;
    CHECK(exec_csv(record) == header);
    record.commands = {command_of("a", {0.1, 1e-7})};
    record.commands[0].metrics["peak_rss"].values = {4096, 1.5e9};
    record.commands[0].runs[1].exit_code.reset();
    record.commands[0].runs[1].signal = 9;
    record.commands[0].runs[1].block = 2;
    CHECK(exec_csv(record) == std::string(header) +
                                  "a,1,,0,0.1,0.1,0.1,4096,0,\r\n"
                                  "a,2,2,1,1e-07,1e-07,1e-07,1500000000,,9\r\n");
}

TEST_CASE("CSV quotes what has to be quoted, and nothing breaks out of its field") {
    const std::vector<std::string> names{"plain word", "a,b", "say \"hi\"", "two\nlines", "cr\rlf\r\n",
                                         "\"",         ",",   "=1+1",       "",           hostile_text()};
    ExecRecord record;
    for (const std::string& name : names) {
        record.commands.push_back(command_of(name, {0.5}));
        record.commands.back().parameters["p,1"] = name;
    }
    const auto rows = parse_csv(exec_csv(record));
    REQUIRE(rows.size() == names.size() + 1);
    CHECK(rows[0][1] == "p,1");
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(rows[i + 1].size() == 11);
        CHECK(rows[i + 1][0] == names[i]);
        CHECK(rows[i + 1][1] == names[i]);
    }
    CHECK_THAT(exec_csv(record), Catch::Contains("\r\nplain word,plain word,1,") &&
                                     Catch::Contains("\"say \"\"hi\"\"\"") && Catch::Contains("\"a,b\""));
}

TEST_CASE("numbers have a point in every locale") {
    ExecRecord record;
    record.commands = {command_of("a", {1234.5})};
    const std::string csv = exec_csv(record);
    const std::string document = to_json(record);
    const std::locale before = std::locale::global(std::locale(std::locale::classic(), new CommaForPoint));
    CHECK(exec_csv(record) == csv);
    CHECK(to_json(record) == document);
    std::locale::global(before);
    // C's own formatting knows installed locales only, of which there may be none.
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr) {
        CHECK(exec_csv(record) == csv);
        CHECK(to_json(record) == document);
        std::setlocale(LC_ALL, "C");
    }
    CHECK_THAT(csv, Catch::Contains(",1234.5,"));
}

TEST_CASE("start-up times have a column where a command has them") {
    ExecRecord record;
    record.commands = {command_of("a", {0.5}), command_of("b", {0.25})};
    record.commands[1].metrics["startup_time"].values = {0.125};
    const auto rows = parse_csv(exec_csv(record));
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].back() == "startup_time_s");
    CHECK(rows[1].back().empty());
    CHECK(rows[2].back() == "0.125");
    CHECK(rows[2].size() == rows[0].size());
}

TEST_CASE("a command with a parameter that others lack leaves the others' field empty") {
    ExecRecord record;
    record.commands = {command_of("a", {0.5}), command_of("b", {0.5})};
    record.commands[1].parameters["n"] = "7";
    const auto rows = parse_csv(exec_csv(record));
    CHECK(rows[0][1] == "n");
    CHECK(rows[1][1].empty());
    CHECK(rows[2][1] == "7");
}

}  // namespace
}  // namespace ratchet::artifacts
