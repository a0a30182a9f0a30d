#include "measure/calibration.hpp"

#include "base/error.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <numeric>
#include <utility>

namespace ratchet {
namespace calibration {
namespace {

constexpr std::uint64_t multiplier = 6364136223846793005U;  // of Knuth's MMIX generator
constexpr std::uint64_t increment = 1442695040888963407U;

}  // namespace

std::uint64_t arithmetic(std::uint64_t seed) {
    const auto next = [](std::uint64_t value) { return (value + increment) ^ (value >> 29U); };
    std::uint64_t a = seed;
    std::uint64_t b = seed + 1;
    std::uint64_t c = seed + 2;
    std::uint64_t d = seed + 3;
    std::uint64_t e = seed + 4;
    std::uint64_t f = seed + 5;
    for (int step = 0; step < 3'400'000; ++step) {
        a = next(a);
        b = next(b);
        c = next(c);
        d = next(d);
        e = next(e);
        f = next(f);
        // Vector instructions would leave most of the integer units idle.
        asm volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e), "+r"(f));
    }
    std::uint64_t checksum = 0;
    for (const std::uint64_t value : {a, b, c, d, e, f}) {
        checksum = checksum * multiplier + value;
    }
    return checksum;
}

std::vector<std::uint32_t> make_ring() {
    constexpr std::size_t line = 64 / sizeof(std::uint32_t);
    constexpr std::size_t lines = std::size_t{128} * 1024 / 64;
    std::vector<std::uint32_t> order(lines);
    std::iota(order.begin(), order.end(), 0U);
    std::uint64_t random = 1;
    for (std::size_t i = lines - 1; i > 0; --i) {
        random = random * multiplier + increment;
        std::swap(order[i], order[(random >> 33U) % (i + 1)]);
    }
    std::vector<std::uint32_t> ring(lines * line);
    for (std::size_t i = 0; i < lines; ++i) {
        ring[order[i] * line] = static_cast<std::uint32_t>(order[(i + 1) % lines] * line);
    }
    return ring;
}

std::uint64_t memory(std::uint64_t seed, const std::vector<std::uint32_t>& ring) {
    // Any entry that is not the first of its line leads to line 0.
    std::uint32_t position = ring[seed % ring.size()];
    std::uint64_t checksum = 0;
    for (int step = 0; step < 1'200'000; ++step) {
        position = ring[position];
        checksum += position;
    }
    return checksum;
}

std::uint64_t branches(std::uint64_t seed) {
    std::uint64_t random = seed;
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    for (int step = 0; step < 1'400'000; ++step) {
        random ^= random << 13U;  // xorshift: a period too long for a predictor to learn
        random ^= random >> 7U;
        random ^= random << 17U;
        // The empty statements keep the compiler from replacing the branch by a selection.
        if ((random & 1U) != 0) {
            up += random;
            asm volatile("" : "+r"(up));
        } else {
            down ^= random;
            asm volatile("" : "+r"(down));
        }
    }
    return up ^ down;
}

}  // namespace calibration

std::map<std::string, double> measure_calibration(const Clock& clock) {
    // Writing the ring also brings it into the caches that the kernel measures.
    const std::vector<std::uint32_t> ring = calibration::make_ring();
    // Volatile, or a compiler that knows the result need not execute anything.
    const volatile std::uint64_t seed = 1;
    struct Kernel {
        const char* name;
        std::function<std::uint64_t()> execute;
        std::uint64_t result;
    };
    const std::array kernels{
        Kernel{"arithmetic", [&] { return calibration::arithmetic(seed); }, 729350531271703777U},
        Kernel{"memory", [&] { return calibration::memory(seed, ring); }, 19651086512U},
        Kernel{"branches", [&] { return calibration::branches(seed); }, 11324499071042818320U}};
    std::map<std::string, double> values;
    for (const Kernel& kernel : kernels) {
        const std::int64_t start = clock.now_ns();
        const std::uint64_t result = kernel.execute();
        values[kernel.name] = static_cast<double>(clock.now_ns() - start) * 1e-9;
        if (result != kernel.result) {
            throw Error(ErrorCode::measurement, "a computation gave a wrong result: this host is defective",
                        kernel.name);
        }
    }
    return values;
}

}  // namespace ratchet
