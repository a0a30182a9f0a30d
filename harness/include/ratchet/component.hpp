#pragma once

// Times named parts of the code that a scenario measures: how much of an iteration is spent in the evaluator,
// how much in the dynamics, how much in neither.
//
//     static const ratchet::Component evaluation("evaluator");
//
//     double evaluate(const State& state) {
//         const auto timing = evaluation.scope();      // until the end of the block
//         ...
//     }
//
//     auto search = make_search(evaluation.wrap(evaluate));   // or from outside: the library stays free of
//     it

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ratchet {
namespace detail {

/// Number of the timed window that is open, 0 outside of `Run::measure`. Kept here so that a scope that is
/// off costs one load and one branch.
inline std::atomic<std::uint32_t> component_window{0};

struct ComponentTotals;

}  // namespace detail

/// A named part of the measured code. Its scopes are timed inside `Run::measure` (in timed iterations, with
/// their set-up left out) and do nothing elsewhere, in programs without scenarios too.
///
/// Recorded per component, over all timed iterations of a run:
/// - total: from the entry of the outermost call to its end. A call inside a call of the same component,
/// however
///   deep, counts neither as a call nor twice as time.
/// - self: total without the components entered inside. The self times of one thread never overlap, so in a
///   program of one thread they add up to at most the timed total.
/// - calls, shortest and longest: outermost calls.
/// Nesting is per thread: in a scenario of several threads the times of all of them are added up and may
/// exceed the elapsed time. A scope that was entered before an iteration began, or ends after it did, does
/// not count.
///
/// In runs that a profiler samples the longest scopes are recorded with their moments too (`trace.json`
/// beside the profile).
///
/// Cost: below 2 ns off, below 50 ns on (`marker_cost` in benchmarks/selfcheck measures both). The cost of
/// the timers is estimated and told with the result; it is contained in the times.
class Component {
  public:
    /// Components of one name are one component. Takes a lock: create them once, not in the measured code.
    /// Throws std::invalid_argument for an empty name.
    explicit Component(std::string_view name);

    class Scope;

    /// Times from here to the end of the enclosing block, also when an exception leaves it. Keep the result
    /// in a local variable: scopes of a thread must end in the reverse order of their beginning, on that
    /// thread.
    [[nodiscard]] Scope scope() const;

    /// A function object that does what `function` does, inside a scope of this component. It owns `function`
    /// and takes and returns exactly what that does, references and move-only values included.
    template <class Function>
    [[nodiscard]] auto wrap(Function&& function) const;

  private:
    std::uint32_t id_;
};

/// See `Component::scope`. Neither copied nor moved.
class [[nodiscard]] Component::Scope {
  public:
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() {
        if (totals_ != nullptr) {
            leave();
        }
    }

  private:
    friend class Component;

    explicit Scope(std::uint32_t component) {
        if (detail::component_window.load(std::memory_order_relaxed) != 0) {
            enter(component);
        }
    }

    void enter(std::uint32_t component);
    void leave() noexcept;

    detail::ComponentTotals* totals_ = nullptr;  // nullptr: entered while components were off
    Scope* parent_ = nullptr;
    std::uint32_t window_ = 0;
    std::int64_t start_ticks_ = 0;
    mutable std::int64_t nested_ticks_ =
        0;  // written by scopes inside, and a scope is mostly a const variable
};

inline Component::Scope Component::scope() const {
    return Scope(id_);
}

namespace detail {

/// What `Component::wrap` returns.
template <class Function>
class TimedFunction {
  public:
    template <class Wrapped>
    TimedFunction(Component component, Wrapped&& function)
        : component_(component), function_(std::forward<Wrapped>(function)) {}

    template <class... Arguments>
    std::invoke_result_t<Function&, Arguments...> operator()(Arguments&&... arguments) {
        const auto timing = component_.scope();
        return std::invoke(function_, std::forward<Arguments>(arguments)...);
    }

    template <class... Arguments>
    std::invoke_result_t<const Function&, Arguments...> operator()(Arguments&&... arguments) const {
        const auto timing = component_.scope();
        return std::invoke(function_, std::forward<Arguments>(arguments)...);
    }

  private:
    Component component_;
    Function function_;
};

}  // namespace detail

template <class Function>
auto Component::wrap(Function&& function) const {
    return detail::TimedFunction<std::decay_t<Function>>(*this, std::forward<Function>(function));
}

}  // namespace ratchet
