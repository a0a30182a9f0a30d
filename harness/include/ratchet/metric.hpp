#pragma once

namespace ratchet {

/// Which way a metric gets better.
enum class Direction { lower_is_better, higher_is_better };

/// Whether a value belongs to one iteration or to the whole process (start-up and set-up included).
enum class MetricScope { iteration, whole_process };

}  // namespace ratchet
