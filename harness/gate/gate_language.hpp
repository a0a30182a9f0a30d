#pragma once

#include "gate/judge.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The language of GATE, one gate per text:
//
//   none                                advisory: judged and reported, never failing
//   wall_time                           statistical: against the baseline, default margins
//   throughput 3%                       tolerated slowdown
//   instructions 0.5%                   tolerated growth of an exact count; it has no must-detect one
//   p95_latency 3%/10%                  tolerated / must-detect slowdown
//   peak_rss <= 64MiB                   budget: needs no baseline
//   share(malloc|free) <= 5%            budget of a share of samples: a regular expression (base/pattern.hpp)
//                                       for names of functions, see gate/share_gate.hpp
//   quality >= reference-0.01           budget relative to a grid's reference setting

namespace ratchet {

/// `none`.
struct GateNone {
    bool operator==(const GateNone&) const = default;
};

/// Judges a metric against the baseline. Margins are fractions of slowdown.
struct StatisticalGate {
    std::string metric;
    double theta = StatisticalPolicy{}.theta;    ///< accepted
    std::optional<double> delta = std::nullopt;  ///< must not end as unchanged; absent: `auto`
    double alpha = StatisticalPolicy{}.alpha;    ///< cannot be written

    bool operator==(const StatisticalGate&) const = default;
};

enum class Comparison { at_most, at_least };

/// Judges a metric against a limit.
struct Budget {
    std::string metric;
    Comparison comparison = Comparison::at_most;
    double limit = 0;  ///< in the base of `unit` (B, s, 1); with a plain number in the metric's own unit
    std::string unit;  ///< as written ("MiB"); empty: a plain number
    bool relative_to_reference = false;  ///< `limit` is added to the value of the grid's reference setting

    bool operator==(const Budget&) const = default;
};

using Gate = std::variant<GateNone, StatisticalGate, Budget>;

/// Reads one gate. Throws `Error(usage)` that names the column (from 1), what was expected there and an
/// example. A tolerated slowdown of 5 % or more must be written with its must-detect one, because `auto` may
/// come out below it; that of `instructions`, which are counted and not estimated, never is. Of a share only
/// a limit is a gate, above 0 % and below 100 %: no number of samples shows that a function never runs.
Gate parse_gate(std::string_view text);

/// Reads the gates of one scenario. Throws as above, and where `none` stands with others or one metric has
/// two statistical gates.
std::vector<Gate> parse_gates(const std::vector<std::string>& texts);

/// The gate in canonical form: `parse_gate(to_text(gate)) == gate`.
std::string to_text(const Gate& gate);

/// Whether gates, as a scenario has them, want a baseline: all but budgets do, and the default gates.
bool want_baseline(const std::vector<std::string>& texts);

/// Whether a gate among them is on `instructions`, which have to be counted in runs of their own.
bool want_instructions(const std::vector<std::string>& texts);

/// Whether a limit among the gates is relative to the reference setting of a GRID.
bool want_reference(const std::vector<std::string>& texts);

/// What a scenario without GATE is judged by: `wall_time`, and `throughput` where the number of items varies
/// from run to run (else it says the same as the time).
std::vector<Gate> default_gates(bool items_vary);

}  // namespace ratchet
