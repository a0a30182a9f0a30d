#pragma once

#include "report/table.hpp"

#include <optional>
#include <span>
#include <string>

namespace ratchet {

/// One step of something that takes long.
struct ProgressStep {
    int index = 0;  ///< from 1
    int count = 0;
    std::string name;                   ///< of the scenario
    std::string result;                 ///< "12.3 ms"; empty while the step is going on
    std::optional<double> time_left_s;  ///< absent: not known yet
};

/// Time left from how long the finished steps took and how many remain: their mean, since a few long steps
/// weigh as much in what is to come. Absent before the first step has finished; 0 when none remains.
std::optional<double> estimate_time_left_s(std::span<const double> finished_s, std::size_t remaining);

/// "about 40 s", "about 3 min", "about 2 h": as coarse as an estimate is.
std::string format_time_left(double seconds);

/// "[3/9] tree_search/wide_tree  12.3 ms  (about 40 s left)", no longer than the style's columns; the name
/// loses its middle when it does not fit. The same step always begins in the same columns.
std::string progress_line(const ProgressStep& step, const TextStyle& style);

/// The same line over the last one on a terminal: carriage return, line, clear to the end; no newline.
std::string progress_redraw(const ProgressStep& step, const TextStyle& style);

/// Takes the redrawn line away, so that other output begins at the left edge.
std::string progress_clear();

}  // namespace ratchet
