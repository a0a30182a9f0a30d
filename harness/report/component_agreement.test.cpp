#include "report/component_agreement.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

std::string told(const ComponentShare& share) {
    ProfileRecord profile;
    profile.components = {share};
    const std::vector<std::string> sentences = component_agreement(profile);
    return sentences.size() == 1 ? sentences.front() : "";
}

}  // namespace

TEST_CASE("timers and samples of a component agree within the error of the samples, or it is said") {
    // 300 of 1000 at z = 2.5758: 26.409 % to 33.855 %
    CHECK(told({"evaluator", 0.31, 300, 1000}) ==
          "evaluator: 31.0 % of the CPU time by timers, 30.0 % (between 26.4 % and 33.9 %) of 1000 samples; "
          "they "
          "agree");
    CHECK(told({"evaluator", 0.2642, 300, 1000}).ends_with("they agree"));
    CHECK(told({"evaluator", 0.2640, 300, 1000}).ends_with("run outside what is timed too"));
    CHECK(told({"evaluator", 0.3384, 300, 1000}).ends_with("they agree"));
    CHECK(told({"evaluator", 0.3386, 300, 1000}).find("it waits off the CPU") != std::string::npos);
    CHECK(told({"evaluator", 1.7, 1000, 1000}).find("170.0 % of the CPU time") != std::string::npos);
}

TEST_CASE("where no function has a component's name there is nothing to agree with") {
    CHECK(
        told({"kv cache", 0.2, 0, 1000}) ==
        "kv cache: 20.0 % of the CPU time by timers; no function of that name is in the samples, so there is "
        "nothing to compare with");
    CHECK(told({"evaluator", 0.2, 0, 0}).empty());
    CHECK(told({"damaged", 0.2, 2, 1}).empty());
    CHECK(component_agreement({}).empty());
}
