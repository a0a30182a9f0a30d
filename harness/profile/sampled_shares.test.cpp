#include "profile/sampled_shares.hpp"

#include "base/error.hpp"
#include "base/utf8.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

Stacks read_stacks(const std::string& folded) {
    return read_folded(folded, "stacks.folded");
}

/// A recursion, one name within another, and arguments.
Stacks known_stacks() {
    return read_stacks(
        "main;search(Light const&);heavy(int) 50\n"
        "main;search(Light const&);heavy(int);heavy(int);light(int) 20\n"
        "main;search(Light const&);std::vector<Light>::push_back 10\n"
        "main;light(int);memcpy 15\n"
        "main 5\n");
}

std::uint64_t samples_matched(const std::string& pattern, const Stacks& stacks = known_stacks()) {
    const SampledShare share = sampled_share(stacks, pattern);
    CHECK(share.pattern == pattern);
    CHECK(share.samples == stacks.samples());
    return share.matched;
}

RunRecord profiled_run(double user_s, double system_s, std::vector<ComponentTiming> components) {
    RunRecord record;
    record.metrics[metric::user_time] = {user_s,
                                         {"s", Direction::lower_is_better, MetricScope::whole_process}};
    record.metrics[metric::system_time] = {system_s, record.metrics[metric::user_time].definition};
    record.components = ComponentSummary{user_s, 0, std::move(components)};
    return record;
}

}  // namespace

TEST_CASE("a stack counts once for a pattern, however many of its functions match") {
    CHECK(samples_matched("heavy") == 70);
    CHECK(samples_matched("heavy|light") == 85);
    CHECK(samples_matched("^heavy\\(int\\)$") == 70);
    CHECK(samples_matched("^light") == 35);
    CHECK(samples_matched("memcpy") == 15);
    CHECK(samples_matched("search.*;.*heavy") == 0);  // names are matched one by one
    CHECK(samples_matched("nothing") == 0);
    CHECK_THROWS_WITH(samples_matched("(a"), Contains("never closed"));
}

TEST_CASE("the share of anything is all, and of what no name can be is nothing") {
    for (const char* const anything : {".*", "", "^", "main", "."}) {
        CHECK(samples_matched(anything) == known_stacks().samples());
    }
    CHECK(samples_matched("$x") == 0);
    const SampledShare none = sampled_share(Stacks(), ".*");
    CHECK(none.matched == 0);
    CHECK(none.samples == 0);
}

TEST_CASE("names are matched as tables show them, and modules are not") {
    Stacks stacks;
    const std::vector<FrameIndex> frames{stacks.index_of("", "libsecret.so"),
                                         stacks.index_of("a\nb", "libsecret.so")};
    stacks.add(frames, 3);
    CHECK(samples_matched("unknown", stacks) == 3);
    CHECK(samples_matched("^a\\\\nb$", stacks) == 3);
    CHECK(samples_matched("libsecret", stacks) == 0);
}

TEST_CASE("a pattern that matches nothing is told what is near it") {
    TakenProfile profile;
    profile.stacks = known_stacks();
    CHECK(near_functions(profile, "ligth") == std::vector<std::string>{"light(int)"});
    CHECK(near_functions(profile, "\\bLIGHT\\b") == std::vector<std::string>{"light(int)"});
    CHECK(near_functions(profile, "serch|haevy") ==
          std::vector<std::string>{"heavy(int)", "search(Light const&)"});
    CHECK(near_functions(profile, "nothing like this").empty());
    CHECK(near_functions(profile, "a|[()]\\d").empty());
    CHECK(near_functions(TakenProfile(), "main").empty());
    profile.stacks = read_stacks("main;" + std::string(300, 'l') + "_light 1\n");
    REQUIRE(near_functions(profile, "light").size() == 1);
    CHECK(display_width(near_functions(profile, "light").front()) <= 80);
}

TEST_CASE("a function's own name is without arguments") {
    struct Row {
        const char* function;
        const char* name;
    };
    for (const Row& row : std::vector<Row>{
             {"light(int)", "light"},
             {"search(Evaluator const&)", "search"},
             {"std::vector<Evaluator, A<B> >::push_back(Evaluator&&)", "std::vector::push_back"},
             {"(anonymous namespace)::light(int)", "::light"},
             {"main::{lambda(int)#1}::operator()(int) const", "main::{lambda#1}::operator() const"},
             {"A::operator<(A const&)", "A::operator<"},
             {"A::operator<<(A const&)", "A::operator<<"},
             {"A::operator->() const", "A::operator-> const"},
             {"operator>>=(A&)", "operator>>="},
             {"a<b", "a<b"},
             {"", ""},
         }) {
        CHECK(without_arguments(row.function) == row.name);
    }
}

TEST_CASE("a component's share by timers stands beside that of the functions of its name") {
    TakenProfile profile;
    profile.stacks = known_stacks();
    profile.rung = ProfileRung::kernel_and_user;
    const Plan plan{.iterations = 8, .warmup_iterations = 2, .batch = 3, .looks = {9}};
    // Ten iterations for eight that are timed: 1.25 times as long.
    const std::vector<RunRecord> runs = {
        profiled_run(0.9, 0.1, {{"Light", 1, 0.2, 0.2, 0, 0}, {"tree", 1, 0.1, 0.1, 0, 0}}),
        profiled_run(0.8, 0.2, {{"Light", 1, 0.36, 0.3, 0, 0}})};
    const std::vector<ComponentShare> shares = component_shares(runs, plan, profile);
    REQUIRE(shares.size() == 2);
    CHECK(shares[0].component == "Light");
    CHECK(shares[0].timed == Approx(1.25 * 0.56 / 2));
    CHECK(shares[0].matched == 35);  // neither as a parameter nor as a template argument
    CHECK(shares[0].samples == 100);
    CHECK(shares[1].component == "tree");
    CHECK(shares[1].timed == Approx(1.25 * 0.1 / 2));
    CHECK(shares[1].matched == 0);

    profile.rung = ProfileRung::user_only;
    CHECK(component_shares(runs, plan, profile)[0].timed == Approx(1.25 * 0.56 / 1.7));
}

TEST_CASE("a component's name is a word of a function's: letters, digits and underscores end none") {
    TakenProfile profile;
    profile.stacks =
        read_stacks("a::eval(int) 1\neval_all 2\nreeval 4\nEval::operator() 8\nx.eval.cold 16\n");
    const auto samples = [&](const std::string& component) {
        const auto shares =
            component_shares({profiled_run(1, 0, {{component, 1, 0.5, 0.5, 0, 0}})}, Plan{}, profile);
        REQUIRE(shares.size() == 1);
        CHECK(shares.front().timed == 0.5);
        return shares.front().matched;
    };
    CHECK(samples("eval") == 1 + 8 + 16);
    CHECK(samples("eval_all") == 2);
    CHECK(samples("val") == 0);
    CHECK(samples("a::eval") == 1);
    CHECK(samples("::eval") == 1);
    CHECK(samples("") == 0);
    CHECK(samples("ev\nal;<script>") == 0);
}

TEST_CASE("components are compared with nothing where there is nothing to compare with") {
    TakenProfile profile;
    profile.stacks = known_stacks();
    const std::vector<RunRecord> runs = {profiled_run(1, 0, {{"light", 1, 0.5, 0.5, 0, 0}})};
    CHECK(component_shares(runs, Plan{}, profile).size() == 1);
    CHECK(component_shares({}, Plan{}, profile).empty());
    CHECK(component_shares({RunRecord()}, Plan{}, profile).empty());
    CHECK(component_shares({profiled_run(0, 0, {{"light", 1, 0.5, 0.5, 0, 0}})}, Plan{}, profile).empty());
    CHECK(component_shares(runs, Plan{}, TakenProfile()).empty());
    profile.unit = "instructions";
    CHECK(component_shares(runs, Plan{}, profile).empty());
}
