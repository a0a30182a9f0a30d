// One benchmark for everything that Google Benchmark's files do which a reader might not expect.
#include <chrono>
#include <limits>
#include <thread>

#include <benchmark/benchmark.h>

template <class T>
static void sum(benchmark::State& state) {
    T total{};
    for (auto _ : state) {
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            benchmark::DoNotOptimize(total += static_cast<T>(i));
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.SetBytesProcessed(state.iterations() * state.range(0) * static_cast<std::int64_t>(sizeof(T)));
}
BENCHMARK_TEMPLATE(sum, int)->Arg(1000)->Arg(10000);
BENCHMARK_TEMPLATE(sum, double)->ArgName("n")->Arg(1000)->Unit(benchmark::kMicrosecond);

static void work(benchmark::State& state) {
    for (auto _ : state) {
        int total = 0;
        for (int i = 0; i < 20'000; ++i) {
            benchmark::DoNotOptimize(total += i);
        }
    }
}
BENCHMARK(work)->Unit(benchmark::kMillisecond);
BENCHMARK(work)->Name("repeated")->Repetitions(3);
BENCHMARK(work)->Name("shown")->Repetitions(2)->DisplayAggregatesOnly();
BENCHMARK(work)->Name("aggregated")->Repetitions(2)->ReportAggregatesOnly();
BENCHMARK(work)->Name("fixed")->Iterations(7)->Unit(benchmark::kSecond);
BENCHMARK(work)->Name("odd. names+(a|b)[c]{1}^$?*\\ \"quoted\", ;#/");

static void sleeps(benchmark::State& state) {
    for (auto _ : state) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sleeps)->UseRealTime()->Iterations(5);

static void by_hand(benchmark::State& state) {
    for (auto _ : state) {
        state.SetIterationTime(0.25);
    }
}
BENCHMARK(by_hand)->UseManualTime()->Iterations(4);

static void threads(benchmark::State& state) {
    work(state);
    state.counters["workers"] = benchmark::Counter(1);
}
BENCHMARK(threads)->Threads(2)->MeasureProcessCPUTime()->UseRealTime();

static void counters(benchmark::State& state) {
    work(state);
    state.SetLabel("a \"label\"\t\xff\x01 of NaN");
    state.counters["plain"] = 42;
    state.counters["per_call"] = benchmark::Counter(6, benchmark::Counter::kIsIterationInvariant);
    state.counters["frames_per_second"] = benchmark::Counter(8, benchmark::Counter::kIsRate);
    state.counters["not a number"] = std::numeric_limits<double>::quiet_NaN();
    state.counters["endless"] = std::numeric_limits<double>::infinity();
    state.counters["below"] = -std::numeric_limits<double>::infinity();
}
BENCHMARK(counters)->Iterations(3);

static void hides_its_time(benchmark::State& state) {
    work(state);
    state.counters["real_time"] = 1;
}
BENCHMARK(hides_its_time)->Iterations(3);

static void fails(benchmark::State& state) {
    for (auto _ : state) {
        state.SkipWithError("the \"input\" is not there");
        break;
    }
}
BENCHMARK(fails);

static void grows(benchmark::State& state) {
    for (auto _ : state) {
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            benchmark::DoNotOptimize(i);
        }
    }
    state.SetComplexityN(state.range(0));
}
BENCHMARK(grows)->RangeMultiplier(4)->Range(64, 1024)->Repetitions(2)->Complexity(benchmark::oN);

BENCHMARK_MAIN();
