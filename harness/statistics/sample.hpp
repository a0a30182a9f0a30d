#pragma once

#include <cstddef>
#include <vector>

namespace ratchet::statistics {

/// Values of one quantity in one unit, in the order they were taken: at least one, all finite and at most
/// `largest` in magnitude, so that no sum, square or difference in this folder can overflow. Checked once,
/// here.
class Sample {
  public:
    static constexpr double largest = 1e150;

    /// Throws `Error(measurement)` when `values` is empty, and names the first value that breaks the
    /// invariant.
    explicit Sample(std::vector<double> values);

    [[nodiscard]] const std::vector<double>& values() const { return values_; }
    [[nodiscard]] std::size_t size() const { return values_.size(); }

  private:
    std::vector<double> values_;
};

}  // namespace ratchet::statistics
