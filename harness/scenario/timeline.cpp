#include "scenario/timeline.hpp"

#include <ratchet/gauge.hpp>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <stdexcept>

#ifdef __linux__
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace ratchet::detail {
namespace {

struct RecordedGauge {
    std::string name;
    std::string unit;
    runtime::ThinnedSeries series;
};

struct Gauges {
    std::mutex mutex;  ///< of all else
    std::vector<RecordedGauge> all;
    std::int64_t (*now_ns)() = nullptr;
};

// Never destroyed: threads and static gauges may outlive every static variable of this file.
Gauges& gauges() {
    static auto* const all = new Gauges;
    return *all;
}

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
    id_ = static_cast<std::uint32_t>(found - gauges.all.begin());
    if (found == gauges.all.end()) {
        gauges.all.push_back({std::string(name), std::string(unit), runtime::ThinnedSeries()});
    }
}

void Gauge::record(double value) const {
    detail::Gauges& gauges = detail::gauges();
    const std::lock_guard lock(gauges.mutex);
    if (std::isfinite(value) && gauges.now_ns != nullptr) {
        gauges.all[id_].series.add(gauges.now_ns(), value);
    }
}

}  // namespace ratchet

namespace ratchet::runtime {

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
    if (told_++ % stride_ != 0) {
        return;
    }
    values_.emplace_back(at_ns, value);
    if (values_.size() < most_) {
        return;
    }
    for (std::size_t i = 0; 2 * i < values_.size(); ++i) {
        values_[i] = values_[2 * i];
    }
    values_.resize((values_.size() + 1) / 2);
    stride_ *= 2;
}

void record_timeline(const Clock& clock) {
    detail::Gauges& gauges = detail::gauges();
    const std::lock_guard lock(gauges.mutex);
    gauges.now_ns = clock.now_ns;
    detail::timeline_is_recorded.store(true, std::memory_order_relaxed);
}

void forget_timeline() {
    detail::timeline_is_recorded.store(false, std::memory_order_relaxed);
    detail::Gauges& gauges = detail::gauges();
    const std::lock_guard lock(gauges.mutex);
    gauges.now_ns = nullptr;
    for (detail::RecordedGauge& gauge : gauges.all) {
        gauge.series = ThinnedSeries();
    }
}

std::vector<GaugeValues> gauge_values() {
    detail::Gauges& gauges = detail::gauges();
    const std::lock_guard lock(gauges.mutex);
    std::vector<GaugeValues> values;
    for (const detail::RecordedGauge& gauge : gauges.all) {
        if (!gauge.series.values().empty()) {
            values.push_back({gauge.name, gauge.unit, gauge.series.values()});
        }
    }
    std::sort(values.begin(), values.end(),
              [](const GaugeValues& a, const GaugeValues& b) { return a.name < b.name; });
    return values;
}

#ifdef __linux__

std::int64_t process_number() {
    return getpid();
}

std::int64_t thread_number() {
    thread_local const auto number = static_cast<std::int64_t>(syscall(SYS_gettid));
    return number;
}

#else

std::int64_t process_number() {
    return 0;
}

std::int64_t thread_number() {
    return 0;
}

#endif

}  // namespace ratchet::runtime
