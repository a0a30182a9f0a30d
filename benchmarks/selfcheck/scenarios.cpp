#include "kernels.hpp"
#include "slowdown.hpp"
#include <ratchet/scenario.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace selfcheck;

namespace {

constexpr std::uint64_t spin_steps = 400'000;

std::uint64_t with_injected_slowdown(std::uint64_t steps) {
    return slowed(steps, parse_slowdown(std::getenv(slowdown_variable)));
}

void measure_spin(ratchet::Run& run, std::uint64_t steps) {
    std::uint64_t result = 0;
    run.measure([&] { result = spin(run.seed(), steps); });
    run.check(result == spin_result(run.seed(), steps), "the generator is not where so many steps lead");
}

const ratchet::Component marker("marker");

/// Of one scope of a component, the loop around it included.
double seconds_per_scope(int scopes) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    for (int i = 0; i < scopes; ++i) {
        const auto scope = marker.scope();
        ratchet::clobber_memory();
    }
    return std::chrono::duration<double>(Clock::now() - start).count() / scopes;
}

}  // namespace

RATCHET_SCENARIO("arithmetic", "dependent multiplications; slowed down by RATCHET_SELFCHECK_SLOWDOWN") {
    measure_spin(run, with_injected_slowdown(spin_steps));
    run.items(spin_steps, "steps");  // as asked for: an injected slowdown lowers the throughput
}

RATCHET_SCENARIO("memory", "dependent loads from 256 KiB; slowed down by RATCHET_SELFCHECK_SLOWDOWN") {
    constexpr std::size_t lines = 4096;
    constexpr std::uint64_t steps = 100'000;
    const std::uint64_t steps_to_do = with_injected_slowdown(steps);
    MemoryWalk memory(lines, run.seed());
    run.measure([&] { return memory.walk(steps_to_do); });
    run.items(steps, "loads");
}

RATCHET_SCENARIO("branches", "unpredictable branches; slowed down by RATCHET_SELFCHECK_SLOWDOWN") {
    constexpr std::uint64_t steps = 100'000;
    const std::uint64_t steps_to_do = with_injected_slowdown(steps);
    std::uint64_t state = run.seed();
    std::uint64_t taken = 0;
    run.measure([&] { taken = branch(state, steps_to_do); });
    run.items(steps, "branches");
    run.check(taken > steps_to_do / 3 && taken < steps_to_do - steps_to_do / 3, "the branches are not fair");
}

// The A/A null: any difference between these two is the harness's own doing.
RATCHET_SCENARIO("null_a", "arithmetic without injected slowdown; the same code as null_b") {
    measure_spin(run, spin_steps);
}

RATCHET_SCENARIO("null_b", "arithmetic without injected slowdown; the same code as null_a") {
    measure_spin(run, spin_steps);
}

RATCHET_SCENARIO("marker_cost",
                 "what a component's scope costs while components are on, and while they are off") {
    constexpr int scopes = 20'000;
    constexpr int rounds = 21;
    double off_s = seconds_per_scope(scopes);
    for (int round = 1; round < rounds; ++round) {
        off_s =
            std::min(off_s, seconds_per_scope(scopes));  // whatever made the others longer was not the scope
    }
    run.metric("component_off", off_s, "s", ratchet::Direction::lower_is_better);
    run.measure([&] {
        run.metric("component_on", seconds_per_scope(scopes), "s", ratchet::Direction::lower_is_better);
    });
    run.items(scopes, "scopes");
}
