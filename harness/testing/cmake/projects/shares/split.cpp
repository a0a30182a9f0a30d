// 30 % of the work is in one function and 70 % in another, and each is a component.
#include <ratchet/scenario.hpp>

namespace {

[[gnu::always_inline]] inline unsigned long work(int units) {
    unsigned long x = 1;
    for (int i = 0; i < units * 30'000; ++i) {
        x = x * 6364136223846793005UL + 1442695040888963407UL;
        asm volatile("" : "+r"(x));
    }
    return x;
}

}  // namespace

[[gnu::noinline]] unsigned long light() {
    static const ratchet::Component component("light");
    const auto timing = component.scope();
    return work(3);
}

[[gnu::noinline]] unsigned long heavy() {
    static const ratchet::Component component("heavy");
    const auto timing = component.scope();
    return work(7);
}

namespace {

void split(ratchet::Run& run) {
    run.measure([] { return light() + heavy(); });
}

}  // namespace

RATCHET_SCENARIO("kept", "both limits hold") {
    split(run);
}
RATCHET_SCENARIO("broken", "one limit does not") {
    split(run);
}
RATCHET_SCENARIO("misspelt", "a limit on a function that there is not") {
    split(run);
}
RATCHET_SCENARIO("odd", "whatever stands in a regular expression") {
    split(run);
}
