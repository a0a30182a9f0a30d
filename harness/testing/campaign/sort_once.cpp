#include "sorting.hpp"

/// Sorts for about 50 ms. What it exits with depends on the result, so that nothing is optimised away.
int main() {
    const std::size_t blocks = slowed(8000);
    const std::vector<unsigned> shuffled = shuffled_numbers(1);
    std::vector<unsigned> numbers;
    for (std::size_t i = 0; i < blocks; ++i) {
        numbers = shuffled;
        std::sort(numbers.begin(), numbers.end());
        if (numbers.front() > numbers.back()) {
            return 1;
        }
    }
    return 0;
}
