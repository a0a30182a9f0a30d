#pragma once

#include <map>
#include <string>

namespace ratchet {

/// What the caller's environment says of the CI service, and of what CTest is to be told.
struct CiServices {
    bool github_annotations = false;  ///< GITHUB_ACTIONS is "true"
    std::string github_summary;       ///< GITHUB_STEP_SUMMARY, the file to append to; empty: none
    std::string gitlab_project;       ///< CI_PROJECT_DIR where GITLAB_CI is set; empty: not there
    bool ctest_measurements = false;  ///< RATCHET_CTEST_MEASUREMENTS is "1"
};

/// Throws `Error(usage)` when RATCHET_CTEST_MEASUREMENTS is neither 0 nor 1 nor empty.
CiServices ci_services(const std::map<std::string, std::string>& environment);

/// How the CI service is to find a file's directory that is at `path`: GitLab wants it relative to its
/// project's directory, and others, such as Jenkins, as it is.
std::string path_for(const CiServices& services, const std::string& path);

}  // namespace ratchet
