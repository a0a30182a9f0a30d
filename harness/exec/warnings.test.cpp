#include "exec/warnings.hpp"

#include "catch.hpp"

#include <algorithm>

using namespace ratchet;
using Values = std::vector<double>;

namespace {

/// A command of which each run took a wall time and used a CPU all along.
MeasuredCommand busy(const Values& wall) {
    MeasuredCommand command;
    command.runs.resize(wall.size());
    command.values["wall_time"] = wall;
    command.values["user_time"] = wall;
    command.values["system_time"] = Values(wall.size(), 0.0);
    return command;
}

std::vector<WarningKind> kinds(const MeasuredCommand& command, std::optional<double> shell_s = std::nullopt) {
    std::vector<WarningKind> found;
    for (const Warning& warning : exec_warnings("cmd", command, shell_s)) {
        CHECK(warning.subject == "cmd");
        found.push_back(warning.kind);
    }
    return found;
}

Values around(double level, std::size_t count) {
    Values values;
    while (values.size() < count) {
        values.push_back(level * (1 + 0.01 * static_cast<double>(values.size() % 5)));
    }
    return values;
}

using Kinds = std::vector<WarningKind>;

}  // namespace

TEST_CASE("a steady, busy command of some length has no warning, nor has one without a run") {
    CHECK(kinds(busy(around(0.1, 20))).empty());
    CHECK(kinds(busy({})).empty());
    CHECK(kinds(busy({0.1})).empty());
}

TEST_CASE("a first run that stands out is told, and is no outlier besides") {
    Values wall = around(0.1, 20);
    wall.front() = 0.2;
    CHECK(kinds(busy(wall)) == Kinds{WarningKind::slow_first_run});
    CHECK(exec_warnings("cmd", busy(wall), std::nullopt)[0].detail == "200 ms against 102 ms");
    wall.front() = 0.108;  // inside 10 %
    CHECK(kinds(busy(wall)).empty());
    CHECK(kinds(busy({0.2, 0.1, 0.1, 0.1})).empty());
    CHECK(kinds(busy({0.05, 0.1, 0.1, 0.1, 0.1, 0.1})).empty());  // fast is no sign of cold caches
}

TEST_CASE("outliers are told by their share and their distance") {
    Values wall = around(0.1, 20);
    wall[7] = 0.15;
    CHECK(kinds(busy(wall)) == Kinds{WarningKind::outliers});
    CHECK(exec_warnings("cmd", busy(wall), std::nullopt)[0].detail ==
          "1 of 20 runs, the furthest +47.1 % from the median");
    Values many = around(0.1, 200);
    many[7] = many[8] = 0.15;
    CHECK(kinds(busy(many)).empty());  // 1 % of many runs always are
    many[9] = many[10] = many[11] = 0.05;
    CHECK(kinds(busy(many)) == Kinds{WarningKind::outliers});
    CHECK(kinds(busy({0.1, 0.1, 0.1, 0.1, 0.2})).empty());  // too few to tell
    Values close(20, 0.1);  // all equal, so that every other value is many deviations away
    close[7] = 0.104;
    CHECK(kinds(busy(close)).empty());
}

TEST_CASE("time without a CPU is told when it is most of it") {
    MeasuredCommand command = busy(around(0.1, 10));
    command.values["user_time"] = Values(10, 0.02);
    command.values["system_time"] = Values(10, 0.01);
    CHECK(kinds(command) == Kinds{WarningKind::waiting});
    CHECK(exec_warnings("cmd", command, std::nullopt)[0].detail == "30.0 ms of 102 ms");
    command.values["user_time"] = Values(10, 0.05);
    CHECK(kinds(command).empty());
    command.values["user_time"] = Values(10, 0.4);  // four threads
    CHECK(kinds(command).empty());
    MeasuredCommand brief = busy(around(0.004, 10));
    brief.values["user_time"] = Values(10, 0.0);
    CHECK(kinds(brief).empty());  // less than 5 ms
}

TEST_CASE("a command that is hardly longer than a process's life is told") {
    CHECK(kinds(busy(around(0.0009, 10))) == Kinds{WarningKind::too_short});
    CHECK(kinds(busy(around(0.0011, 10))).empty());
}

TEST_CASE("the shell's own start is told when it is a part worth knowing") {
    CHECK(kinds(busy(around(0.01, 10)), 0.001) == Kinds{WarningKind::shell_share});
    CHECK(kinds(busy(around(0.1, 10)), 0.001).empty());
}

TEST_CASE("ignored failures and processes left behind are told") {
    MeasuredCommand command = busy(around(0.1, 10));
    command.failed_runs = 3;
    command.leftovers = 2;
    CHECK(kinds(command) == Kinds{WarningKind::ignored_failures, WarningKind::leftover_processes});
    CHECK(exec_warnings("cmd", command, std::nullopt)[0].detail == "3 of 10 runs");
}

TEST_CASE("a command that was to say that it is ready and did not in each run is told, with the reason") {
    MeasuredCommand command = busy(around(0.1, 9));
    command.why_never_ready = "no line";
    CHECK(kinds(command) == Kinds{WarningKind::never_ready});
    CHECK(exec_warnings("cmd", command, std::nullopt)[0].detail == "no line");
    command.values["startup_time"] = around(0.05, 9);
    CHECK(kinds(command).empty());  // one that came by another way
    command.values["startup_time"].pop_back();
    CHECK(kinds(command) == Kinds{WarningKind::never_ready});
}
