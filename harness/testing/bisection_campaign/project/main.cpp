// Sorts as many blocks of shuffled numbers as amount.hpp says: some 50 ms.
#include "ahead.hpp"
#include "amount.hpp"

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

int main(int argc, char**) {
    constexpr std::size_t block = 1000;
    std::vector<unsigned> shuffled(block);
    std::generate(shuffled.begin(), shuffled.end(), std::mt19937(7));
    std::vector<unsigned> numbers;
    unsigned sum = static_cast<unsigned>(argc);
    for (int i = 0; i < blocks; ++i) {
        numbers = shuffled;
        std::sort(numbers.begin(), numbers.end());
        sum += numbers[static_cast<std::size_t>(i) % block];
    }
    return sum == 0 ? 1 : 0;  // the sum is used, so that the work is done
}
