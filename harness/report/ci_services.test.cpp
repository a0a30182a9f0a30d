#include "report/ci_services.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;

TEST_CASE("outside a CI service there is nothing to do for one") {
    const CiServices services = ci_services({});
    CHECK_FALSE(services.github_annotations);
    CHECK(services.github_summary.empty());
    CHECK_FALSE(services.ctest_measurements);
    CHECK(path_for(services, "/home/me/project/build/perf/x") == "/home/me/project/build/perf/x");
    CHECK_FALSE(ci_services({{"GITHUB_ACTIONS", "false"}}).github_annotations);
}

TEST_CASE("GitHub Actions says where the summary is, and wants annotations") {
    const CiServices services =
        ci_services({{"GITHUB_ACTIONS", "true"}, {"GITHUB_STEP_SUMMARY", "/tmp/summary"}});
    CHECK(services.github_annotations);
    CHECK(services.github_summary == "/tmp/summary");
}

TEST_CASE("GitLab wants paths relative to its project's directory, everybody else whole ones") {
    const CiServices gitlab = ci_services({{"GITLAB_CI", "true"}, {"CI_PROJECT_DIR", "/builds/me/project/"}});
    CHECK(path_for(gitlab, "/builds/me/project/build/perf/x") == "build/perf/x");
    CHECK(path_for(gitlab, "/builds/me/project-2/perf/x") == "/builds/me/project-2/perf/x");
    CHECK(path_for(gitlab, "/elsewhere") == "/elsewhere");
    CHECK(path_for(ci_services({{"GITLAB_CI", "true"}}), "/elsewhere") == "/elsewhere");
    CHECK(path_for(ci_services({{"CI_PROJECT_DIR", "/builds"}}), "/builds/x") == "/builds/x");
}

TEST_CASE("CTest's measurements are asked for by 1, and what is neither 0 nor 1 is refused by name") {
    CHECK(ci_services({{"RATCHET_CTEST_MEASUREMENTS", "1"}}).ctest_measurements);
    CHECK_FALSE(ci_services({{"RATCHET_CTEST_MEASUREMENTS", "0"}}).ctest_measurements);
    CHECK_FALSE(ci_services({{"RATCHET_CTEST_MEASUREMENTS", ""}}).ctest_measurements);
    CHECK_THROWS_WITH(ci_services({{"RATCHET_CTEST_MEASUREMENTS", "yes"}}),
                      Catch::Contains("RATCHET_CTEST_MEASUREMENTS") && Catch::Contains("1 or 0"));
}
