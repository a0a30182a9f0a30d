#pragma once

#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// Values of the calibration kernels, seconds, in the order they were taken.
struct Calibration {
    int kernel_version = 0;                              ///< values of different versions are not comparable
    std::map<std::string, std::vector<double>> kernels;  ///< arithmetic, memory, branches

    bool operator==(const Calibration&) const = default;
};

/// Adds the values of `more` unless they are of another kernel version; an `all` without values takes its.
void append(Calibration& all, const Calibration& more);

}  // namespace ratchet
