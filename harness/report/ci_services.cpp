#include "report/ci_services.hpp"

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Environment = std::map<std::string, std::string>;

std::string text_of(const Environment& environment, const std::string& name) {
    return variable(environment, name).value_or("");
}

bool is_on(const Environment& environment, const std::string& name) {
    const std::string value = text_of(environment, name);
    if (!value.empty() && value != "0" && value != "1") {
        throw Error(ErrorCode::usage, fmt::format("\"{}\" cannot be honoured; use 1 or 0", printable(value)),
                    name);
    }
    return value == "1";
}

}  // namespace

CiServices ci_services(const Environment& environment) {
    CiServices services;
    services.github_annotations = text_of(environment, "GITHUB_ACTIONS") == "true";
    services.github_summary = text_of(environment, "GITHUB_STEP_SUMMARY");
    if (variable(environment, "GITLAB_CI")) {
        services.gitlab_project = text_of(environment, "CI_PROJECT_DIR");
    }
    services.ctest_measurements = is_on(environment, "RATCHET_CTEST_MEASUREMENTS");
    return services;
}

std::string path_for(const CiServices& services, const std::string& path) {
    std::string project = services.gitlab_project;
    while (project.ends_with('/')) {
        project.pop_back();
    }
    return !project.empty() && path.starts_with(project + "/") ? path.substr(project.size() + 1) : path;
}

}  // namespace ratchet
