#include "report/exec_table.hpp"

#include "base/utf8.hpp"
#include "catch.hpp"
#include "testing/sample_exec.hpp"

#include <sstream>

using namespace ratchet;
using Catch::Matchers::Contains;
using testing::compared_record;
using testing::measured_command;

namespace {

std::string rendered(const ExecRecord& record, int columns = 140) {
    return render_exec(record, {columns, false});
}

}  // namespace

TEST_CASE("one command is its median, interval, range, CPU times, memory and runs") {
    ExecRecord record;
    record.commands = {measured_command("zstd", 0.1)};
    const std::string text = rendered(record);
    CHECK_THAT(text, Contains("100 ms") && Contains("99.0 … 101 ms") && Contains("75.0 ms") &&
                         Contains("12.5 ms") && Contains("12.0 MiB") && Contains("20"));
    CHECK_THAT(text, !Contains("verdict") && !Contains("change") && !Contains("times the first"));
}

TEST_CASE("what is missing is a dash, and a command that was given up says why") {
    ExecRecord record;
    record.commands = {measured_command("quick", 0.1, 3)};
    record.commands[0].metrics.erase("peak_rss");
    CHECK_THAT(rendered(record), Contains("–"));
    record.commands[0] = {};
    record.commands[0].name = "broken";
    record.commands[0].failure = Failure{FailureKind::exit_code, "ended with exit code 7; it said last: no"};
    const std::string text = rendered(record);
    CHECK_THAT(text, Contains("broken") && Contains("✗ failed") && Contains("exit code 7") && Contains("–"));
}

TEST_CASE("a comparison has its change, verdict, reason, and one sentence of how many times") {
    const std::string text = rendered(compared_record());
    CHECK_THAT(text, Contains("▼ improved") && Contains("-56.7 %"));
    CHECK_THAT(text,
               Contains("zstd -1 -c corpus.tar is 2.31 times as fast as zstd -3 -c corpus.tar (between"));
    CHECK_THAT(text, Contains("takes 1.02 times as long as"));
    CHECK_THAT(text, Contains("wall_time improved") && Contains("has outliers"));
    CHECK_THAT(text, !Contains("one after the other"));
}

TEST_CASE("commands measured one after the other have a ratio and a caveat, and no verdict") {
    ExecRecord record;
    record.commands = {measured_command("a", 0.1), measured_command("b", 0.25)};
    const std::string text = rendered(record);
    CHECK_THAT(text, Contains("times the first") && Contains("2.50") && Contains("1.00"));
    CHECK_THAT(text, Contains("--vs runs commands in turns"));
    CHECK_THAT(text, !Contains("verdict"));
    for (ExecCommand& command : record.commands) {
        command.runs.at(0).block = 1;
    }
    CHECK_THAT(rendered(record), !Contains("--vs"));  // an interrupt ended it before a verdict
}

TEST_CASE("limits are told with their verdicts") {
    ExecRecord record;
    record.commands = {measured_command("a", 0.1)};
    GateVerdict budget;
    budget.verdict = Verdict::regressed;
    budget.reason = "wall_time breaks its budget";
    record.commands[0].budgets = {budget};
    CHECK_THAT(rendered(record), Contains("regressed: wall_time breaks its budget"));
}

TEST_CASE("a narrow terminal loses columns and never the change and the verdict") {
    const std::string text = rendered(compared_record(), 80);
    CHECK_THAT(text, Contains("improved") && Contains("-56.7 %") && Contains("36.5 ms"));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        CHECK(display_width(line) <= 80);
    }
}

TEST_CASE("hostile names stay in their cells") {
    ExecRecord record = compared_record();
    for (ExecCommand& command : record.commands) {
        command.name = "a\x1b[31m|b\n<script>`x`";
    }
    CHECK_THAT(rendered(record), !Contains("\x1b") && Contains("\\n"));
    const std::string markdown = exec_markdown(record);
    CHECK_THAT(markdown, !Contains("\x1b") && Contains("command") && Contains("\\n"));
}
