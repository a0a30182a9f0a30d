#include "registry/registry_codec.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <map>

using ratchet::EnvironmentEntry;
using ratchet::Error;
using ratchet::ErrorCode;
using ratchet::parse_registry;
using ratchet::ProjectRegistry;
using ratchet::ScenarioKind;
using ratchet::ScenarioName;
using ratchet::ScenarioSpec;
using ratchet::SuiteSpec;

namespace {

using Texts = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

ProjectRegistry parse(const Texts& files) {
    return parse_registry({"/p/build/perf/registry", [&files](const std::string& file) {
                               const auto found = files.find(file);
                               return found == files.end() ? std::nullopt : std::optional(found->second);
                           }});
}

/// The message of the error that reading `files` ends in.
std::string problem(const Texts& files) {
    try {
        parse(files);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

const std::string index_json = R"({
    "$schema": "ratchet/registry/1", "project": "forest", "source_directory": "/p", "binary_directory": "/p/build",
    "output_directory": "/p/build/perf", "configuration": "Release", "mode": "strict", "host_class": "ci",
    "keep_sessions": 7, "compiler": "GNU 12.2.0", "flags": "-Wall -O3 -DNDEBUG",
    "groups": [{"name": "tree_search", "kind": "program"}],
    "commands": ["zstd/level3"],
    "suites": [{"name": "quick", "description": "a few", "scenarios": ["zstd/level3", "tree_search/wide"]}],
    "scenario_options": {"tree_search/wide": {"repetitions": 14, "gate": ["none"]}}
})";

const Texts complete = {{"index.json", index_json},
                        {"tree_search.group.json", R"({
        "$schema": "ratchet/registry/1", "group": "tree_search", "executable": "/p/build/tree_search",
        "target": "tree_search", "options": {"description": "searches", "repetitions": 10, "cpus": 1,
        "environment": ["SEED=1=2", "EMPTY=", "SLOWDOWN"], "labels": ["search"], "timeout_s": 60}})"},
                        {"tree_search.names", "wide\ncheap\n"},
                        {"tree_search.scenarios.json", R"({"$schema": "ratchet/list/1", "scenarios": [
        {"name": "wide", "description": "many actions", "file": "a.cpp", "line": 3, "optimised": true,
         "sanitizers": ""},
        {"name": "cheap", "description": "", "file": "a.cpp", "line": 9, "optimised": false,
         "sanitizers": "address"}]})"},
                        {"zstd.level3.command.json", R"({
        "$schema": "ratchet/registry/1", "group": "zstd", "name": "level3",
        "command": ["zstd", "-3", "a b;c\"d\\", ""], "options": {"working_directory": "/p/build/data",
        "baseline_directory": "/p/accepted", "gate": ["wall_time 2%/5%", "peak_rss <= 64MiB"],
        "max_repetitions": 30, "profiler": "none"}})"}};

Texts without(const std::string& file) {
    Texts files = complete;
    files.erase(file);
    return files;
}

Texts with(const std::string& file, const std::string& from, const std::string& to) {
    Texts files = complete;
    files[file] = changed(files.at(file), from, to);
    return files;
}

}  // namespace

TEST_CASE("the index tells of the project") {
    const ProjectRegistry registry = parse(complete);
    CHECK(registry.project == "forest");
    CHECK(registry.source_directory == "/p");
    CHECK(registry.binary_directory == "/p/build");
    CHECK(registry.output_directory == "/p/build/perf");
    CHECK(registry.configuration == "Release");
    CHECK(registry.default_mode == "strict");
    CHECK(registry.host_class_override == "ci");
    CHECK(registry.keep_sessions == 7);
    CHECK(registry.not_built.empty());
}

TEST_CASE("scenarios of programs and commands are listed together, sorted by name") {
    const ProjectRegistry registry = parse(complete);
    REQUIRE(registry.scenarios.size() == 3);
    CHECK(registry.scenarios[0].name.full() == "tree_search/cheap");
    CHECK(registry.scenarios[1].name.full() == "tree_search/wide");
    CHECK(registry.scenarios[2].name.full() == "zstd/level3");
    CHECK(registry.scenarios[0].kind == ScenarioKind::program);
    CHECK(registry.scenarios[0].command == Names{"/p/build/tree_search"});
    CHECK(registry.scenarios[2].kind == ScenarioKind::command);
    CHECK(registry.scenarios[2].command == Names{"zstd", "-3", "a b;c\"d\\", ""});
    CHECK(registry.scenarios[2].original_name == "level3");
}

TEST_CASE("benchmarks of a library keep the names that it knows them by") {
    Texts files = with("index.json", R"("kind": "program")", R"("kind": "catch2")");
    files["tree_search.scenarios.json"] = R"({"$schema": "ratchet/list/1", "scenarios": [
        {"name": "wide", "original_name": "wide <int>", "test_case": "trees"}, {"name": "cheap"}]})";
    const ProjectRegistry registry = parse(files);
    CHECK(registry.scenarios[1].kind == ScenarioKind::catch2);
    CHECK(registry.scenarios[1].original_name == "wide <int>");
    CHECK(registry.scenarios[1].test_case == "trees");
    CHECK(registry.scenarios[1].build.optimised == true);
    CHECK(registry.scenarios[0].original_name == "cheap");
    CHECK_FALSE(registry.scenarios[0].test_case);
    CHECK(parse(with("index.json", R"("kind": "program")", R"("kind": "google_benchmark")"))
              .scenarios[0]
              .kind == ScenarioKind::google_benchmark);
    CHECK_THAT(problem(with("index.json", R"("kind": "program")", R"("kind": "command")")),
               Catch::Contains("groups[0].kind"));
    CHECK_THAT(problem(with("index.json", R"("kind": "program")", R"("kind": "junit")")),
               Catch::Contains("groups[0].kind"));
}

TEST_CASE("a setting of a grid has its values, its original name and its work") {
    const ScenarioSpec spec =
        parse(
            with(
                "zstd.level3.command.json", "\"command\":",
                R"("original_name": "pack/level=3", "grid": {"level": "3"}, "reference_setting": "pack-level-1",
                                         "work": {"count": 2.5, "unit": "B"}, "command":)"))
            .scenarios[2];
    CHECK(spec.original_name == "pack/level=3");
    CHECK(spec.grid == std::map<std::string, std::string>{{"level", "3"}});
    CHECK(spec.reference_setting == "pack-level-1");
    CHECK(spec.work == ratchet::WorkPerRun{2.5, "B"});
    CHECK_FALSE(parse(complete).scenarios[2].grid);
    CHECK_FALSE(parse(complete).scenarios[2].work);
    CHECK_THAT(problem(with("zstd.level3.command.json",
                            "\"command\":", R"("work": {"count": 0, "unit": "B"}, "command":)")),
               Catch::Contains("work.count"));
}

TEST_CASE("the text by which a command says that it is ready is a part of one line") {
    const auto told = [](const char* line) {
        return with("zstd.level3.command.json",
                    "\"command\":", "\"ready_line\": " + std::string(line) + ", \"command\":");
    };
    CHECK(parse(told(R"("listening on")")).scenarios[2].ready_line == "listening on");
    CHECK_FALSE(parse(complete).scenarios[2].ready_line);
    CHECK_THAT(problem(told(R"("")")), Catch::Contains("ready_line") && Catch::Contains("empty"));
    CHECK_THAT(problem(told(R"("a\nb")")), Catch::Contains("ready_line") && Catch::Contains("one line"));
}

TEST_CASE("an option not given is the default, and says so") {
    const ScenarioSpec spec = parse(complete).scenarios[2];
    CHECK(spec.repetitions == 9);
    CHECK(spec.timeout_s == 600);
    CHECK_FALSE(spec.cpus);
    CHECK(spec.option_origin.size() == 11);
    CHECK(spec.option_origin.at("repetitions") == "default");

    const ScenarioSpec cheap = parse(complete).scenarios[0];
    CHECK(cheap.working_directory == "/p/build");
    CHECK(cheap.baseline_directory == "/p/baselines");
    CHECK(cheap.gates.empty());
    CHECK(cheap.profiler == "auto");
}

TEST_CASE("options of a group reach its scenarios, and a scenario's own beat them") {
    const ProjectRegistry registry = parse(complete);
    const ScenarioSpec& cheap = registry.scenarios[0];
    CHECK(cheap.repetitions == 10);
    CHECK(cheap.option_origin.at("repetitions") == "group");
    CHECK(cheap.cpus == 1);
    CHECK(cheap.timeout_s == 60);
    CHECK(cheap.labels == Names{"search"});
    CHECK(cheap.environment ==
          std::vector<EnvironmentEntry>{{"SEED", "1=2"}, {"EMPTY", ""}, {"SLOWDOWN", std::nullopt}});

    const ScenarioSpec& wide = registry.scenarios[1];
    CHECK(wide.repetitions == 14);
    CHECK(wide.option_origin.at("repetitions") == "scenario");
    CHECK(wide.gates == Names{"none"});
    CHECK(wide.timeout_s == 60);
    CHECK(wide.option_origin.at("timeout_s") == "group");
}

TEST_CASE("options of a command are its scenario's own") {
    const ScenarioSpec spec = parse(complete).scenarios[2];
    CHECK(spec.working_directory == "/p/build/data");
    CHECK(spec.baseline_directory == "/p/accepted");
    CHECK(spec.gates == Names{"wall_time 2%/5%", "peak_rss <= 64MiB"});
    CHECK(spec.profiler == "none");
    CHECK(spec.max_repetitions == 30);
    CHECK(spec.option_origin.at("max_repetitions") == "scenario");

    const ScenarioSpec set =
        parse(with("index.json", "\"tree_search/wide\": {", "\"zstd/level3\": {\"cpus\": 2, ")).scenarios[2];
    CHECK(set.cpus == 2);
    CHECK(set.repetitions == 14);
    CHECK(set.profiler == "none");
}

TEST_CASE("a description comes from the scenario's options, its program, its group, in this order") {
    CHECK(parse(complete).scenarios[1].description == "many actions");
    CHECK(parse(complete).scenarios[1].option_origin.at("description") == "program");
    CHECK(parse(complete).scenarios[0].description == "searches");
    CHECK(parse(with("index.json", "\"repetitions\": 14", "\"description\": \"own\""))
              .scenarios[1]
              .description == "own");
}

TEST_CASE("the program's word on its build beats the build's settings") {
    const ProjectRegistry registry = parse(complete);
    CHECK(registry.scenarios[0].build.optimised == false);
    CHECK(registry.scenarios[0].build.sanitizers == "address");
    CHECK(registry.scenarios[1].build.optimised == true);
    CHECK(registry.scenarios[2].build.optimised == true);
    CHECK(registry.scenarios[2].build.compiler == "GNU 12.2.0");
    CHECK(registry.scenarios[2].build.flags == "-Wall -O3 -DNDEBUG");
    CHECK(registry.scenarios[2].build.build_type == "Release");
    CHECK(parse(without("tree_search.scenarios.json")).scenarios[0].build.optimised == true);
}

TEST_CASE("suites are the groups and those of the index, and scenarios know theirs") {
    const ProjectRegistry registry = parse(complete);
    REQUIRE(registry.suites.size() == 3);
    CHECK(registry.suites[0] == SuiteSpec{"quick", "a few", {{"tree_search", "wide"}, {"zstd", "level3"}}});
    CHECK(registry.suites[1] ==
          SuiteSpec{"tree_search", "searches", {{"tree_search", "cheap"}, {"tree_search", "wide"}}});
    CHECK(registry.suites[2] == SuiteSpec{"zstd", "", {{"zstd", "level3"}}});
    CHECK(registry.scenarios[0].suites == Names{"tree_search"});
    CHECK(registry.scenarios[1].suites == Names{"quick", "tree_search"});
}

TEST_CASE("a suite keeps members that do not exist") {
    const ProjectRegistry registry = parse(with("index.json", "tree_search/wide\"]", "tree_search/wdie\"]"));
    CHECK(registry.suites[0].members ==
          std::vector<ScenarioName>{{"tree_search", "wdie"}, {"zstd", "level3"}});
}

TEST_CASE("a group that has not been built has no scenarios and is named") {
    const ProjectRegistry registry = parse(without("tree_search.names"));
    CHECK(registry.not_built == Names{"tree_search"});
    REQUIRE(registry.scenarios.size() == 1);
    REQUIRE(registry.suites.size() == 3);
    CHECK(registry.suites[1].members.empty());
}

TEST_CASE("files that the index does not name are ignored") {
    Texts files = complete;
    files["old.group.json"] = "garbage";
    files["old.names"] = "x";
    CHECK(parse(files) == parse(complete));
}

TEST_CASE("of two contradicting repetition counts the later given one counts") {
    const ScenarioSpec wide =
        parse(with("index.json", "\"repetitions\": 14", "\"repetitions\": 25")).scenarios[1];
    CHECK(wide.repetitions == 25);
    CHECK(wide.max_repetitions == 25);
    CHECK(wide.option_origin.at("max_repetitions") == "scenario");
    const ScenarioSpec few =
        parse(with("index.json", "\"repetitions\": 14", "\"max_repetitions\": 5")).scenarios[1];
    CHECK(few.repetitions == 5);
    CHECK(few.option_origin.at("repetitions") == "scenario");
}

TEST_CASE("no index means that the project is to be configured") {
    try {
        parse({});
        FAIL("an error was expected");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
        CHECK(error.where() == "/p/build/perf/registry");
        CHECK_THAT(error.message(), Catch::Contains("configure the project"));
    }
}

TEST_CASE("what is missing or malformed is named by file and field") {
    using Catch::Contains;
    CHECK_THAT(problem(without("tree_search.group.json")), Contains("registry/tree_search.group.json"));
    CHECK_THAT(problem(without("zstd.level3.command.json")), Contains("zstd.level3.command.json"));
    CHECK_THAT(problem({{"index.json", "{"}}), Contains("registry/index.json"));
    CHECK_THAT(problem(with("index.json", "registry/1", "registry/2")), Contains("index.json"));
    CHECK_THAT(problem(with("index.json", "\"project\"", "\"projekt\"")), Contains("project"));
    CHECK_THAT(problem(with("index.json", "\"/p\"", "\"p\"")), Contains("source_directory"));
    CHECK_THAT(problem(with("index.json", "\"strict\"", "\"lenient\"")), Contains("mode"));
    CHECK_THAT(problem(with("index.json", "14", "0")), Contains("tree_search/wide.repetitions"));
    CHECK_THAT(problem(with("index.json", "14", "\"14\"")), Contains("tree_search/wide.repetitions"));
    CHECK_THAT(problem(with("index.json", "14", "14, \"max_repetitions\": 10")), Contains("max_repetitions"));
    CHECK_THAT(problem(with("zstd.level3.command.json", "\"none\"", "\"magic\"")), Contains("profiler"));
    CHECK_THAT(problem(with("zstd.level3.command.json", "\"zstd\", \"-3\"", "\"\"")),
               Contains("options.command") || Contains("command"));
    CHECK_THAT(problem(with("zstd.level3.command.json", "level3", "level4")),
               Contains("zstd.level3.command.json"));
    CHECK_THAT(problem(with("tree_search.group.json", "\"cpus\": 1", "\"cpus\": -1")),
               Contains("options.cpus"));
    CHECK_THAT(problem(with("tree_search.group.json", "60", "0")), Contains("options.timeout_s"));
    CHECK_THAT(problem(with("tree_search.group.json", "SEED=", "=")), Contains("options.environment"));
    CHECK_THAT(problem(with("tree_search.group.json", "/p/build/tree_search", "tree_search")),
               Contains("executable"));
}

TEST_CASE("a hostile group cannot make the reader leave its directory") {
    CHECK_THAT(problem(with("index.json", "\"name\": \"tree_search\"", "\"name\": \"../../etc/x\"")),
               Catch::Contains("groups[0].name"));
    CHECK_THAT(problem(with("index.json", "[\"zstd/level3\"]", "[\"../x/level3\"]")),
               Catch::Contains("commands[0]"));
}

TEST_CASE("names listed twice or malformed are refused with their line") {
    for (const char* names :
         {"wide\ncheap\nwide\n", "wide\ncheap\na b\n", "wide\ncheap\n\n", "wide\ncheap\n\x1b[2J"}) {
        Texts files = complete;
        files["tree_search.names"] = names;
        CHECK_THAT(problem(files), Catch::Contains("tree_search.names") && Catch::Contains("line 3") &&
                                       !Catch::Contains("\x1b"));
    }
}

TEST_CASE("one name for two things is refused") {
    Texts files = with("index.json", "[\"zstd/level3\"]", "[\"zstd/level3\", \"tree_search/wide\"]");
    files["tree_search.wide.command.json"] = R"({"$schema": "ratchet/registry/1", "group": "tree_search",
        "name": "wide", "command": ["true"], "options": {}})";
    CHECK_THAT(problem(files), Catch::Contains("tree_search/wide"));
    CHECK_THAT(problem(with("index.json", "\"quick\"", "\"zstd\"")), Catch::Contains("suite zstd"));
}
