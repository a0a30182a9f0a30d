#include "reference/kept_programs_disk.hpp"

#include "artifacts/store_disk.hpp"
#include "catch.hpp"
#include "host/digests_disk.hpp"
#include "testing/temporary_directory_disk.hpp"

using namespace ratchet;
namespace fs = std::filesystem;

namespace {

/// A build whose program is made anew for each of its states.
struct Workplace {
    testing::TemporaryDirectory directory;
    KeptPrograms kept{directory.path()};
    ScenarioSpec scenario;

    Workplace() {
        scenario.command = {(directory.path() / "search").string(), "--depth", "7"};
        scenario.working_directory = directory.path();
    }

    /// Returns the new program's digest.
    Digests build(const std::string& content) const {
        const fs::path program = scenario.command.front();
        artifacts::write_atomically(program, content);
        fs::permissions(program, fs::perms::owner_all);
        Digests digests;
        digests.executable = file_digest(program);
        return digests;
    }

    void keep(const Digests& digests) const { kept.keep(scenario, digests, {}); }
};

}  // namespace

TEST_CASE("a program is kept as it was, to be run after it has been built anew") {
    const Workplace place;
    const Digests first = place.build("first");
    place.keep(first);
    place.build("second");
    const auto found = place.kept.find(first, "search");
    REQUIRE(found);
    CHECK(artifacts::read_text(*found) == "first");
    CHECK(fs::path(*found).filename() == "search");
    CHECK((fs::status(*found).permissions() & fs::perms::owner_exec) != fs::perms::none);
    place.keep(first);  // not the program any more, but kept already
    CHECK(place.kept.find(first, "search") == found);
}

TEST_CASE("only what was measured is kept, and only where it can be run alone") {
    const Workplace place;
    const Digests first = place.build("first");
    const Digests second = place.build("second");
    place.keep(first);
    CHECK_FALSE(place.kept.find(first, "search"));
    Digests with_library = second;
    with_library.libraries["build:libsearch.so"] = std::string(64, 'a');
    place.keep(with_library);
    CHECK_FALSE(place.kept.find(second, "search"));
    place.keep(second);  // another scenario of the same program, which measures nothing beside it
    CHECK(place.kept.find(second, "search"));
    CHECK_FALSE(place.kept.find(with_library, "search"));
    place.keep({});
    CHECK_FALSE(place.kept.find({}, "search"));
    Digests hostile;
    hostile.executable = "../" + second.executable;
    CHECK_FALSE(place.kept.find(hostile, "search"));
}

TEST_CASE("a kept program that was changed is not run") {
    const Workplace place;
    const Digests first = place.build("first");
    place.keep(first);
    artifacts::write_atomically(*place.kept.find(first, "search"), "changed");
    CHECK_FALSE(place.kept.find(first, "search"));
    place.keep(first);
    CHECK(artifacts::read_text(*place.kept.find(first, "search")) == "first");
}

TEST_CASE("a program of several names is kept by each") {
    const Workplace place;
    const Digests digests = place.build("busybox");
    place.keep(digests);
    CHECK_FALSE(place.kept.find(digests, "sort"));
    ScenarioSpec sort = place.scenario;
    sort.command.front() = (place.directory.path() / "sort").string();
    fs::create_symlink(place.scenario.command.front(), sort.command.front());
    place.kept.keep(sort, digests, {});
    CHECK(fs::path(*place.kept.find(digests, "sort")).filename() == "sort");
    CHECK(fs::path(*place.kept.find(digests, "search")).filename() == "search");
}

TEST_CASE("five of each program are kept, the newest") {
    const Workplace place;
    std::vector<Digests> all;
    for (const char* content : {"1", "2", "3", "4", "5", "6"}) {
        all.push_back(place.build(content));
        place.keep(all.back());
    }
    CHECK_FALSE(place.kept.find(all.front(), "search"));
    for (std::size_t i = 1; i < all.size(); ++i) {
        CHECK(place.kept.find(all[i], "search"));
    }

    Workplace beside;  // a program of the same name elsewhere in the project
    const Digests other = beside.build("beside");
    place.kept.keep(beside.scenario, other, {});
    CHECK(place.kept.find(other, "search"));
    CHECK(place.kept.find(all[1], "search"));
}
