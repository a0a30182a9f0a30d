#pragma once

#include "scenario/clock.hpp"
#include "scenario/timeline.hpp"

#include <cstdint>
#include <string>
#include <vector>

// The one set of component timers of the process: a ratchet::Component deep in a library finds it without
// being told. Each thread writes totals of its own; they are merged when they are read.

namespace ratchet::runtime {

/// One component over all windows since `forget_components`, all threads merged, in ticks of the clock.
struct ComponentTicks {
    std::string name;
    std::uint64_t calls = 0;   ///< outermost
    std::uint64_t scopes = 0;  ///< timed, nested ones included: what the timers' own cost goes by
    std::int64_t total = 0;
    std::int64_t self = 0;
    std::int64_t shortest = 0;
    std::int64_t longest = 0;
};

/// Opens a window: components are on until `close_components`. One thread opens and closes.
void open_components(const Clock& clock);
void close_components() noexcept;

/// What was recorded in the windows before now does not count. Components must be off.
void forget_components();

/// Components that were called at least once, by name. Components must be off.
std::vector<ComponentTicks> component_ticks();

/// The longest scopes that counted, of all threads, where a timeline is recorded. Components must be off.
LongestScopes component_scopes();

/// The name of a component, by its id.
std::string component_name(std::uint32_t id);

/// Seconds that one scope costs while components are on: the best of some hundred scopes in a row.
/// Components must be off; what was recorded is forgotten.
double component_scope_cost_s(const Clock& clock);

}  // namespace ratchet::runtime
