#pragma once

#include <optional>
#include <string>
#include <string_view>

// Metrics that are the share of a profile's samples: "share(malloc|free)".

namespace ratchet {

/// What the name of such a metric begins with; it ends with a parenthesis.
inline constexpr std::string_view share_metric_begin = "share(";

/// The regular expression of a share; nothing for another metric.
std::optional<std::string> share_pattern(std::string_view metric);

/// The metric that is the share of this regular expression.
std::string share_metric(std::string_view pattern);

/// Whether a metric is taken in runs of its own, rather than of each timed run: instructions and shares.
/// Neither the number of runs nor the speed of the host says anything about it.
bool is_taken_apart(std::string_view metric);

}  // namespace ratchet
