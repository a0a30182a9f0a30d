#include "profile/perf_ring_linux.hpp"

#include "base/error.hpp"
#include "base/regular_file_disk.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ratchet {
namespace {

constexpr std::size_t kib = 1024;

/// A number that the kernel tells in a file of its own.
std::optional<int> kernel_number(const char* path) {
    const std::optional<std::string> text = read_regular_file(path, kib);
    int number = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc{}) {
        return std::nullopt;
    }
    return number;
}

[[noreturn]] void give_up(SamplingStep step, int error) {
    throw Error(ErrorCode::measurement, why_no_perf_events(step, error, perf_event_paranoid()));
}

perf_event_attr sampling_attributes(const SamplingOptions& options, double frequency_hz) {
    perf_event_attr attributes;
    std::memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.freq = 1;
    attributes.sample_freq = static_cast<std::uint64_t>(frequency_hz);
    attributes.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CALLCHAIN;
    attributes.disabled = 1;
    attributes.inherit = 1;
    attributes.enable_on_exec = 1;
    attributes.mmap = 1;
    attributes.mmap2 = 1;
    attributes.comm = 1;
    attributes.comm_exec = 1;
    attributes.task = 1;
    attributes.sample_id_all = 1;
    attributes.exclude_hv = 1;
    attributes.use_clockid = 1;
    attributes.clockid = CLOCK_MONOTONIC;
    attributes.watermark = 1;
    if (options.stacks == StackSource::copies) {
        attributes.sample_type |= PERF_SAMPLE_REGS_USER | PERF_SAMPLE_STACK_USER;
        attributes.sample_regs_user = sampled_register_mask();
        attributes.sample_stack_user = std::min(options.stack_bytes, largest_copy);
        attributes.exclude_callchain_user = 1;
    }
    return attributes;
}

/// What is tried in turn: the best first.
struct Attempt {
    bool kernel;
    bool cycles;
};

perf_event_attr with(perf_event_attr attributes, const Attempt& attempt) {
    attributes.exclude_kernel = attempt.kernel ? 0 : 1;
    attributes.exclude_callchain_kernel = attempt.kernel ? 0 : 1;
    attributes.type = attempt.cycles ? PERF_TYPE_HARDWARE : PERF_TYPE_SOFTWARE;
    attributes.config = PERF_COUNT_SW_CPU_CLOCK;
    if (attempt.cycles) {
        attributes.config = PERF_COUNT_HW_CPU_CYCLES;
    }
    return attributes;
}

/// Of the calling thread and what it makes, on one CPU. Not open: `errno` says why.
FileDescriptor open_event(perf_event_attr attributes, int cpu) {
    return FileDescriptor(
        static_cast<int>(syscall(SYS_perf_event_open, &attributes, 0, cpu, -1, PERF_FLAG_FD_CLOEXEC)));
}

std::size_t page_size() {
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// Of data. 128 and the control page are what an unprivileged user may have for each CPU by default; a host
/// that is busy keeps the collector waiting for longer than these last.
constexpr std::size_t most_pages = 512;
constexpr std::size_t fewest_pages = 8;
constexpr std::uint32_t usual_copy = 8192;
constexpr std::size_t most_pages_of_all =
    16384;  ///< 64 MiB, which hosts of many CPUs share out; with larger copies 256

/// A power of two. Larger copies want larger rings; where that is not granted less will have to do.
std::size_t wanted_pages(const SamplingOptions& options) {
    constexpr std::size_t most_for_larger_copies = 4;
    const std::size_t copies = (options.stack_bytes + usual_copy - 1) / usual_copy;
    const std::size_t most_of_all =
        most_pages_of_all * std::clamp<std::size_t>(copies, 1, most_for_larger_copies);
    std::size_t pages = most_pages * std::bit_ceil(std::max<std::size_t>(copies, 1));
    while (pages > fewest_pages &&
           pages * static_cast<std::size_t>(sysconf(_SC_NPROCESSORS_CONF)) > most_of_all) {
        pages /= 2;
    }
    return pages;
}

/// 0, or the error of the first CPU that refused; of those that are offline none is opened.
int open_on_all_cpus(const perf_event_attr& attributes, std::vector<FileDescriptor>& events) {
    events.clear();
    const long cpus = sysconf(_SC_NPROCESSORS_CONF);
    for (int cpu = 0; cpu < cpus; ++cpu) {
        FileDescriptor event = open_event(attributes, cpu);
        if (event.is_open()) {
            events.push_back(std::move(event));
        } else if (errno != ENODEV) {
            return errno;
        }
    }
    return events.empty() ? ENODEV : 0;
}

}  // namespace

std::optional<int> perf_event_paranoid() {
    return kernel_number("/proc/sys/kernel/perf_event_paranoid");
}

PerfRings::PerfRings(const SamplingOptions& options) : frequency_hz_(options.frequency_hz) {
    if (const auto highest = kernel_number("/proc/sys/kernel/perf_event_max_sample_rate")) {
        frequency_hz_ = std::min(frequency_hz_, static_cast<double>(std::max(*highest, 1)));
    }
    std::size_t pages = wanted_pages(options);
    if (const int error = open_events(options, pages); error != 0) {
        give_up(SamplingStep::open_event, error);
    }
    why_without_kernel_ =
        with_kernel_ || !options.kernel ? "" : why_no_kernel_functions(perf_event_paranoid());
    int error = map(pages);
    while ((error == EPERM || error == ENOMEM) && pages > fewest_pages) {
        pages /= 2;
        error = map(pages);
    }
    if (error != 0) {
        give_up(SamplingStep::map_ring, error);
    }
}

int PerfRings::open_events(const SamplingOptions& options, std::size_t pages) {
    perf_event_attr attributes = sampling_attributes(options, frequency_hz_);
    // Half of what an unprivileged user's ring holds, whatever this one will hold.
    attributes.wakeup_watermark = static_cast<std::uint32_t>(pages * page_size() / 8);
    std::vector<Attempt> attempts{{true, true}, {true, false}, {false, true}, {false, false}};
    std::erase_if(attempts, [&](const Attempt& attempt) { return attempt.kernel && !options.kernel; });
    int error = ENOSYS;
    for (const Attempt& attempt : attempts) {
        std::vector<FileDescriptor> events;
        error = open_on_all_cpus(with(attributes, attempt), events);
        if (error == 0) {
            for (FileDescriptor& event : events) {
                rings_.push_back({std::move(event), {}});
            }
            with_kernel_ = attempt.kernel;
            break;
        }
    }
    return error;
}

PerfRings::~PerfRings() {
    unmap();
}

int PerfRings::map(std::size_t pages) {
    const std::size_t size = (1 + pages) * page_size();
    for (Ring& ring : rings_) {
        void* const memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring.event.get(), 0);
        if (memory == MAP_FAILED) {
            const int error = errno;
            unmap();
            return error;
        }
        ring.memory = {static_cast<std::byte*>(memory), size};
    }
    return 0;
}

void PerfRings::unmap() {
    for (Ring& ring : rings_) {
        if (!ring.memory.empty()) {
            munmap(ring.memory.data(), ring.memory.size());
            ring.memory = {};
        }
    }
}

void PerfRings::await(int stop, int timeout_ms) const {
    std::vector<pollfd> wakers{{stop, POLLIN, 0}};
    for (const Ring& ring : rings_) {
        wakers.push_back({ring.event.get(), POLLIN, 0});
    }
    poll(wakers.data(), wakers.size(), timeout_ms);
}

void PerfRings::drain(const std::function<void(std::string_view record)>& take) {
    for (Ring& ring : rings_) {
        drain(ring, take);
    }
}

/// The kernel moves the head on, this side the tail; both count bytes for ever.
void PerfRings::drain(Ring& ring, const std::function<void(std::string_view record)>& take) {
    auto* const control = reinterpret_cast<perf_event_mmap_page*>(ring.memory.data());
    const auto* const data = reinterpret_cast<const char*>(ring.memory.data()) + page_size();
    const std::size_t size = ring.memory.size() - page_size();
    const std::uint64_t head = std::atomic_ref(control->data_head).load(std::memory_order_acquire);
    std::uint64_t tail = control->data_tail;
    while (tail < head) {
        const auto at = static_cast<std::size_t>(tail % size);
        perf_event_header header{};
        std::memcpy(&header, data + at,
                    sizeof header);  // records begin at multiples of 8: never in two parts
        if (header.size < sizeof header) {
            throw Error(ErrorCode::measurement, "the kernel wrote a record without a length", "perf events");
        }
        const std::size_t before_end = size - at;
        if (header.size <= before_end) {
            take({data + at, header.size});
        } else {
            wrapped_.assign(data + at, before_end);
            wrapped_.append(data, header.size - before_end);
            take(wrapped_);
        }
        tail += header.size;
        std::atomic_ref(control->data_tail).store(tail, std::memory_order_release);
    }
}

}  // namespace ratchet
