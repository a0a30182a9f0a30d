#include "host/executable_warnings_disk.hpp"

#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "temporary_directory_disk.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

using namespace ratchet;

TEST_CASE("an executable with symbols and unwind tables is not warned of, a stripped one is") {
    CHECK(warn_of_executable(RATCHET_LINKED_PROBE).empty());
    const testing::TemporaryDirectory directory;
    const std::string stripped = (directory.path() / "stripped").string();
    const SubprocessResult strip =
        run_subprocess({"strip", "-o", stripped, RATCHET_LINKED_PROBE}, "", std::chrono::minutes(1));
    if (strip.start_error) {
        WARN("skipped: strip is not installed (apt-get install binutils)");
        return;
    }
    CHECK(warn_of_executable(stripped) ==
          std::vector<Warning>{{WarningKind::stripped, stripped, "no .symtab"}});
}

TEST_CASE("of what is no executable there is nothing to say") {
    const testing::TemporaryDirectory directory;
    const auto path = [&](const char* name) { return (directory.path() / name).string(); };
    std::ofstream(path("script")) << "#!/bin/sh\ntrue\n";
    std::ofstream(path("cut"), std::ios::binary) << "\x7f"
                                                 << "ELF\x02\x01";
    std::ofstream(path("empty"));
    for (const std::string& none : {path("script"), path("cut"), path("empty"), path("absent"),
                                    directory.path().string(), std::string(), std::string("/dev/null")}) {
        CAPTURE(none);
        CHECK(warn_of_executable(none).empty());
    }
}
