#include "registry/selection.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// By binary search, since the scenarios of a registry are sorted; nullptr when there is none.
const ScenarioSpec* find_scenario(const ProjectRegistry& registry, const ScenarioName& name) {
    const auto found = std::lower_bound(
        registry.scenarios.begin(), registry.scenarios.end(), name,
        [](const ScenarioSpec& spec, const ScenarioName& wanted) { return spec.name < wanted; });
    return found != registry.scenarios.end() && found->name == name ? &*found : nullptr;
}

const SuiteSpec* find_suite(const ProjectRegistry& registry, const std::string& name) {
    const auto found = std::find_if(registry.suites.begin(), registry.suites.end(),
                                    [&name](const SuiteSpec& suite) { return suite.name == name; });
    return found != registry.suites.end() ? &*found : nullptr;
}

bool is_built(const ProjectRegistry& registry, const std::string& group) {
    return std::find(registry.not_built.begin(), registry.not_built.end(), group) == registry.not_built.end();
}

/// What to do about a name that stands for nothing.
std::string advice(const ProjectRegistry& registry, const std::string& name) {
    if (!is_built(registry, name.substr(0, name.find('/')))) {
        return "its program has not been built; build the project";
    }
    std::vector<std::string> candidates;
    for (const ScenarioSpec& spec : registry.scenarios) {
        candidates.push_back(spec.name.full());
    }
    for (const SuiteSpec& suite : registry.suites) {
        candidates.push_back(suite.name);
    }
    const std::vector<std::string> near = near_names(name, candidates);
    return near.empty() ? "ratchet list shows what there is"
                        : fmt::format("did you mean {}?", fmt::join(near, " or "));
}

[[noreturn]] void fail_unknown(const ProjectRegistry& registry, const std::string& name) {
    throw Error(ErrorCode::usage, fmt::format("there is no scenario or suite \"{}\"; {}", printable(name),
                                              advice(registry, name)));
}

void check_suite(const ProjectRegistry& registry, const SuiteSpec& suite) {
    const std::vector<ScenarioName> unknown = unknown_members(registry, suite);
    if (!unknown.empty()) {
        const std::string first = unknown.front().full();
        throw Error(ErrorCode::usage,
                    fmt::format("suite {} has {} unknown member{}, first {}; {}", suite.name, unknown.size(),
                                unknown.size() == 1 ? "" : "s", first, advice(registry, first)));
    }
    if (suite.members.empty()) {
        throw Error(ErrorCode::usage,
                    fmt::format("suite {} has no scenario; {}", suite.name, advice(registry, suite.name)));
    }
}

/// Full name, suite or group to names of scenarios that exist.
std::vector<ScenarioName> expand(const ProjectRegistry& registry, const std::string& name) {
    if (const SuiteSpec* suite = find_suite(registry, name)) {
        check_suite(registry, *suite);
        return suite->members;
    }
    const std::size_t slash = name.find('/');
    if (slash != std::string::npos) {
        ScenarioName wanted{name.substr(0, slash), name.substr(slash + 1)};
        if (find_scenario(registry, wanted) != nullptr) {
            return {std::move(wanted)};
        }
    }
    fail_unknown(registry, name);
}

}  // namespace

std::vector<ScenarioSpec> resolve(const ProjectRegistry& registry, const std::vector<std::string>& names) {
    if (registry.scenarios.empty() && registry.not_built.empty()) {
        throw Error(ErrorCode::usage,
                    "the project registers no scenario; add one with a ratchet_add_ function");
    }
    if (registry.scenarios.empty()) {
        throw Error(ErrorCode::usage, "no program with scenarios has been built; build the project");
    }
    if (names.empty()) {
        return registry.scenarios;
    }
    std::vector<ScenarioSpec> selected;
    std::set<ScenarioName> seen;
    for (const std::string& name : names) {
        for (const ScenarioName& scenario : expand(registry, name)) {
            if (seen.insert(scenario).second) {
                selected.push_back(*find_scenario(registry, scenario));
            }
        }
    }
    return selected;
}

std::vector<ScenarioName> unknown_members(const ProjectRegistry& registry, const SuiteSpec& suite) {
    std::vector<ScenarioName> unknown;
    std::copy_if(suite.members.begin(), suite.members.end(), std::back_inserter(unknown),
                 [&](const ScenarioName& member) { return find_scenario(registry, member) == nullptr; });
    return unknown;
}

}  // namespace ratchet
