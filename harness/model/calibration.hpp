#pragma once

#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// Values of the calibration kernels over a session, seconds per iteration in the order they were taken.
struct Calibration {
    int kernel_version = 0;                              ///< values of different versions are not comparable
    std::string build;                                   ///< digest of the program that holds the kernels
    std::map<std::string, std::vector<double>> kernels;  ///< arithmetic, memory, branches

    bool operator==(const Calibration&) const = default;
};

}  // namespace ratchet
