#include "scenario/schedule.hpp"

#include "catch.hpp"

#include <functional>
#include <vector>

using namespace ratchet::runtime;

namespace {

struct Outcome {
    std::uint64_t batch = 0;
    std::vector<double> kept_s;  ///< per iteration
    double elapsed_s = 0;
    std::uint64_t calls = 0;
};

/// Runs a schedule on a body whose n-th call (from 0) lasts `call_s(n)`, after a set-up of `set_up_s`.
Outcome simulate(Schedule& schedule, const std::function<double(std::uint64_t)>& call_s,
                 double set_up_s = 0) {
    Outcome outcome;
    while (!schedule.done()) {
        outcome.batch = schedule.batch();
        double iteration_s = 0;
        for (std::uint64_t call = 0; call < outcome.batch; ++call) {
            iteration_s += call_s(outcome.calls++);
        }
        outcome.elapsed_s += set_up_s + iteration_s;
        if (schedule.keep(iteration_s, outcome.elapsed_s)) {
            outcome.kept_s.push_back(iteration_s);
        } else {
            outcome.kept_s.clear();
        }
    }
    return outcome;
}

Outcome explore(bool batchable, const std::function<double(std::uint64_t)>& call_s, double set_up_s = 0) {
    ExploringSchedule schedule(batchable);
    return simulate(schedule, call_s, set_up_s);
}

std::function<double(std::uint64_t)> always(double seconds) {
    return [seconds](std::uint64_t) { return seconds; };
}

}  // namespace

TEST_CASE("a plan keeps exactly its timed iterations, and all of them have its batch") {
    PlannedSchedule schedule({.iterations = 7, .warmup_iterations = 3, .batch = 4});
    const Outcome outcome = simulate(schedule, always(1e-9));
    CHECK(outcome.kept_s.size() == 7);
    CHECK(outcome.calls == (3 + 7) * 4);
}

TEST_CASE("a plan without warm-up keeps the very first iteration") {
    PlannedSchedule schedule({.iterations = 2, .warmup_iterations = 0, .batch = 1});
    CHECK(simulate(schedule, always(1)).kept_s.size() == 2);
}

TEST_CASE("the batch is the first power of two that lasts 200 us") {
    CHECK(explore(true, always(1e-6)).batch == 256);
    CHECK(explore(true, always(60e-6)).batch == 4);
    CHECK(explore(true, always(199e-6)).batch == 2);
    CHECK(explore(true, always(200e-6)).batch == 1);
}

TEST_CASE("every kept iteration has the batch that was chosen") {
    const Outcome outcome = explore(true, always(1e-6));
    for (const double kept_s : outcome.kept_s) {
        REQUIRE(kept_s == Approx(256e-6));
    }
}

TEST_CASE("a slow first call does not end the search for the batch") {
    const auto cold = [](std::uint64_t call) { return call == 0 ? 0.5 : 1e-6; };
    const Outcome outcome = explore(true, cold);
    CHECK(outcome.batch == 256);
    CHECK(outcome.kept_s.front() == Approx(256e-6));
}

TEST_CASE("with a call long enough the cold first iteration is recorded too") {
    const auto cold = [](std::uint64_t call) { return call == 0 ? 0.04 : 0.02; };
    const Outcome outcome = explore(true, cold);
    CHECK(outcome.batch == 1);
    CHECK(outcome.kept_s.front() == Approx(0.04));
}

TEST_CASE("timings that scatter around the wanted time do not restart the recording") {
    const auto scattered = [](std::uint64_t call) { return call % 2 == 0 ? 210e-6 : 150e-6; };
    const Outcome outcome = explore(true, scattered);
    CHECK(outcome.batch == 1);
    CHECK(outcome.kept_s.front() == Approx(210e-6));
}

TEST_CASE("exploring ends after a second when there are thirty iterations by then") {
    const Outcome outcome = explore(true, always(0.010));
    CHECK(outcome.kept_s.size() == 100);
}

TEST_CASE("exploring goes on to thirty iterations when they take longer than a second") {
    const Outcome outcome = explore(true, always(0.1));
    CHECK(outcome.kept_s.size() == 30);
}

TEST_CASE("exploring never starts an iteration that would end after five seconds") {
    const Outcome outcome = explore(true, always(0.4));
    CHECK(outcome.kept_s.size() == 12);
    CHECK(outcome.elapsed_s <= 5);
}

TEST_CASE("a call that alone is longer than five seconds is made once") {
    const Outcome outcome = explore(true, always(7));
    CHECK(outcome.calls == 1);
    CHECK(outcome.kept_s.size() == 1);
}

TEST_CASE("set-up counts towards the time that exploring may take") {
    const Outcome outcome = explore(false, always(1e-6), 0.5);
    CHECK(outcome.kept_s.size() == 9);
}

TEST_CASE("what is not batchable keeps one call per iteration, and at most what a result holds") {
    const Outcome outcome = explore(false, always(1e-6));
    CHECK(outcome.batch == 1);
    CHECK(outcome.kept_s.size() == max_iterations);
}

TEST_CASE("the batch stops growing when no batch makes an iteration last") {
    ExploringSchedule schedule(true);
    std::uint64_t iterations = 0;
    while (!schedule.done()) {
        ++iterations;
        (void)schedule.keep(0, static_cast<double>(iterations) * 0.01);
    }
    CHECK(schedule.batch() == max_batch);
}
