#include "artifacts/program_listing.hpp"

#include "artifacts/document.hpp"
#include "model/name.hpp"

#include <set>

#include <fmt/format.h>

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind list_document{.name = "list",
                                     .advice = "build the program that lists its scenarios again"};

struct Listing {
    std::vector<ListedScenario> scenarios;
};

}  // namespace

static void describe(auto& fields, Is<ListedScenario> auto& scenario) {
    fields("name", scenario.name);
    fields.require(is_scenario_name(scenario.name), "name",
                   "is not [A-Za-z0-9][A-Za-z0-9_+.-]*, as a scenario's name must be");
    fields.if_told("description", scenario.description);
    fields.if_told("file", scenario.file);
    fields.if_told("line", scenario.line);
    fields("optimised", scenario.optimised);
    fields.if_told("sanitizers", scenario.sanitizers);
    fields("original_name", scenario.original_name);
    fields("test_case", scenario.test_case);
}

static void describe(auto& fields, Is<Listing> auto& listing) {
    fields("scenarios", listing.scenarios);
    std::set<std::string> names;
    for (const ListedScenario& scenario : listing.scenarios) {
        fields.require(names.insert(scenario.name).second, "scenarios",
                       fmt::format("\"{}\" is listed twice", scenario.name));
    }
}

std::vector<ListedScenario> listing_from_json(std::string_view text, const std::string& where) {
    return read_record<Listing>(list_document, text, where).scenarios;
}

std::string to_json(const std::vector<ListedScenario>& scenarios) {
    return write_record(list_document, Listing{scenarios});
}

}  // namespace ratchet::artifacts
