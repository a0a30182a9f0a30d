#include "catch.hpp"
#include "report/exec_table.hpp"
#include "testing/golden.hpp"
#include "testing/sample_exec.hpp"

using namespace ratchet;
using testing::golden_difference;

TEST_CASE("commands compared at 80 and at 140 columns") {
    const ExecRecord record = testing::compared_record();
    CHECK(golden_difference(render_exec(record, {80, false}), "exec_80.txt") == "");
    CHECK(golden_difference(render_exec(record, {140, false}), "exec_140.txt") == "");
}

TEST_CASE("commands compared, as Markdown") {
    CHECK(golden_difference(exec_markdown(testing::compared_record()), "exec.md") == "");
}
