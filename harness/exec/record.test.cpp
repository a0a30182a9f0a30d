#include "exec/record.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "gate/duet.hpp"

using namespace ratchet;
using Values = std::vector<double>;

namespace {

MeasuredCommand measured(double level_s) {
    MeasuredCommand command;
    Values wall;
    for (int i = 0; i < 20; ++i) {
        command.runs.push_back({.index = i + 1, .block = i / 2 + 1, .exit_code = 0});
        wall.push_back(level_s * (1 + 0.001 * (i % 5)));
    }
    command.values["wall_time"] = wall;
    command.values["user_time"] = wall;
    command.values["system_time"] = Values(20, 0.0);
    command.values["peak_rss"] = Values(19, 4e6);  // one run has none
    return command;
}

PlannedCommand planned(const std::string& name) {
    PlannedCommand command;
    command.name = name;
    command.argv = {name, "x"};
    command.setting = {{"n", "1"}};
    return command;
}

ExecRecord record_of(const MeasuredCommand& current, const ExecGates& gates) {
    ExecRecord record;
    MeasuredGroup group;
    group.commands = {measured(0.1), current};
    add_group(record, {planned("old"), planned("new")}, group, gates, duet_looks(), std::nullopt);
    return record;
}

}  // namespace

TEST_CASE("a group's commands and comparisons are kept, and a second group goes behind") {
    const ExecGates gates = exec_gates({}, true);
    ExecRecord record = record_of(measured(0.12), gates);
    REQUIRE(record.commands.size() == 2);
    const ExecCommand& command = record.commands[1];
    CHECK(command.name == "new");
    CHECK(command.argv == std::vector<std::string>{"new", "x"});
    CHECK(command.parameters == Setting{{"n", "1"}});
    CHECK(command.runs.size() == 20);
    CHECK(command.metrics.at("wall_time").values.size() == 20);
    CHECK(command.metrics.count("peak_rss") == 0);
    CHECK(command.missing.count("peak_rss") == 1);
    REQUIRE(record.comparisons.size() == 1);
    CHECK(record.comparisons[0].reference == 0);
    CHECK(record.comparisons[0].current == 1);
    CHECK(record.comparisons[0].gates.at(0).verdict == Verdict::regressed);

    MeasuredGroup second;
    second.commands = {measured(0.1), measured(0.1)};
    add_group(record, {planned("c"), planned("d")}, second, gates, duet_looks(), std::nullopt);
    CHECK(record.comparisons.at(1).reference == 2);
    CHECK(record.comparisons.at(1).current == 3);
}

TEST_CASE("of a group that an error ended, what was measured is kept and nothing is judged") {
    const ExecGates gates = exec_gates({"wall_time 3%", "wall_time <= 1ms"}, true);
    ExecRecord record;
    MeasuredGroup group;
    group.commands = {measured(0.1), measured(0.12), MeasuredCommand()};
    group.ended_by = Error(ErrorCode::measurement, "interrupted by SIGINT");
    add_group(record, {planned("a"), planned("b"), planned("c")}, group, gates, duet_looks(), std::nullopt);
    REQUIRE(record.commands.size() == 2);
    CHECK(record.commands[1].runs.size() == 20);
    CHECK(record.commands[1].budgets.empty());
    CHECK(record.comparisons.empty());
}

TEST_CASE("only a gate that was asked for fails, and a command that was given up always does") {
    const ExecGates none = exec_gates({}, true);
    const ExecGates gate = exec_gates({"wall_time 3%"}, true);
    CHECK(exec_outcome(record_of(measured(0.12), none), none) == Outcome::ok);
    CHECK(exec_outcome(record_of(measured(0.12), gate), gate) == Outcome::regressed);
    CHECK(exec_outcome(record_of(measured(0.1), gate), gate) == Outcome::ok);
    CHECK(exec_outcome(record_of(measured(0.08), gate), gate) == Outcome::ok);

    MeasuredCommand broken = measured(0.12);
    broken.failure = Failure{FailureKind::exit_code, "ended with exit code 1"};
    const ExecRecord record = record_of(broken, gate);
    CHECK(record.comparisons.empty());
    CHECK(exec_outcome(record, gate) == Outcome::failed);
    CHECK(exec_outcome(record, none) == Outcome::failed);

    const ExecGates memory = exec_gates({"peak_rss 5%/10%"}, true);
    CHECK(exec_outcome(record_of(measured(0.1), memory), memory) == Outcome::failed);
}

TEST_CASE("limits hold for all but the reference") {
    const ExecGates limit = exec_gates({"wall_time <= 110ms"}, true);
    const ExecRecord record = record_of(measured(0.12), limit);
    CHECK(record.commands[0].budgets.empty());
    CHECK(record.commands[1].budgets.at(0).verdict == Verdict::regressed);
    CHECK(record.comparisons.at(0).gates.at(0).verdict == Verdict::regressed);
    CHECK(exec_outcome(record, limit) == Outcome::regressed);
    const ExecGates generous = exec_gates({"wall_time <= 1s"}, true);
    CHECK(exec_outcome(record_of(measured(0.12), generous), generous) == Outcome::ok);
    ExecRecord alone;
    MeasuredGroup group;
    group.commands = {measured(0.1)};
    add_group(alone, {planned("only")}, group, exec_gates({"wall_time <= 110ms"}, false), {}, std::nullopt);
    CHECK(alone.commands[0].budgets.at(0).verdict == Verdict::unchanged);
}

TEST_CASE("the seed follows from what is run") {
    const std::vector<CommandGroup> groups{{planned("a"), planned("b")}};
    CHECK(exec_seed(groups) == exec_seed(groups));
    CHECK(exec_seed(groups) != exec_seed({{planned("a"), planned("c")}}));
    CHECK(exec_seed(groups) != 0);
    CHECK(exec_seed(groups) >> 63U == 0);
}
