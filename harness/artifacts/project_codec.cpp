#include "artifacts/project_codec.hpp"

#include "artifacts/describe_scenario.hpp"
#include "artifacts/document.hpp"

namespace ratchet::artifacts {

void describe(auto& fields, Is<SuiteSpec> auto& suite) {
    fields("name", suite.name);
    fields("description", suite.description);
    fields("members", suite.members);
}

void describe(auto& fields, Is<ProjectRegistry> auto& project) {
    fields("project", project.project);
    fields("configuration", project.configuration);
    fields("output_directory", project.output_directory);
    fields("scenarios", project.scenarios);
    fields("suites", project.suites);
    fields("not_built", project.not_built);
}

std::string to_json(const ProjectRegistry& project) {
    return write_record({.name = "project", .advice = "", .version = 1, .upgrades = {}}, project);
}

}  // namespace ratchet::artifacts
