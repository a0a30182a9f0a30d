#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "testing/can_sample.hpp"
#include "testing/small_project_process.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;
using testing::all_output;
using testing::SmallProject;
using testing::text_of;

namespace {

/// Of a program with a function of 30 % and one of 70 %.
struct SplitProject : SmallProject {
    void gate(const std::string& name, const std::string& gates, const std::string& profiler = "auto") {
        add(name, std::string(RATCHET_PROFILED_PROGRAM) + " split 0.5",
            fmt::format(R"({{"repetitions": 1, "gate": {}, "profiler": "{}", "timeout_s": 20}})", gates,
                        profiler));
    }
    [[nodiscard]] nlohmann::json record(const std::string& name) const {
        return nlohmann::json::parse(text_of(output() / "latest/scenarios/probe" / name / "scenario.json"));
    }
};

}  // namespace

TEST_CASE(
    "a share of 30 % keeps a limit of 40 %, one of 70 % breaks it and is named, and so from the record") {
    if (!testing::can_sample()) {
        return;
    }
    SplitProject project;
    project.gate("light", R"(["share(thirty) <= 40%", "share(\\bthirty\\b|seventy) >= 90%"])");
    project.gate("heavy", R"(["share(seventy) <= 40%"])");
    const SubprocessResult kept = project.run({"run", "probe/light"});
    INFO(all_output(kept));
    CHECK(kept.exit_code == 0);
    const nlohmann::json profile = project.record("light").at("profile");
    const nlohmann::json& shares = profile.at("shares");
    CHECK(shares.at(0).at("pattern") == "thirty");
    CHECK(shares.at(0).at("samples") == profile.at("samples"));
    CHECK(profile.at("samples") > 1000);
    CHECK(shares.at(0).at("matched").get<double>() / shares.at(0).at("samples").get<double>() ==
          Approx(0.3).margin(0.04));

    const SubprocessResult broken = project.run({"run", "probe/heavy"});
    INFO(all_output(broken));
    CHECK(broken.exit_code == 1);
    CHECK_THAT(broken.output,
               Contains("share(seventy) breaks its budget") && Contains("the limit is 40.0 %"));
    const nlohmann::json verdict = project.record("heavy").at("verdict");
    CHECK(verdict.at("gates").at(0).at("budget").at("limit") == Approx(40));
    CHECK(project.run({"report"}).exit_code == 1);
    CHECK(project.record("heavy").at("verdict") == verdict);
}

TEST_CASE("a limit on a function that never ran is kept, but tells what may have been meant") {
    if (!testing::can_sample()) {
        return;
    }
    SplitProject project;
    project.gate("work", R"(["share(senvety) <= 40%"])");
    const SubprocessResult result = project.run({"run", "probe/work"});
    INFO(all_output(result));
    CHECK(result.exit_code == 0);
    const nlohmann::json record = project.record("work");
    CHECK_THAT(record.at("verdict").at("reason").get<std::string>(),
               Contains("no function of that name ran"));
    CHECK_THAT(record.at("warnings").dump(),
               Contains("no_such_function") && Contains("share(senvety)") && Contains("seventy"));
}

TEST_CASE("a limit on a share fails where nobody profiles, and says what would") {
    SplitProject project;
    project.gate("work", R"(["share(thirty) <= 40%"])", "none");
    const SubprocessResult result = project.run({"run", "probe/work"});
    INFO(all_output(result));
    CHECK(result.exit_code == 4);
    CHECK_THAT(result.output, Contains("share(thirty) was not sampled") && Contains("PROFILER auto"));
    CHECK(project.record("work").at("completed_runs") == 1);
}

TEST_CASE("what is no regular expression is refused before anything is measured") {
    SplitProject project;
    project.gate("work", R"(["share(a{3,2}) <= 40%"])");
    const SubprocessResult result = project.run({"run", "probe/work"});
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error_output, Contains("GATE of probe/work") && Contains("column 8: in the regular"));
    CHECK_FALSE(fs::exists(project.output() / "latest"));
}
