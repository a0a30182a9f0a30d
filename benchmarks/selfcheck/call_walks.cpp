#include "call_walks.hpp"

#include "statistics/random.hpp"

#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace selfcheck {
namespace {

using ratchet::statistics::Random;

constexpr std::size_t function_count = 2'000;
constexpr std::size_t callees = 6;

/// The callee of a function by its number: always the same for one function.
std::size_t callee(std::size_t function, std::size_t number) {
    return (function * 2'654'435'761U + number * 40'503U + 1) % function_count;
}

std::vector<std::size_t> walk(Random& random, std::size_t frames) {
    std::vector<std::size_t> functions{0};
    while (functions.size() < frames) {
        functions.push_back(callee(functions.back(), random.index(callees)));
    }
    return functions;
}

std::string function_name(std::size_t function) {
    return fmt::format("search::Tree<Node{}, std::allocator<Node{}>>::walk(int, Node{} const&)",
                       function % 40, function % 40, function);
}

}  // namespace

ratchet::Stacks walked_stacks(std::size_t count, std::uint64_t seed) {
    Random random(seed);
    ratchet::Stacks stacks;
    for (std::size_t i = 0; i < function_count; ++i) {
        stacks.index_of(function_name(i), fmt::format("libpart{}.so", i % 7));
    }
    std::vector<ratchet::FrameIndex> frames;
    for (std::size_t i = 0; i < count; ++i) {
        frames.clear();
        for (const std::size_t function : walk(random, 8 + random.index(30))) {
            frames.push_back(static_cast<ratchet::FrameIndex>(function));
        }
        stacks.add(frames);
    }
    return stacks;
}

std::string walked_perf_script(std::size_t bytes, std::uint64_t seed) {
    constexpr std::size_t walks = 2'000;
    Random random(seed);
    std::vector<std::vector<std::size_t>> known;
    for (std::size_t i = 0; i < walks; ++i) {
        known.push_back(walk(random, 4 + random.index(7)));
    }
    std::string text;
    text.reserve(bytes + 4096);
    for (std::size_t sample = 0; text.size() < bytes; ++sample) {
        const auto out = std::back_inserter(text);
        fmt::format_to(out, "search {}/{} {:6}.{:06}:    1001001 cpu-clock:uH: \n", 4711, 4711 + sample % 4,
                       sample / 1000, sample % 1000 * 1000);
        const std::vector<std::size_t>& functions = known[random.index(walks)];
        for (auto function = functions.rbegin(); function != functions.rend(); ++function) {
            const std::size_t offset = 16 * random.index(8);
            fmt::format_to(out, "\t{:16x} {}+0x{:x} (/usr/lib/x86_64-linux-gnu/libpart{}.so)\n",
                           0x7f2a1c000000 + 4096 * *function + offset, function_name(*function), offset,
                           *function % 7);
        }
        text += '\n';
    }
    return text;
}

}  // namespace selfcheck
