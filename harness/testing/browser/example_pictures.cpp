// example_pictures <directory>: the flame graphs and profiles that are tried in a browser, of made-up stacks.

#include "example_stacks.hpp"
#include "profile/differential_flame_graph.hpp"
#include "profile/flame_graph.hpp"
#include "profile/folded.hpp"
#include "profile/speedscope.hpp"
#include "profile/timeline.hpp"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) {
        throw std::runtime_error(file.string() + " cannot be written");
    }
}

std::string speedscope_of(const ratchet::Stacks& stacks, const std::string& name) {
    ratchet::TakenProfile profile;
    profile.stacks = stacks;
    return ratchet::write_speedscope(profile, name);
}

/// Stacks of two threads, sampled one after the other, of a program that tells of its components and a gauge.
std::string timeline_of(const ratchet::Stacks& stacks) {
    constexpr std::int64_t ms = 1'000'000;
    constexpr std::uint32_t process = 4711;
    constexpr std::int64_t length_ms = 100;
    ratchet::TakenProfile profile;
    profile.stacks = stacks;
    profile.frequency_hz = 1000;
    for (std::uint32_t i = 0; i < length_ms; ++i) {
        profile.timed.push_back({.at_ns = (10 + i) * ms,
                                 .process = process,
                                 .thread = process + i % 2,
                                 .stack = i / 4 % static_cast<std::uint32_t>(stacks.size())});
    }
    profile.memory = {{10 * ms, process, 1U << 20U}, {60 * ms, process, 3U << 20U}};
    ratchet::TimelineRun run{.name = "profiled run 1", .profiled = true, .begin_ns = 0, .end_ns = 120 * ms};
    run.ready_ns = 9 * ms;
    run.told.process = process;
    for (std::int64_t i = 10; i < length_ms; i += 10) {
        run.told.spans.push_back({"search", process, i * ms, (i + 8) * ms});
        run.told.spans.push_back({"evaluator", process, (i + 2) * ms, (i + 6) * ms});
        run.told.spans.push_back({"dynamics <b>", process + 1, i * ms, (i + 1) * ms});
    }
    run.told.gauges = {{"table", "entries", {{11 * ms, 1}, {50 * ms, 700}, {90 * ms, 1400}}}};
    return ratchet::write_timeline(profile, {run}, "tree_search/x");
}

void write_all(const std::filesystem::path& directory) {
    using namespace ratchet;
    using namespace ratchet::testing;
    write(directory / "flame.svg",
          write_flame_graph(search_stacks(),
                            {.title = "tree_search/expensive_eval",
                             .subtitle = "999 Hz for 10.0 s, kernel and user; 0 lost, 0.1 % truncated",
                             .unit = "samples"}));
    DifferentialFlameGraphOptions compared;
    compared.title = "tree_search/expensive_eval: what changed";
    compared.subtitle = "working tree against 97cf7bb";
    compared.time_ratio = {1.12, 0.006};
    write(directory / "differential.svg",
          write_differential_flame_graph(slower_search_stacks(), search_stacks(), compared));
    write(directory / "hostile.svg",
          write_flame_graph(hostile_stacks(), {.title = "<script>alert('title')</script>",
                                               .subtitle = "\"&amp;\u202e\x01",
                                               .unit = "<b>samples</b>"}));
    write(directory / "search.folded", write_folded(search_stacks()));
    write(directory / "search.speedscope.json", speedscope_of(search_stacks(), "tree_search/x"));
    write(directory / "hostile.speedscope.json", speedscope_of(hostile_stacks(), "<b>\"\x01"));
    write(directory / "search.trace.json", timeline_of(search_stacks()));
    write(directory / "large.svg",
          write_flame_graph(many_stacks(10'000, 1),
                            {.title = "10 000 stacks", .subtitle = "", .unit = "samples"}));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 2) {
            throw std::runtime_error("usage: example_pictures <directory>");
        }
        write_all(argv[1]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
