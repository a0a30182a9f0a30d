#include "cli/exit_code.hpp"

#include "catch.hpp"

#include <fstream>
#include <set>
#include <string>

using namespace ratchet;

TEST_CASE("every kind of error and every outcome has its own exit code") {
    CHECK(exit_code(ErrorCode::usage) == ExitCode::usage);
    CHECK(exit_code(ErrorCode::artifact) == ExitCode::artifact);
    CHECK(exit_code(ErrorCode::measurement) == ExitCode::failed);
    CHECK(exit_code(Outcome::ok) == ExitCode::success);
    CHECK(exit_code(Outcome::regressed) == ExitCode::regressed);
    CHECK(exit_code(Outcome::failed) == ExitCode::failed);
    CHECK(exit_code(Outcome::not_judged) == ExitCode::not_judged);
    CHECK(exit_code(Outcome::not_judged_strict) == ExitCode::not_judged_strict);
}

TEST_CASE("the README's table lists exactly the exit codes that there are") {
    std::ifstream readme(RATCHET_README);
    std::set<int> listed;
    bool in_table = false;
    for (std::string line; std::getline(readme, line);) {
        in_table = line.starts_with("## ") ? line == "## Exit codes" : in_table;
        if (in_table && line.starts_with("| ") && line.size() > 2 && std::isdigit(line[2]) != 0) {
            listed.insert(std::stoi(line.substr(2)));
        }
    }
    std::set<int> codes;
    for (const ExitCode code : {ExitCode::success, ExitCode::regressed, ExitCode::usage, ExitCode::artifact,
                                ExitCode::failed, ExitCode::not_judged_strict, ExitCode::not_judged}) {
        codes.insert(static_cast<int>(code));
    }
    CHECK(listed == codes);
}
