#include "example_stacks.hpp"

#include "profile/folded.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace ratchet::testing {
namespace {

constexpr std::string_view search_folded =
    "tree_search`_start;libc.so.6`__libc_start_main;tree_search`main;tree_search`ratchet::run_scenarios(int, "
    "char**);"
    "tree_search`BestFirstSearch<SyntheticGame>::search(State const&, unsigned long);"
    "tree_search`BestFirstSearch<SyntheticGame>::expand(Node&)";

struct Below {
    std::string_view stack;
    int samples;
};

Stacks below_expand(const std::vector<Below>& all) {
    std::string folded;
    for (const Below& below : all) {
        folded += fmt::format("{}{} {}\n", search_folded, below.stack, below.samples);
    }
    return read_folded(folded, "example");
}

constexpr std::string_view hash_stack = ";tree_search`TranspositionTable::find(unsigned long) const";

/// What both profiles have, at other counts.
std::vector<Below> common(int evaluation, int hashing) {
    return {
        {"", 240},
        {";tree_search`SyntheticGame::evaluate(State const&) const", evaluation},
        {";tree_search`SyntheticGame::evaluate(State const&) const;libm.so.6`exp", 1210},
        {";tree_search`SyntheticGame::evaluate(State const&) const;libm.so.6`tanh;libm.so.6`expm1", 640},
        {";tree_search`SyntheticGame::evaluate(State const&) const;libm.so.6`tanh", 310},
        {";tree_search`SyntheticGame::evaluate(State const&) const;tree_search`Random::next()", 150},
        {";tree_search`SyntheticGame::legal_actions(State const&, std::vector<Action, std::allocator<Action> "
         ">&) const",
         880},
        {";tree_search`SyntheticGame::legal_actions(State const&, std::vector<Action, std::allocator<Action> "
         ">&) const;"
         "tree_search`std::vector<Action, std::allocator<Action> "
         ">::_M_realloc_insert(Action&&);libstdc++.so.6`operator "
         "new(unsigned long);libc.so.6`malloc;libc.so.6`_int_malloc",
         420},
        {";tree_search`SyntheticGame::legal_actions(State const&, std::vector<Action, std::allocator<Action> "
         ">&) const;"
         "tree_search`std::vector<Action, std::allocator<Action> "
         ">::_M_realloc_insert(Action&&);libstdc++.so.6`operator "
         "new(unsigned "
         "long);libc.so.6`malloc;libc.so.6`_int_malloc;libc.so.6`sysmalloc;[kernel]`entry_SYSCALL_64;"
         "[kernel]`do_syscall_64;[kernel]`__x64_sys_brk;[kernel]`do_brk_flags",
         75},
        {";tree_search`SyntheticGame::legal_actions(State const&, std::vector<Action, std::allocator<Action> "
         ">&) const;"
         "libc.so.6`cfree;libc.so.6`_int_free",
         260},
        {hash_stack, hashing},
        {";tree_search`PriorityQueue::push(Node*);tree_search`std::__push_heap<Node**, long, Node*, Compare>",
         730},
        {";tree_search`PriorityQueue::pop();tree_search`std::__adjust_heap<Node**, long, Node*, Compare>",
         1120},
        {";tree_search`PriorityQueue::pop();tree_search`Compare::operator()(Node const*, Node const*) const",
         190},
        {";[kernel]`asm_sysvec_apic_timer_interrupt;[kernel]`hrtimer_interrupt;[kernel]`tick_sched_timer",
         42},
        {";[kernel]`asm_exc_page_fault;[kernel]`handle_mm_fault;[kernel]`clear_page_erms", 118},
        {";jit-7f3a", 6},
    };
}

}  // namespace

Stacks search_stacks() {
    std::vector<Below> stacks = common(1980, 520);
    stacks.push_back({";tree_search`SyntheticGame::normalise(State&) const", 210});
    return below_expand(stacks);
}

Stacks slower_search_stacks() {
    std::vector<Below> stacks = common(1930, 900);
    stacks.push_back(
        {";tree_search`TranspositionTable::find(unsigned long) const;tree_search`probe_linear(Slot const*, "
         "unsigned long)",
         640});
    stacks.push_back(
        {";tree_search`TranspositionTable::find(unsigned long) const;libc.so.6`__memcmp_evex_movbe", 130});
    return below_expand(stacks);
}

Stacks hostile_stacks() {
    Stacks stacks;
    const std::vector<std::string> names{"<script>alert(1)</script>",
                                         "]]></script><img src=x onerror=alert(2)>",
                                         "\"'`&amp;&#0;--><!-- ${alert(3)}",
                                         "javascript:alert(4)",
                                         "evil\u202egnp.exe",
                                         std::string("\0\x01\n\t\x1b[31m\x7f", 9),
                                         "\xef\xbf\xbe\xef\xbf\xbf\xed\xa0\x80\xff",
                                         "\u6587\u5b57\u5316\u3051\u306e\u95a2\u6570\U0001F600\U0001F600",
                                         "__proto__",
                                         ""};
    for (const std::string& name : names) {
        stacks.add(std::vector{stacks.index_of("main", name), stacks.index_of(name, name)}, 10);
    }
    return stacks;
}

Stacks many_stacks(std::size_t count, std::uint64_t seed) {
    constexpr std::size_t functions = 3000;
    constexpr std::size_t modules = 8;
    statistics::Random random(seed);
    Stacks stacks;
    std::vector<FrameIndex> frames;
    for (std::size_t i = 0; i < functions; ++i) {
        const std::string name = fmt::format("project::component_{}::Function{}<{}>", i % 37, i,
                                             std::string(random.index(12), 'T'));
        frames.push_back(stacks.index_of(name, fmt::format("libmodule{}.so.1", i % modules)));
    }
    std::vector<FrameIndex> stack;
    while (stacks.size() < count) {
        // A walk through a program: outer functions stay, inner ones change.
        const std::size_t depth = 8 + random.index(30);
        stack.resize(std::min(stack.size(), depth) * (5 + random.index(5)) / 10);
        while (stack.size() < depth) {
            stack.push_back(frames[random.index(1 + random.index(frames.size()))]);
        }
        stacks.add(stack);
    }
    return stacks;
}

}  // namespace ratchet::testing
