#include "profile/sampler_linux.hpp"

#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"

#include <csignal>
#include <cstdlib>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

namespace ratchet {
namespace {

/// Records of several CPUs are put in order of time; what is younger than this may still be overtaken.
constexpr std::int64_t hold_back_ns = 100'000'000;

/// How long a record may lie in a ring that does not fill up.
constexpr int drain_interval_ms = 25;

void require_libdw() {
    if (!can_read_code()) {
        throw Error(ErrorCode::measurement,
                    "this ratchet was built without libdw, which unwinds stacks and knows functions: "
                    "apt-get install libdw-dev, and build it again");
    }
}

/// Symbols come from this host alone: libdw would ask servers for what is not installed.
SamplingOptions without_network(const SamplingOptions& options) {
    require_libdw();
    unsetenv("DEBUGINFOD_URLS");
    return options;
}

}  // namespace

Sampler::Sampler(const SamplingOptions& options)
    : options_(without_network(options)),
      stop_(eventfd(0, EFD_CLOEXEC)),
      rings_(options),
      memory_(options.most_timed) {
    unwinder_.keep_times(options.most_timed);
    if (!stop_.is_open()) {
        throw Error(ErrorCode::measurement, "no descriptor is left to end sampling by; raise 'ulimit -n'");
    }
    // Signals are the other threads' to receive.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::optional<std::string> problem;
    try {
        collector_ = std::thread([this] { collect(); });
    } catch (const std::system_error& error) {
        problem = error.what();
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (problem) {
        throw Error(ErrorCode::measurement, "no thread is left to sample by; raise 'ulimit -u': " + *problem);
    }
}

Sampler::~Sampler() {
    stop();
}

void Sampler::stop() {
    if (collector_.joinable()) {
        eventfd_write(stop_.get(), 1);
        collector_.join();
    }
}

TakenProfile Sampler::finish() {
    stop();
    if (problem_) {
        std::rethrow_exception(problem_);
    }
    TakenProfile profile = unwinder_.finish();
    profile.rung = rings_.with_kernel() ? ProfileRung::kernel_and_user : ProfileRung::user_only;
    profile.why_no_better = rings_.why_without_kernel();
    profile.frequency_hz = rings_.frequency_hz();
    profile.memory = memory_.take();
    return profile;
}

void Sampler::collect() {
    // A busy host must not keep it waiting until rings run over. Only root may; others have what they have.
    constexpr int urgent = -10;
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), urgent);
    try {
        collect_until_stopped();
    } catch (...) {
        problem_ = std::current_exception();
    }
}

void Sampler::collect_until_stopped() {
    const auto hold = [this](std::string_view record) {
        if (const auto process = process_begun(record)) {
            memory_.see(*process);
        }
        const auto held = held_.emplace(perf_record_time_ns(record), record);
        if (const auto thread = sampled_thread(record)) {
            newest_[*thread] = held->second;
        }
    };
    while (true) {
        rings_.await(stop_.get(), drain_interval_ms);
        pollfd stopping{stop_.get(), POLLIN, 0};
        const bool last = poll(&stopping, 1, 0) > 0;
        const std::int64_t now = MonotonicClock().now_ns();
        rings_.drain(hold);
        look_at_stacks();
        memory_.look(now);
        unwind_before(last ? std::numeric_limits<std::int64_t>::max() : now - hold_back_ns);
        if (last) {
            return;
        }
    }
}

/// At once, since stacks are not whole until it is done; the last one of each thread will do.
void Sampler::look_at_stacks() {
    for (const auto& [thread, record] : newest_) {
        if (options_.stacks == StackSource::copies) {
            untouched_.touch_above(std::get<PerfSample>(parse_perf_record(record, options_.stacks)),
                                   options_.stack_bytes);
        }
    }
    newest_.clear();
}

void Sampler::unwind_before(std::int64_t time_ns) {
    while (!held_.empty() && held_.begin()->first < static_cast<std::uint64_t>(time_ns)) {
        unwinder_.take(parse_perf_record(held_.begin()->second, options_.stacks),
                       static_cast<std::int64_t>(held_.begin()->first));
        held_.erase(held_.begin());
    }
    samples_.store(unwinder_.samples());
}

}  // namespace ratchet
