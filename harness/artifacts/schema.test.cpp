#include "artifacts/codecs.hpp"
#include "artifacts/project_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "catch.hpp"
#include "profile/counters_json.hpp"
#include "profile/folded.hpp"
#include "profile/profile_comparison.hpp"
#include "profile/profile_json.hpp"
#include "registry/registry_files.hpp"
#include "report/compare_documents.hpp"
#include "report/doctor_json.hpp"
#include "testing/example_records.hpp"
#include "testing/example_texts.hpp"

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

const std::filesystem::path schema_directory = RATCHET_SCHEMA_DIRECTORY;

const json& schema_document(const std::string& file) {
    static std::map<std::string, json> documents;
    if (!documents.contains(file)) {
        documents[file] = json::parse(read_text(schema_directory / file));
    }
    return documents.at(file);
}

/// A schema with everything it refers to, ready to judge documents.
class Schema {
  public:
    explicit Schema(const std::string& kind) {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(
            Adapter(schema_document(fmt::format("{}.schema.json", kind))), schema_,
            [](const std::string& file) { return &schema_document(file); }, [](const json*) {});
    }

    [[nodiscard]] bool accepts(const json& document) const {
        valijson::Validator validator;
        return validator.validate(schema_, Adapter(document), nullptr);
    }

    [[nodiscard]] std::string complaint(const json& document) const {
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(schema_, Adapter(document), &results)) {
            return "";
        }
        std::string text;
        valijson::ValidationResults::Error error;
        while (results.popError(error)) {
            for (const std::string& step : error.context) {
                text += step;
            }
            text += fmt::format(" {}\n", error.description);
        }
        return text;
    }

  private:
    valijson::Schema schema_;
};

/// One kind of document: a rich one, and what reads it. What is only written has no reader.
struct Kind {
    std::string name;
    std::string example;
    std::function<void(const std::string&)> read;
};

std::string text_at(const std::string& document, const char* key) {
    const json whole = json::parse(document);
    const json value = whole.is_object() ? whole.value(key, json()) : json();
    return value.is_string() ? value.get<std::string>() : "";
}

ProjectRegistry example_project() {
    ProjectRegistry project;
    project.project = hostile_text();
    project.scenarios = {example_scenario().spec};
    project.suites = {{"quick", "before each commit", {project.scenarios.front().name}}};
    project.not_built = {"parsers"};
    return project;
}

std::vector<CompareRow> example_comparison() {
    return {
        {"a/b", "wall_time", "s", false, 1.0, 2.0, Shift{0.7, 0.6, 0.8}, Verdict::regressed, hostile_text()},
        {"a/c", "wall_time", "s", false, 1.0, std::nullopt, std::nullopt, std::nullopt, ""},
        {"a/d", "", "", false, std::nullopt, std::nullopt, std::nullopt, Verdict::failed, "A: crashed"}};
}

DoctorReport example_doctor() {
    Sensitivity work;
    work.work = "memory";
    work.median_s = 0.005;
    work.scatter = 0.004;
    work.null = Verdict::unchanged;
    work.null_shift = Shift{0.001, -0.002, 0.004};
    work.same_boot = 0.054;
    work.other_boot = 0.12;
    work.duet = 0.05;
    work.needed = {{0.01, 30, 45}};
    return {example_session().host, "class", {{"load", true, hostile_text(), "stop it"}}, {work}};
}

TakenProfile example_profile() {
    TakenProfile profile;
    profile.stacks = read_folded("p`main;p`f 30\nmain 12\n", "x");
    profile.rung = ProfileRung::user_only;
    profile.why_no_better = hostile_text();
    profile.frequency_hz = 999;
    profile.duration_s = 1.5;
    profile.lost = 1;
    profile.throttled = 2;
    profile.truncated = 3;
    profile.unrooted = 4;
    return profile;
}

TakenProfile example_profile_before() {
    TakenProfile profile = example_profile();
    profile.stacks.add(std::vector{profile.stacks.index_of("gone", "program")}, 1000);
    return profile;
}

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        {"run", to_json(example_run(1)), [](const std::string& text) { run_from_json(text, "x"); }},
        {"component_summary", to_json(*example_run(1).components),
         [](const std::string& text) { component_summary_from_json(text, "x"); }},
        {"session", to_json(example_session()),
         [](const std::string& text) { session_from_json(text, "x"); }},
        {"scenario", to_json(example_scenario()),
         [](const std::string& text) { scenario_from_json(text, "x"); }},
        {"suite", to_json(example_suite()), [](const std::string& text) { suite_from_json(text, "x"); }},
        {"baseline", to_json(example_baseline()),
         [](const std::string& text) { baseline_from_json(text, "x"); }},
        {"bisection", to_json(example_bisection()),
         [](const std::string& text) { bisection_from_json(text, "x"); }},
        {"layout", to_json(example_layouts()), [](const std::string& text) { layouts_from_json(text, "x"); }},
        {"exec", to_json(example_exec()), [](const std::string& text) { exec_from_json(text, "x"); }},
        {"profile", profile_json(example_profile()),
         [](const std::string& text) {
             static_cast<void>(profile_from_json(text, write_folded(example_profile().stacks), "x", "y"));
         }},
        {"counters", counters_json(*example_scenario().profile->counters),
         [](const std::string& text) { static_cast<void>(counters_from_json(text, "x")); }},
        {"result", result_example, [](const std::string& text) { result_from_json(text, "x"); }},
        {"list", list_example, [](const std::string& text) { listing_from_json(text, "x"); }},
        {"registry_index", registry_index_example,
         [](const std::string& text) { static_cast<void>(read_index(text, "x")); }},
        {"registry_group", registry_group_example,
         [](const std::string& text) { static_cast<void>(read_group(text, "x", text_at(text, "group"))); }},
        {"registry_command", registry_command_example,
         [](const std::string& text) {
             static_cast<void>(read_command(text, "x", {text_at(text, "group"), text_at(text, "name")}));
         }},
        {"project", to_json(example_project()), {}},
        {"doctor", doctor_json(example_doctor()), {}},
        {"comparison", compare_json(example_comparison()), {}},
        {"profile_comparison",
         profile_comparison_json(compare_profiles(example_profile(), example_profile_before()),
                                 {"a", hostile_text(), "diff.svg"}),
         {}}};
    return all;
}

/// Whether the reader accepts `document`; anything but an `Error(artifact)` fails the test.
bool reader_accepts(const Kind& kind, const json& document) {
    try {
        kind.read(document.dump());
        return true;
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return false;
    }
}

/// The types and keys of `value`, however long its arrays: values of one shape are read in the same way.
std::set<std::string> shape_of(const json& value, const std::string& place = "") {
    std::set<std::string> shape{place + value.type_name()};
    if (value.is_structured()) {
        for (const auto& [key, member] : value.items()) {
            shape.merge(shape_of(member, place + "/" + (value.is_array() ? "" : key)));
        }
    }
    return shape;
}

/// Calls `visit` with every place of `document`, except within a suite's scenarios, which are documents of
/// their own; of an array's elements of one shape the first stands for all.
void for_each_place(const json& document, const std::function<void(const json::json_pointer&)>& visit,
                    const json::json_pointer& place = json::json_pointer()) {
    visit(place);
    const json& value = document[place];
    const bool scenario_of_suite = !place.empty() && value.is_object() && value.contains("plan_origin");
    if (value.is_structured() && !scenario_of_suite) {
        std::set<std::set<std::string>> seen;
        for (const auto& [key, member] : value.items()) {
            if (value.is_array() && !seen.insert(shape_of(member)).second) {
                continue;
            }
            for_each_place(
                document, visit,
                value.is_array() ? place / static_cast<std::size_t>(std::stoul(key)) : place / key);
        }
    }
}

/// The schemas without references and alternatives that together speak about one value.
std::vector<const json*> plain_parts(const json& schema) {
    std::vector<const json*> parts{&schema};
    const auto add = [&parts](const json& other) {
        const auto more = plain_parts(other);
        parts.insert(parts.end(), more.begin(), more.end());
    };
    if (schema.contains("$ref")) {
        const std::string reference = schema["$ref"];
        const std::size_t hash = reference.find('#');
        const json& file = schema_document(reference.substr(0, hash));
        add(hash == std::string::npos ? file : file[json::json_pointer(reference.substr(hash + 1))]);
    }
    for (const char* combination : {"allOf", "anyOf"}) {
        for (const json& alternative : schema.value(combination, json::array())) {
            static std::deque<json> kept;  // `value` gives a copy, and the parts point into it
            add(kept.emplace_back(alternative));
        }
    }
    return parts;
}

bool is_described(const json& schema) {
    for (const json* part : plain_parts(schema)) {
        if (part->contains("description")) {
            return true;
        }
    }
    return false;
}

/// Fails for every key of `value` that the schema does not describe.
void every_key_is_described(const json& value, const json& schema, const std::string& path) {
    const std::vector<const json*> parts = plain_parts(schema);
    for (const auto& [key, member] : value.items()) {
        const json* found = nullptr;
        for (const json* part : parts) {
            if (part->contains("properties") && (*part)["properties"].contains(key)) {
                found = &(*part)["properties"][key];
                INFO(path << "." << key);
                CHECK(is_described(*found));
                break;
            }
            const char* others = value.is_array() ? "items" : "additionalProperties";
            found = part->contains(others) ? &(*part)[others] : found;
        }
        INFO(path << "." << key);
        if (member.is_structured() || !value.is_array()) {
            REQUIRE(found != nullptr);
        }
        if (found != nullptr && member.is_structured()) {
            every_key_is_described(member, *found, fmt::format("{}.{}", path, key));
        }
    }
}

TEST_CASE("what is written is valid by its schema, rich or bare") {
    for (const Kind& kind : kinds()) {
        CAPTURE(kind.name);
        CHECK(Schema(kind.name).complaint(json::parse(kind.example)) == "");
        CHECK((!kind.read || reader_accepts(kind, json::parse(kind.example))));
    }
    CHECK(Schema("run").complaint(json::parse(to_json(RunRecord()))) == "");
    CHECK(Schema("run").complaint(json::parse(to_json(example_failed_run(1)))) == "");
    CHECK(Schema("session").complaint(json::parse(to_json(SessionRecord()))) == "");
    CHECK(Schema("suite").complaint(json::parse(to_json(SuiteRecord()))) == "");
    CHECK(Schema("exec").complaint(json::parse(to_json(ExecRecord()))) == "");
    CHECK(Schema("profile").complaint(json::parse(profile_json({}))) == "");
    ScenarioRecord begun;
    begun.name = begun.spec.name = {"zstd", "level3"};
    CHECK(Schema("scenario").complaint(json::parse(to_json(begun))) == "");
    CHECK(Schema("result").complaint(json::parse(R"({"$schema":"ratchet/result/1"})")) == "");
}

TEST_CASE("every key that is written is described by the schema") {
    for (const Kind& kind : kinds()) {
        if (kind.name != "result") {  // its reserved keys hold anything
            every_key_is_described(json::parse(kind.example),
                                   schema_document(fmt::format("{}.schema.json", kind.name)), kind.name);
        }
    }
}

/// What a schema cannot say (a metric with values needs a definition), or what it says of derived values,
/// which no reader looks at.
bool may_differ(const Kind& kind, const json::json_pointer& place) {
    const std::string path = place.to_string();
    return (kind.name == "baseline" && place.parent_pointer().to_string() == "/metrics") ||
           path.find("/change/") != std::string::npos ||
           path.find("/component_summary/") != std::string::npos;
}

TEST_CASE("schema and reader agree on which keys are required") {
    for (const Kind& kind : kinds()) {
        if (!kind.read) {
            continue;  // only written
        }
        const Schema schema(kind.name);
        const json whole = json::parse(kind.example);
        for_each_place(whole, [&](const json::json_pointer& place) {
            if (place.empty() || !whole[place.parent_pointer()].is_object() || may_differ(kind, place)) {
                return;
            }
            json without = whole;
            without[place.parent_pointer()].erase(place.back());
            INFO(kind.name << " without " << place.to_string());
            CHECK(schema.accepts(without) == reader_accepts(kind, without));
        });
    }
}

TEST_CASE("what the reader refuses as of another type the schema refuses too") {
    int refused = 0;
    for (const Kind& kind : kinds()) {
        if (!kind.read) {
            continue;  // only written
        }
        const Schema schema(kind.name);
        const json whole = json::parse(kind.example);
        for_each_place(whole, [&](const json::json_pointer& place) {
            for (const json& other : {json(nullptr), json(true), json("x"), json(-1), json(0.5),
                                      json::array({json::object()}), json::object({{"x", json::array()}})}) {
                json changed = whole;
                changed[place] = other;
                if (!reader_accepts(kind, changed)) {
                    INFO(kind.name << place.to_string() << " = " << other);
                    ++refused;
                    CHECK_FALSE(schema.accepts(changed));
                }
            }
        });
    }
    CHECK(refused > 1000);
}

TEST_CASE("schema and reader tolerate keys that they do not know, everywhere") {
    for (const Kind& kind : kinds()) {
        json extended = json::parse(kind.example);
        extended["from_the_future"] = json::array({1, json::object({{"nested", nullptr}})});
        CAPTURE(kind.name);
        CHECK(Schema(kind.name).complaint(extended) == "");
        CHECK((!kind.read || reader_accepts(kind, extended)));
    }
}

/// The kind of a registry's file, by its name.
std::string registry_kind(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return name == "index.json"              ? "registry_index"
           : name.ends_with(".group.json")   ? "registry_group"
           : name.ends_with(".command.json") ? "registry_command"
                                             : "list";
}

TEST_CASE("the registry that CMake and the build wrote for this very project is valid") {
    const std::filesystem::path registry = RATCHET_OWN_REGISTRY;
    if (!std::filesystem::exists(registry / "index.json")) {
        WARN("skipped: this build registers no scenarios at " << registry);
        return;
    }
    for (const auto& entry : std::filesystem::directory_iterator(registry)) {
        if (entry.path().extension() == ".json") {
            CAPTURE(entry.path());
            CHECK(Schema(registry_kind(entry.path())).complaint(json::parse(read_text(entry.path()))) == "");
        }
    }
}

}  // namespace
}  // namespace ratchet::artifacts
