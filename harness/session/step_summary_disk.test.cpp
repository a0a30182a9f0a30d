#include "session/step_summary_disk.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "report/github.hpp"
#include "report/markdown.hpp"
#include "sample_session.hpp"
#include "temporary_directory_disk.hpp"

#include <fstream>

#include <sys/stat.h>

using namespace ratchet;
using Catch::Contains;
using testing::TemporaryDirectory;

namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("the summary is appended to what the step wrote already") {
    const TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "summary";
    const std::string summary = markdown_summary(testing::sample_session());
    append_step_summary(file, testing::sample_session());
    CHECK(text_of(file) == summary);
    std::ofstream(file) << "said before";
    append_step_summary(file, testing::sample_session());
    CHECK(text_of(file) == "said before\n\n" + summary);
}

TEST_CASE("together with what is there it never exceeds what GitHub shows") {
    const TemporaryDirectory directory;
    const std::filesystem::path file = directory.path() / "summary";
    for (const std::size_t left : {std::size_t{1000}, std::size_t{1}, std::size_t{0}}) {
        std::ofstream(file) << std::string(github_summary_limit - left, 'x');
        append_step_summary(file, testing::sample_session());
        CHECK(std::filesystem::file_size(file) <= github_summary_limit);
        CHECK((text_of(file).find("is cut here") != std::string::npos) == (left == 1000));
    }
    std::ofstream(file) << std::string(github_summary_limit + 1, 'x');
    append_step_summary(file, testing::sample_session());
    CHECK(std::filesystem::file_size(file) == github_summary_limit + 1);
}

TEST_CASE("what is no file to append to is refused by name") {
    const TemporaryDirectory directory;
    REQUIRE(::mkfifo((directory.path() / "fifo").c_str(), 0600) == 0);
    for (const char* name : {"fifo", ".", "absent/summary"}) {
        CAPTURE(name);
        CHECK_THROWS_WITH(append_step_summary(directory.path() / name, testing::sample_session()),
                          Contains(name) && Contains("GITHUB_STEP_SUMMARY"));
    }
}
