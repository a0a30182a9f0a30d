#include "scenario/components.hpp"

#include <ratchet/component.hpp>
#include <ratchet/gauge.hpp>

#include <algorithm>
#include <deque>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>

// Kept out of the code that every scope runs through.
#if defined(__GNUC__)
#define RATCHET_DETAIL_RARE __attribute__((noinline, cold))
#else
#define RATCHET_DETAIL_RARE
#endif

namespace ratchet::detail {

/// One component in one thread. Only that thread writes; atomics, because another one reads when it merges.
struct ComponentTotals {
    std::atomic<std::uint32_t> window{0};  ///< of the last call that counted
    std::atomic<std::uint64_t> calls{0};
    std::atomic<std::uint64_t> scopes{0};
    std::atomic<std::int64_t> total{0};
    std::atomic<std::int64_t> self{0};
    std::atomic<std::int64_t> shortest{0};
    std::atomic<std::int64_t> longest{0};

    std::uint32_t component = 0;  ///< its id; never changes

    // Read by the owner alone: scopes of one window that were entered and not left.
    std::uint32_t open = 0;
    std::uint32_t open_window = 0;
};

namespace {

constexpr auto relaxed = std::memory_order_relaxed;

template <class Number>
void add(std::atomic<Number>& sum, Number more) {
    sum.store(sum.load(relaxed) + more, relaxed);  // one writer: no read-modify-write needed
}

void restart(ComponentTotals& totals) {
    totals.calls.store(0, relaxed);
    totals.scopes.store(0, relaxed);
    totals.total.store(0, relaxed);
    totals.self.store(0, relaxed);
    totals.shortest.store(std::numeric_limits<std::int64_t>::max(), relaxed);
    totals.longest.store(0, relaxed);
}

struct ThreadTimers {
    Component::Scope* innermost = nullptr;
    std::mutex growth;                   ///< of the next two, against a reader
    std::deque<ComponentTotals> totals;  ///< its elements never move
    runtime::LongestScopes scopes;
    // So that most scopes need no lock: the owner's, which `forget_components` resets.
    std::atomic<std::int64_t> least_ticks{0};  ///< shorter ones are counted alone
    std::atomic<std::uint64_t> short_scopes{0};
    bool recording = false;  ///< the owner's alone
};

struct Timers {
    std::mutex mutex;  ///< of the next five
    std::vector<std::string> names;
    std::vector<ThreadTimers*> threads;
    std::vector<runtime::ComponentTicks> ended;  ///< of threads that have ended, by id
    runtime::LongestScopes ended_scopes;
    std::uint32_t last_window = 0;
    std::atomic<std::uint32_t> first_window{1};  ///< older ones are forgotten
    std::atomic<std::int64_t (*)()> ticks{nullptr};
};

// Never destroyed: threads and static components may outlive every static variable of this file.
Timers& timers() {
    static auto* const all = new Timers;
    return *all;
}

std::uint32_t id_of(std::string_view name) {
    Timers& all = timers();
    const std::lock_guard lock(all.mutex);
    const auto found = std::find(all.names.begin(), all.names.end(), name);
    if (found == all.names.end()) {
        all.names.emplace_back(name);
        return static_cast<std::uint32_t>(all.names.size() - 1);
    }
    return static_cast<std::uint32_t>(found - all.names.begin());
}

void merge(const ComponentTotals& totals, runtime::ComponentTicks& into) {
    if (totals.window.load(relaxed) < timers().first_window.load(relaxed)) {
        return;
    }
    const std::uint64_t calls = totals.calls.load(relaxed);
    if (calls > 0) {
        const std::int64_t shortest = totals.shortest.load(relaxed);
        into.shortest = into.calls == 0 ? shortest : std::min(into.shortest, shortest);
        into.longest = std::max(into.longest, totals.longest.load(relaxed));
    }
    into.calls += calls;
    into.scopes += totals.scopes.load(relaxed);
    into.total += totals.total.load(relaxed);
    into.self += totals.self.load(relaxed);
}

void merge(ThreadTimers& thread, std::vector<runtime::ComponentTicks>& into) {
    const std::lock_guard lock(thread.growth);
    into.resize(std::max(into.size(), thread.totals.size()));
    for (std::size_t id = 0; id < thread.totals.size(); ++id) {
        merge(thread.totals[id], into[id]);
    }
}

/// Under the thread's lock.
runtime::LongestScopes scopes_of(const ThreadTimers& thread) {
    runtime::LongestScopes scopes = thread.scopes;
    scopes.leave_out(thread.short_scopes.load(relaxed));
    return scopes;
}

// A plain pointer, so that the usual access is one load; `owned` needs a check for its construction.
thread_local ThreadTimers* this_thread = nullptr;
thread_local bool thread_is_ending = false;  // a thread-local object destroyed later may still enter a scope

struct OwnedTimers {
    ThreadTimers timers;

    OwnedTimers() {
        Timers& all = detail::timers();
        const std::lock_guard lock(all.mutex);
        all.threads.push_back(&timers);
    }
    OwnedTimers(const OwnedTimers&) = delete;
    OwnedTimers& operator=(const OwnedTimers&) = delete;
    ~OwnedTimers() {
        this_thread = nullptr;
        thread_is_ending = true;
        Timers& all = detail::timers();
        const std::lock_guard lock(all.mutex);
        merge(timers, all.ended);
        all.ended_scopes.add_all_of(scopes_of(timers));
        all.threads.erase(std::find(all.threads.begin(), all.threads.end(), &timers));
    }
};

ThreadTimers& start_timers() {
    thread_local OwnedTimers owned;
    this_thread = &owned.timers;
    return owned.timers;
}

ComponentTotals& totals_of(ThreadTimers& thread, std::uint32_t component) {
    if (component >= thread.totals.size()) {
        const std::lock_guard lock(thread.growth);
        while (component >= thread.totals.size()) {
            const auto id = static_cast<std::uint32_t>(thread.totals.size());
            thread.totals.emplace_back().component = id;
        }
    }
    return thread.totals[component];
}

/// A scope of an allocator that is entered meanwhile, and one for which there is no memory, is left out.
RATCHET_DETAIL_RARE void record_scope(std::uint32_t component, std::int64_t begin,
                                      std::int64_t end) noexcept {
    ThreadTimers& thread = *this_thread;
    if (thread.recording || end - begin < thread.least_ticks.load(relaxed)) {
        add(thread.short_scopes, std::uint64_t{1});
        return;
    }
    thread.recording = true;
    try {
        const std::lock_guard lock(thread.growth);
        thread.scopes.add({component, runtime::thread_number(), begin, end});
        thread.least_ticks.store(thread.scopes.least_ticks(), relaxed);
    } catch (const std::bad_alloc&) {
        add(thread.short_scopes, std::uint64_t{1});
    }
    thread.recording = false;
}

}  // namespace
}  // namespace ratchet::detail

namespace ratchet {

Component::Component(std::string_view name) : id_(detail::id_of(name)) {
    if (name.empty()) {
        throw std::invalid_argument("a component needs a name");
    }
}

void Component::Scope::enter(std::uint32_t component) {
    using namespace detail;
    const std::uint32_t window = component_window.load(std::memory_order_acquire);
    if (this_thread == nullptr && thread_is_ending) {
        return;
    }
    ThreadTimers& thread = this_thread != nullptr ? *this_thread : start_timers();
    ComponentTotals& totals = totals_of(thread, component);
    Scope* const around = thread.innermost;
    const bool inside_itself = around != nullptr && around->totals_ == &totals && around->window_ == window;
    if (window == 0 || inside_itself) {
        return;  // the window closed meanwhile, or the scope around already times all of this
    }
    if (totals.open_window != window) {  // whatever an earlier window left open does not count
        totals.open_window = window;
        totals.open = 0;
    }
    ++totals.open;
    totals_ = &totals;
    parent_ = around;
    window_ = window;
    nested_ticks_ = 0;
    thread.innermost = this;
    start_ticks_ = timers().ticks.load(relaxed)();
}

void Component::Scope::leave() noexcept {
    using namespace detail;
    Timers& all = timers();
    const std::int64_t end_ticks = all.ticks.load(relaxed)();
    const std::int64_t duration = end_ticks - start_ticks_;
    this_thread->innermost = parent_;
    if (component_window.load(relaxed) != window_) {
        return;
    }
    const bool outermost = --totals_->open == 0;
    if (parent_ != nullptr) {
        parent_->nested_ticks_ += duration;
    }
    if (totals_->window.load(relaxed) < all.first_window.load(relaxed)) {
        restart(*totals_);
    }
    totals_->window.store(window_, relaxed);
    add(totals_->scopes, std::uint64_t{1});
    add(totals_->self, duration - nested_ticks_);
    if (outermost) {
        add(totals_->calls, std::uint64_t{1});
        add(totals_->total, duration);
        totals_->shortest.store(std::min(totals_->shortest.load(relaxed), duration), relaxed);
        totals_->longest.store(std::max(totals_->longest.load(relaxed), duration), relaxed);
    }
    if (timeline_is_recorded.load(relaxed)) {
        record_scope(totals_->component, start_ticks_, end_ticks);
    }
}

}  // namespace ratchet

namespace ratchet::runtime {

void open_components(const Clock& clock) {
    detail::Timers& all = detail::timers();
    all.ticks.store(clock.ticks, std::memory_order_relaxed);
    detail::component_window.store(++all.last_window, std::memory_order_release);
}

void close_components() noexcept {
    detail::component_window.store(0, std::memory_order_relaxed);
}

void forget_components() {
    detail::Timers& all = detail::timers();
    const std::lock_guard lock(all.mutex);
    all.first_window.store(all.last_window + 1, std::memory_order_relaxed);
    all.ended.clear();
    all.ended_scopes.clear();
    for (detail::ThreadTimers* thread : all.threads) {
        const std::lock_guard growth(thread->growth);
        thread->scopes.clear();
        thread->least_ticks.store(0, std::memory_order_relaxed);
        thread->short_scopes.store(0, std::memory_order_relaxed);
    }
}

std::vector<ComponentTicks> component_ticks() {
    detail::Timers& all = detail::timers();
    const std::lock_guard lock(all.mutex);
    std::vector<ComponentTicks> components = all.ended;
    for (detail::ThreadTimers* thread : all.threads) {
        detail::merge(*thread, components);
    }
    for (std::size_t id = 0; id < components.size(); ++id) {
        components[id].name = all.names[id];
    }
    components.erase(std::remove_if(components.begin(), components.end(),
                                    [](const ComponentTicks& component) { return component.calls == 0; }),
                     components.end());
    std::sort(components.begin(), components.end(),
              [](const ComponentTicks& a, const ComponentTicks& b) { return a.name < b.name; });
    return components;
}

LongestScopes component_scopes() {
    detail::Timers& all = detail::timers();
    const std::lock_guard lock(all.mutex);
    LongestScopes scopes = all.ended_scopes;
    for (detail::ThreadTimers* thread : all.threads) {
        const std::lock_guard growth(thread->growth);
        scopes.add_all_of(detail::scopes_of(*thread));
    }
    return scopes;
}

std::string component_name(std::uint32_t id) {
    detail::Timers& all = detail::timers();
    const std::lock_guard lock(all.mutex);
    return all.names.at(id);
}

double component_scope_cost_s(const Clock& clock) {
    constexpr int rounds = 5;
    constexpr int scopes = 200;
    const Component probe("ratchet");
    std::int64_t best_ns = std::numeric_limits<std::int64_t>::max();
    open_components(clock);
    for (int round = 0; round < rounds; ++round) {
        const std::int64_t start_ns = clock.now_ns();
        for (int i = 0; i < scopes; ++i) {
            const auto scope = probe.scope();
        }
        best_ns = std::min(best_ns, clock.now_ns() - start_ns);
    }
    close_components();
    forget_components();
    return static_cast<double>(best_ns) / 1e9 / scopes;
}

}  // namespace ratchet::runtime
