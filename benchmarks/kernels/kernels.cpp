// Small kernels in the hands of Google Benchmark. What each touches stays within a core's own caches, and one
// call takes a millisecond or so.
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

namespace {

constexpr std::uint64_t seed = 20260101;

std::vector<double> random_matrix(std::size_t side, std::mt19937_64& random) {
    std::uniform_real_distribution<double> uniform(-1, 1);
    std::vector<double> matrix(side * side);
    std::generate(matrix.begin(), matrix.end(), [&] { return uniform(random); });
    return matrix;
}

/// c = a b, row by row so that memory is walked in order.
void multiply(const std::vector<double>& a, const std::vector<double>& b, std::vector<double>& c,
              std::size_t side) {
    std::fill(c.begin(), c.end(), 0);
    for (std::size_t row = 0; row < side; ++row) {
        for (std::size_t k = 0; k < side; ++k) {
            const double factor = a[row * side + k];
            for (std::size_t column = 0; column < side; ++column) {
                c[row * side + column] += factor * b[k * side + column];
            }
        }
    }
}

void matrix_product(benchmark::State& state) {
    const auto side = static_cast<std::size_t>(state.range(0));
    std::mt19937_64 random(seed);
    const std::vector<double> a = random_matrix(side, random);
    const std::vector<double> b = random_matrix(side, random);
    std::vector<double> c(side * side);
    for ([[maybe_unused]] auto _ : state) {
        multiply(a, b, c, side);
        benchmark::DoNotOptimize(c.data());
        benchmark::ClobberMemory();
    }
    const auto operations = static_cast<std::int64_t>(2 * side * side * side);
    state.SetItemsProcessed(state.iterations() * operations);
}

void sort(benchmark::State& state) {
    std::mt19937_64 random(seed);
    std::vector<std::uint32_t> shuffled(static_cast<std::size_t>(state.range(0)));
    std::generate(shuffled.begin(), shuffled.end(), [&] { return static_cast<std::uint32_t>(random()); });
    std::vector<std::uint32_t> numbers(shuffled.size());
    for ([[maybe_unused]] auto _ : state) {
        std::copy(shuffled.begin(), shuffled.end(), numbers.begin());  // timed: a hundredth of the sort
        std::sort(numbers.begin(), numbers.end());
        benchmark::DoNotOptimize(numbers.data());
        benchmark::ClobberMemory();
    }
    if (!std::is_sorted(numbers.begin(), numbers.end())) {
        state.SkipWithError("the numbers are not sorted");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void hash_map(benchmark::State& state) {
    std::mt19937_64 random(seed);
    std::vector<std::uint64_t> keys(static_cast<std::size_t>(state.range(0)));
    std::generate(keys.begin(), keys.end(), [&] { return random(); });
    std::unordered_map<std::uint64_t, std::uint64_t> map;
    map.reserve(keys.size());
    std::uint64_t sum = 0;
    for ([[maybe_unused]] auto _ : state) {
        map.clear();
        for (const std::uint64_t key : keys) {
            map.emplace(key, key >> 1U);
        }
        for (const std::uint64_t key : keys) {
            sum += map.find(key)->second;
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * 2 * state.range(0));
    state.counters["load_factor"] = static_cast<double>(map.load_factor());
}

/// A document as a web service would send it: records with texts, numbers and lists.
std::string sample_document(std::int64_t records) {
    nlohmann::json document = nlohmann::json::array();
    std::mt19937_64 random(seed);
    for (std::int64_t id = 0; id < records; ++id) {
        document.push_back({{"id", id},
                            {"name", "record \"" + std::to_string(random() % 100'000) + "\""},
                            {"weight", static_cast<double>(random() % 1'000'000) / 997.0},
                            {"tags", {"alpha", "beta", std::to_string(random() % 100)}},
                            {"active", random() % 2 == 0},
                            {"parent", nullptr}});
    }
    return document.dump();
}

void json_parse(benchmark::State& state) {
    const std::string text = sample_document(state.range(0));
    std::size_t values = 0;
    for ([[maybe_unused]] auto _ : state) {
        const nlohmann::json document = nlohmann::json::parse(text);
        values += document.size();
        benchmark::DoNotOptimize(values);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

}  // namespace

BENCHMARK(matrix_product)->Arg(96)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(sort)->Arg(10'000)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(hash_map)->Arg(5'000)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(json_parse)->Arg(200)->Unit(benchmark::kMicrosecond)->UseRealTime();

BENCHMARK_MAIN();
