#include "scenario/timeline.hpp"

#include <ratchet/gauge.hpp>

#include <algorithm>
#include <cmath>
#include <deque>
#include <mutex>
#include <new>
#include <stdexcept>

#ifdef __linux__
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace ratchet::detail {

struct RecordedGauge {
    RecordedGauge(std::string_view gauge_name, std::string_view gauge_unit)
        : name(gauge_name), unit(gauge_unit) {}

    std::string name;
    std::string unit;
    std::mutex mutex;  ///< of the values that are kept
    runtime::ThinnedSeries series;
};

namespace {

struct Gauges {
    std::mutex mutex;               ///< of the next
    std::deque<RecordedGauge> all;  ///< its elements never move
    std::atomic<std::int64_t (*)()> now_ns{nullptr};
};

// Never destroyed: threads and static gauges may outlive every static variable of this file.
Gauges& gauges() {
    static auto* const all = new Gauges;
    return *all;
}

thread_local bool this_thread_records = false;

}  // namespace
}  // namespace ratchet::detail

namespace ratchet {

Gauge::Gauge(std::string_view name, std::string_view unit) {
    if (name.empty() || unit.empty()) {
        throw std::invalid_argument("a gauge needs a name and a unit; \"1\" is that of a plain number");
    }
    detail::Gauges& gauges = detail::gauges();
    const std::lock_guard lock(gauges.mutex);
    const auto found =
        std::find_if(gauges.all.begin(), gauges.all.end(),
                     [name](const detail::RecordedGauge& gauge) { return gauge.name == name; });
    if (found == gauges.all.end()) {
        gauge_ = &gauges.all.emplace_back(name, unit);
        return;
    }
    if (found->unit != unit) {
        throw std::invalid_argument("gauge \"" + found->name + "\" has two units: " + found->unit + " and " +
                                    std::string(unit));
    }
    gauge_ = &*found;
}

void Gauge::record(double value) const noexcept {
    auto* const now_ns = detail::gauges().now_ns.load(std::memory_order_relaxed);
    if (!std::isfinite(value) || now_ns == nullptr || detail::this_thread_records ||
        !gauge_->series.is_due()) {
        return;
    }
    detail::this_thread_records = true;
    try {
        const std::lock_guard lock(gauge_->mutex);
        gauge_->series.add(now_ns(), value);
    } catch (const std::bad_alloc&) {  // a value less to be seen
    }
    detail::this_thread_records = false;
}

}  // namespace ratchet

namespace ratchet::runtime {
namespace {

using Values = std::vector<std::pair<std::int64_t, double>>;

Values every(std::size_t stride, const Values& values) {
    Values kept;
    for (std::size_t i = 0; i < values.size(); i += stride) {
        kept.push_back(values[i]);
    }
    return kept;
}

}  // namespace

void LongestScopes::add(const ScopeTicks& scope) {
    const auto length = [](const ScopeTicks& of) { return of.end - of.begin; };
    if (length(scope) < least_ticks_) {
        ++left_out_;
        return;
    }
    kept_.push_back(scope);
    if (kept_.size() < 2 * most_) {
        return;
    }
    const auto first_dropped = kept_.begin() + static_cast<std::ptrdiff_t>(most_);
    std::nth_element(kept_.begin(), first_dropped, kept_.end(),
                     [length](const ScopeTicks& a, const ScopeTicks& b) { return length(a) > length(b); });
    least_ticks_ = length(*first_dropped);
    left_out_ += kept_.size() - most_;
    kept_.resize(most_);
}

void LongestScopes::add_all_of(const LongestScopes& other) {
    left_out_ += other.left_out_;
    least_ticks_ = std::max(least_ticks_, other.least_ticks_);
    for (const ScopeTicks& scope : other.kept_) {
        add(scope);
    }
}

void LongestScopes::clear() {
    *this = LongestScopes(most_);
}

void ThinnedSeries::add(std::int64_t at_ns, double value) {
    values_.emplace_back(at_ns, value);
    if (values_.size() < most_) {
        return;
    }
    values_ = every(2, values_);
    stride_.store(2 * stride_.load(relaxed), relaxed);
}

void ThinnedSeries::clear() {
    values_.clear();
    stride_.store(1, relaxed);
    told_.store(0, relaxed);
}

void record_timeline(const Clock& clock) {
#ifdef __linux__
    // A child might inherit a lock that a thread of its parent holds, and tells nothing anyway.
    static const int registered = pthread_atfork(
        nullptr, nullptr, [] { detail::timeline_is_recorded.store(false, std::memory_order_relaxed); });
    static_cast<void>(registered);
#endif
    detail::gauges().now_ns.store(clock.now_ns, std::memory_order_relaxed);
    detail::timeline_is_recorded.store(true, std::memory_order_relaxed);
}

void forget_timeline() {
    detail::timeline_is_recorded.store(false, std::memory_order_relaxed);
    detail::Gauges& gauges = detail::gauges();
    const std::lock_guard lock(gauges.mutex);
    gauges.now_ns.store(nullptr, std::memory_order_relaxed);
    for (detail::RecordedGauge& gauge : gauges.all) {
        const std::lock_guard of_values(gauge.mutex);
        gauge.series.clear();
    }
}

std::vector<GaugeValues> gauge_values() {
    constexpr std::size_t most_of_all = 50'000;
    detail::Gauges& gauges = detail::gauges();
    const std::lock_guard lock(gauges.mutex);
    std::vector<GaugeValues> values;
    std::size_t told = 0;
    for (detail::RecordedGauge& gauge : gauges.all) {
        const std::lock_guard of_values(gauge.mutex);
        if (!gauge.series.values().empty()) {
            values.push_back({gauge.name, gauge.unit, gauge.series.values()});
            told += values.back().values.size();
        }
    }
    for (GaugeValues& gauge : values) {
        gauge.values = every(1 + told / most_of_all, gauge.values);
    }
    std::sort(values.begin(), values.end(),
              [](const GaugeValues& a, const GaugeValues& b) { return a.name < b.name; });
    return values;
}

#ifdef __linux__

std::optional<std::int64_t> process_number() {
    return getpid();
}

std::optional<std::int64_t> thread_number() {
    thread_local const auto number = static_cast<std::int64_t>(syscall(SYS_gettid));
    return number;
}

#else

std::optional<std::int64_t> process_number() {
    return std::nullopt;
}

std::optional<std::int64_t> thread_number() {
    return std::nullopt;
}

#endif

}  // namespace ratchet::runtime
