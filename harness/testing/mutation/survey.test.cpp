#include "testing/mutation/survey.hpp"

#include "catch.hpp"

#include <map>
#include <set>

using namespace ratchet::testing;

namespace {

const std::vector<SourceFile> files{
    {"gate", "a.cpp", "int f(int a) {\n    if (a < 1) {\n        return 2;\n    }\n    return a + 3;\n}\n"},
    {"statistics", "b.cpp", "bool g(int a) { return a < 1 || a < 2 || a < 3 || a < 4 || a < 5; }\n"}};

std::vector<Trial> trials_with(std::vector<Fate> fates) {
    std::vector<Trial> trials = draw_mutants(files, fates.size(), 1);
    for (std::size_t i = 0; i < fates.size(); ++i) {
        trials[i].fate = fates[i];
    }
    return trials;
}

}  // namespace

TEST_CASE("mutants are drawn by the seed alone, without repetition, in the order of their places") {
    const auto places = [](std::uint64_t seed) {
        std::vector<std::pair<std::size_t, std::size_t>> result;
        for (const Trial& trial : draw_mutants(files, 8, seed)) {
            result.emplace_back(trial.file, trial.mutant.begin);
        }
        return result;
    };
    CHECK(places(1) == places(1));
    CHECK(places(1) != places(2));
    const auto drawn = places(1);
    CHECK(std::is_sorted(drawn.begin(), drawn.end()));
    CHECK(draw_mutants(files, 1000, 1).size() == 6 + 15 + 1);
}

TEST_CASE("folders and operators have equal shares as far as they have mutants") {
    std::map<std::pair<std::size_t, MutationOperator>, int> counts;
    for (const Trial& trial : draw_mutants(files, 8, 1)) {
        ++counts[{trial.file, trial.mutant.kind}];
    }
    CHECK(counts.size() == 8);  // five operators in one file, three in the other
    for (const auto& [kind, count] : counts) {
        CHECK(count == 1);
    }
}

TEST_CASE("what does not compile does not count, and what goes on for ever has died") {
    const Share share =
        share_of(trials_with({Fate::died, Fate::timed_out, Fate::survived, Fate::not_compiled, Fate::died}));
    CHECK(share.died == 3);
    CHECK(share.compiled == 4);
}

TEST_CASE("a survivor is shown with its difference and whether it is explained") {
    std::vector<Trial> trials = trials_with({Fate::survived});
    const SourceFile& file = files[trials[0].file];
    const std::string change = difference(trials[0].mutant, file.text);
    const std::string unexplained = describe(files, trials, "");
    CHECK_THAT(unexplained, Catch::Matchers::Contains("survived, NOT EXPLAINED\n" + change));
    const std::string explanations =
        "# Survivors\n\n## " + file.folder + "/" + file.name + "\n\n```diff\n" + change + "```\nWhy.\n";
    CHECK_THAT(describe(files, trials, explanations), Catch::Matchers::Contains("survived, as explained\n"));
    CHECK(is_explained(file, trials[0].mutant, explanations + "\n## other\n"));
    CHECK_FALSE(is_explained(file, trials[0].mutant,
                             "\n## " + file.folder + "/" + file.name + "\n\n## other\n" + change));
    CHECK_FALSE(is_explained({"gate", "other.cpp", file.text}, trials[0].mutant, explanations));
}
