#include "gate/share_metric.hpp"

#include "model/metric.hpp"

#include <fmt/format.h>

namespace ratchet {

std::optional<std::string> share_pattern(std::string_view metric) {
    if (!metric.starts_with(share_metric_begin) || !metric.ends_with(')')) {
        return std::nullopt;
    }
    metric.remove_prefix(share_metric_begin.size());
    metric.remove_suffix(1);
    return std::string(metric);
}

std::string share_metric(std::string_view pattern) {
    return fmt::format("{}{})", share_metric_begin, pattern);
}

bool is_taken_apart(std::string_view metric) {
    return metric == metric::instructions || share_pattern(metric).has_value();
}

}  // namespace ratchet
