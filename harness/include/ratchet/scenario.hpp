#pragma once

// What authors of scenarios include. The program links Ratchet::scenario, which brings `main`.
//
//     RATCHET_SCENARIO("wide_tree", "stresses breadth: many legal actions per node") {
//         auto tree = make_tree();                           // set-up: not timed
//         std::size_t explored = 0;
//         run.measure([&] { explored = tree.explore(); });   // timed, repeated as planned
//         run.items(explored, "nodes");                      // throughput = items / time
//         run.check(explored > 0, "the tree is empty");      // a wrong result is a failed run
//     }
//
// Scenarios in a static library are dropped by the linker unless the program takes the whole of it: use an
// OBJECT library or `$<LINK_LIBRARY:WHOLE_ARCHIVE,...>`.

#include <ratchet/component.hpp>
#include <ratchet/detail/loop.hpp>
#include <ratchet/detail/origin.hpp>
#include <ratchet/gauge.hpp>
#include <ratchet/keep.hpp>
#include <ratchet/metric.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ratchet {

class Registry;

/// One run of a scenario: hands the measured code to the runtime and takes down what the scenario tells about
/// it. Exactly one `measure` or `measure_manual` per run, unless a check failed before. A misuse throws
/// std::logic_error, and any exception that leaves the scenario makes the run a failed one with that message.
/// Not thread-safe: to be used by the thread that the scenario was called on.
class Run {
  public:
    explicit Run(detail::Recording& recording) : recording_(recording) {}
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    /// Times `body()`, as often as planned: warm-up iterations first, then timed ones, each of a batch of
    /// calls when one call is short. What `body` returns is kept from the optimiser. `body` is copied like
    /// the function object of a standard algorithm: capture by reference what is needed afterwards.
    template <class Body>
    void measure(Body body);

    /// Times `body` after calling `set_up`, which is not timed, before each single call. What `set_up`
    /// returns, if anything, is handed to `body` as an lvalue, and destroyed when the clock has stopped.
    /// Reading the clock costs some 0.05 us per call: a body much shorter than 5 us should do its work
    /// several times.
    template <class SetUp, class Body>
    void measure(SetUp set_up, Body body);

    /// Calls `body`, which returns the seconds that count (finite, not negative), one call per iteration.
    /// Components are on during all of the body.
    template <class Body>
    void measure_manual(Body body);

    /// One call of the body works through `count` items; `unit` is their plural ("nodes"). Told anywhere; the
    /// last one stands.
    void items(std::uint64_t count, std::string_view unit);

    /// One call of the body works through `count` bytes; the last one told stands.
    void bytes(std::uint64_t count);

    /// A value of the scenario's own, in `unit` ("s", "B", "1" for a plain number; not empty). Where it is
    /// told decides what it stands for:
    /// - inside `measure` it belongs to that iteration: each timed iteration gives one value, the last told
    /// in
    ///   it, and the run's value is their median;
    /// - outside it is the run's one value, of the whole process; the last one told stands.
    /// The same name is told in one of the two places only, always with the same unit and direction. Throws
    /// std::invalid_argument for a value that is not finite. Looking up the name takes some nanoseconds.
    void metric(std::string_view name, double value, std::string_view unit, Direction direction);

    /// As above, with what the value stands for said explicitly: a cost per call worked out after `measure`
    /// is of scope `iteration`.
    void metric(std::string_view name, double value, std::string_view unit, Direction direction,
                MetricScope scope);

    /// A condition that holds for every correct result. Where it does not, the run is a failed one and says
    /// `message`; the scenario goes on, or leaves: `if (!run.check(file, "no corpus")) return;`.
    /// @return condition
    bool check(bool condition, std::string_view message) {
        if (!condition) {
            failed(message);
        }
        return condition;
    }

    /// For whatever is drawn at random: the same in all runs of a plan.
    [[nodiscard]] std::uint64_t seed() const;

    /// The program has started up: marks the moment, on the system's monotonic clock, in the result. The time
    /// from launch to it is the metric `startup_time`. The first call stands.
    void ready();

  private:
    void failed(std::string_view message);

    detail::Recording& recording_;
};

namespace detail {

/// A scenario of this program. Names follow `[A-Za-z0-9][A-Za-z0-9_+.-]*`.
struct Scenario {
    std::string name;
    std::string description;
    std::function<void(Run&)> function;
    Origin origin;
};

}  // namespace detail

/// Takes the scenarios of a parameter range; see `register_scenarios`.
class Registry {
  public:
    Registry(std::vector<detail::Scenario>& scenarios, const detail::Origin& origin)
        : scenarios_(scenarios), origin_(origin) {}

    /// Adds a scenario after those that are there. A name that is invalid or taken is reported, with both
    /// places, when the program lists its scenarios, which makes the build fail.
    void add(std::string name, std::string description, std::function<void(Run&)> function) {
        scenarios_.push_back({std::move(name), std::move(description), std::move(function), origin_});
    }

  private:
    std::vector<detail::Scenario>& scenarios_;
    detail::Origin origin_;
};

namespace detail {

/// A static variable that makes scenarios known before `main`. It only links itself into a list: no
/// allocation, no order of initialisation to mind.
class [[nodiscard]] Registration {
  public:
    Registration(const char* name, const char* description, void (*function)(Run&),
                 const Origin& origin) noexcept;
    Registration(void (*define)(Registry&), const Origin& origin) noexcept;
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;

    void add_to(Registry& registry) const;  ///< adds what it stands for
    [[nodiscard]] const Origin& origin() const noexcept { return origin_; }
    [[nodiscard]] const Registration* previous() const noexcept { return previous_; }

    static const Registration* last() noexcept;  ///< the one registered last; nullptr: there is none

  private:
    const char* name_ = nullptr;
    const char* description_ = nullptr;
    void (*function_)(Run&) = nullptr;
    void (*define_)(Registry&) = nullptr;  // instead of the three above
    Origin origin_;
    const Registration* previous_;
};

}  // namespace detail

/// Registers scenarios whose number is known only to the program, such as one per size:
///
///     static const auto sizes = ratchet::register_scenarios([](ratchet::Registry& registry) {
///         for (const int size : {10, 1000}) {
///             registry.add("sort_" + std::to_string(size), "…", [size](ratchet::Run& run) { … });
///         }
///     });
///
/// `define` is called when the program lists or runs scenarios, never before `main`; it must give the same
/// names each time. Keep the result in a static variable.
[[nodiscard]] static inline detail::Registration register_scenarios(void (*define)(Registry&),
                                                                    const char* file = __builtin_FILE(),
                                                                    int line = __builtin_LINE()) {
    return detail::Registration(define, detail::Origin{file, line, RATCHET_DETAIL_BUILD});
}

template <class Body>
void Run::measure(Body body) {
    detail::Loop loop(recording_, true);
    while (loop.next()) {
        const std::uint64_t calls = loop.calls();
        loop.start();
        for (std::uint64_t call = 0; call < calls; ++call) {
            detail::call(body);
        }
        loop.stop();
    }
}

template <class SetUp, class Body>
void Run::measure(SetUp set_up, Body body) {
    detail::Loop loop(recording_, false);
    while (loop.next()) {
        if constexpr (std::is_void_v<std::invoke_result_t<SetUp&>>) {
            detail::prepare(set_up);
            loop.start();
            detail::call(body);
            loop.stop();
        } else {
            const detail::Prepared<SetUp> prepared(set_up);
            loop.start();
            detail::call(body, prepared.value());
            loop.stop();
        }
    }
}

template <class Body>
void Run::measure_manual(Body body) {
    detail::Loop loop(recording_, false);
    while (loop.next()) {
        loop.start();
        const double told_s = body();
        loop.stop(told_s);
    }
}

}  // namespace ratchet

/// Defines a scenario; a block follows, in which `run` is its ratchet::Run. Use it at namespace scope of a
/// source file.
#define RATCHET_SCENARIO(name, description) RATCHET_DETAIL_SCENARIO(name, description, __COUNTER__)

#define RATCHET_DETAIL_SCENARIO(name, description, number) RATCHET_DETAIL_NUMBERED(name, description, number)
#define RATCHET_DETAIL_NUMBERED(name, description, number) \
    RATCHET_DETAIL_DEFINE(name, description, ratchet_scenario_##number, ratchet_registration_##number)
#define RATCHET_DETAIL_DEFINE(name, description, function, registration)                                   \
    static void function(::ratchet::Run& run);                                                             \
    static const ::ratchet::detail::Registration registration(                                             \
        name, description, function, ::ratchet::detail::Origin{__FILE__, __LINE__, RATCHET_DETAIL_BUILD}); \
    static void function([[maybe_unused]] ::ratchet::Run& run)
