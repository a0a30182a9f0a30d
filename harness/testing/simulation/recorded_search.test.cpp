#include "testing/simulation/recorded_search.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <fstream>
#include <utility>

using namespace ratchet;
using namespace ratchet::testing;

namespace {

/// Twenty blocks, so that every look before is passed, in which the current build takes `factor` times as
/// long.
RecordedDuet duet_of(std::size_t commit, double factor) {
    RecordedDuet duet;
    duet.commit = commit;
    for (int run = 0; run < 40; ++run) {
        const double wobble = 0.001 * (run % 5);
        duet.reference_s.push_back(0.050 + 0.050 * wobble);
        duet.current_s.push_back(factor * (0.050 + 0.050 * 0.001 * ((run + 2) % 5)));
    }
    return duet;
}

/// Of four commits the third is slower; the search is what the rules make of the duets.
RecordedSearch recorded() {
    RecordedSearch search;
    search.culprit = 2;
    search.gate = "wall_time 2%";
    search.record.scenario = {"work", "sort"};
    search.record.metric = "wall_time";
    search.record.alpha = allowance_for(2).alpha;
    for (const char* name : {"a", "b", "c", "d"}) {
        search.record.commits.emplace_back().commit = name;
    }
    search.record.commits.front().state = CommitState::good;
    search.duets = {duet_of(3, 1.05), duet_of(1, 1.0), duet_of(2, 1.05)};
    search.record = *replay(search);
    return search;
}

}  // namespace

TEST_CASE("a recorded search comes to its result again, and back from its line as it was") {
    const RecordedSearch search = recorded();
    REQUIRE(suspects_of(search.record).size() == 1);
    CHECK(suspects_of(search.record).front().commit == "c");
    CHECK(duets_taken(search.record) == 3);
    CHECK(replay(search) == search.record);
    CHECK(search_from_line(to_line(search), "x") == search);
    CHECK_THROWS_AS(search_from_line("{}", "x"), Error);
    CHECK_THROWS_AS(search_from_line("no JSON", "x"), Error);
}

TEST_CASE("a search that would have measured other commits is not the same") {
    RecordedSearch search = recorded();
    std::swap(search.duets[1], search.duets[2]);
    CHECK_FALSE(replay(search));
    search = recorded();
    search.duets.push_back(search.duets.back());  // there was nothing left to measure
    CHECK_FALSE(replay(search));
    search = recorded();
    search.duets.pop_back();
    CHECK(replay(search) != search.record);
}

TEST_CASE("commits that did not build are passed over by the replay too") {
    RecordedSearch search = recorded();
    search.record.commits[1].state = CommitState::unusable;
    search.duets.erase(search.duets.begin() + 1);
    const auto replayed = replay(search);
    REQUIRE(replayed);
    CHECK(suspects_of(*replayed).size() == 2);
}

TEST_CASE("the table counts the searches of a host, and those that replay") {
    const TemporaryDirectory directory;
    RecordedSearch wrong = recorded();
    wrong.culprit = 3;
    RecordedSearch altered = recorded();
    altered.record.commits[2].shift->lower += 1e-12;
    std::ofstream(directory.path() / "bisections-loaded.jsonl") << to_line(recorded()) << "\n"
                                                                << to_line(wrong) << "\n"
                                                                << to_line(altered) << "\n";
    CHECK_THAT(searches_table(directory.path()),
               Catch::Contains("| loaded | 3 | 2 | 0 | 1 | 0 | 0 | 3.00 | 3 | 2 |"));
}
