#include "profile/perf_records.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>
#include <linux/perf_event.h>

namespace ratchet {
namespace {

/// For each register in the order of DWARF its number in the kernel's masks (asm/perf_regs.h).
constexpr std::array<unsigned, unwind_registers> kernel_number{0,  3,  2,  1,  4,  5,  6,  7, 16,
                                                               17, 18, 19, 20, 21, 22, 23, 8};

/// Reads a record from its front.
class Cursor {
  public:
    explicit Cursor(std::string_view bytes) : bytes_(bytes) {}

    template <class T>
    T take() {
        T value{};
        const std::string_view from = take_bytes(sizeof value);
        std::memcpy(&value, from.data(), sizeof value);
        return value;
    }

    std::string_view take_bytes(std::uint64_t count) {
        if (count > bytes_.size()) {
            throw Error(ErrorCode::measurement, "the kernel wrote a record that is shorter than it says",
                        "perf events");
        }
        const std::string_view taken = bytes_.substr(0, static_cast<std::size_t>(count));
        bytes_.remove_prefix(taken.size());
        return taken;
    }

    [[nodiscard]] std::string_view rest() const { return bytes_; }

  private:
    std::string_view bytes_;
};

/// Marks in a chain say to whom the addresses behind them belong.
void take_chain(Cursor& cursor, PerfSample& sample) {
    const auto length = cursor.take<std::uint64_t>();
    std::vector<std::uint64_t>* into = nullptr;
    for (std::uint64_t i = 0; i < length; ++i) {
        const auto address = cursor.take<std::uint64_t>();
        if (address == PERF_CONTEXT_KERNEL) {
            into = &sample.kernel_chain;
        } else if (address == PERF_CONTEXT_USER) {
            into = &sample.user_chain;
        } else if (address >= PERF_CONTEXT_MAX) {
            into = nullptr;
        } else if (into != nullptr) {
            into->push_back(address);
        }
    }
}

void take_registers(Cursor& cursor, PerfSample& sample) {
    const auto abi = cursor.take<std::uint64_t>();
    if (abi == PERF_SAMPLE_REGS_ABI_NONE) {
        return;
    }
    std::array<std::uint64_t, 24> by_number{};
    for (unsigned number = 0; number < by_number.size(); ++number) {
        if ((sampled_register_mask() >> number & 1U) != 0) {
            by_number[number] = cursor.take<std::uint64_t>();
        }
    }
    if (abi != PERF_SAMPLE_REGS_ABI_64) {
        return;
    }
    UnwindRegisters& registers = sample.registers.emplace();
    for (std::size_t i = 0; i < registers.size(); ++i) {
        registers[i] = by_number[kernel_number[i]];
    }
}

void take_stack(Cursor& cursor, PerfSample& sample) {
    const auto asked_for = cursor.take<std::uint64_t>();
    if (asked_for == 0) {
        return;
    }
    const std::string_view all = cursor.take_bytes(asked_for);
    const auto copied = cursor.take<std::uint64_t>();
    sample.stack = all.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(copied, all.size())));
    sample.stack_is_cut = copied >= all.size();
}

PerfSample parse_sample(Cursor cursor, StackSource source) {
    PerfSample sample;
    sample.address = cursor.take<std::uint64_t>();
    sample.process = cursor.take<std::uint32_t>();
    sample.thread = cursor.take<std::uint32_t>();
    cursor.take<std::uint64_t>();  // time
    take_chain(cursor, sample);
    if (source == StackSource::copies) {
        take_registers(cursor, sample);
        take_stack(cursor, sample);
    }
    return sample;
}

PerfMapping parse_mapping(Cursor cursor) {
    PerfMapping mapping;
    mapping.process = cursor.take<std::uint32_t>();
    cursor.take<std::uint32_t>();  // thread
    mapping.begin = cursor.take<std::uint64_t>();
    mapping.size = cursor.take<std::uint64_t>();
    mapping.file_offset = cursor.take<std::uint64_t>();
    constexpr std::size_t device_to_flags = 32;
    cursor.take_bytes(device_to_flags);
    const std::string_view path = cursor.rest();
    mapping.path = path.substr(0, path.find('\0'));
    return mapping;
}

PerfFork parse_fork(Cursor cursor) {
    PerfFork fork;
    fork.process = cursor.take<std::uint32_t>();
    fork.parent_process = cursor.take<std::uint32_t>();
    return fork;
}

constexpr std::size_t header_size = sizeof(perf_event_header);

}  // namespace

std::uint64_t sampled_register_mask() {
    std::uint64_t mask = 0;
    for (const unsigned number : kernel_number) {
        mask |= std::uint64_t{1} << number;
    }
    return mask;
}

std::uint64_t perf_record_time_ns(std::string_view record) {
    perf_event_header header{};
    constexpr std::size_t in_sample = header_size + 16;  // behind the address and the two ids
    if (record.size() < in_sample + sizeof(std::uint64_t)) {
        return 0;
    }
    std::memcpy(&header, record.data(), header_size);
    std::uint64_t time = 0;
    const std::size_t at =
        header.type == PERF_RECORD_SAMPLE ? in_sample : record.size() - sizeof time;  // sample_id_all
    std::memcpy(&time, record.data() + at, sizeof time);
    return time;
}

std::optional<std::uint32_t> process_begun(std::string_view record) {
    if (record.size() < header_size + 2 * sizeof(std::uint32_t)) {
        return std::nullopt;
    }
    Cursor cursor(record);
    const auto header = cursor.take<perf_event_header>();
    const auto process = cursor.take<std::uint32_t>();
    const auto parent = cursor.take<std::uint32_t>();
    const bool executed = header.type == PERF_RECORD_COMM && (header.misc & PERF_RECORD_MISC_COMM_EXEC) != 0;
    const bool forked = header.type == PERF_RECORD_FORK && process != parent;
    return executed || forked ? std::optional(process) : std::nullopt;
}

std::optional<std::uint32_t> sampled_thread(std::string_view record) {
    constexpr std::size_t behind_process = header_size + sizeof(std::uint64_t) + sizeof(std::uint32_t);
    if (record.size() < behind_process + sizeof(std::uint32_t)) {
        return std::nullopt;
    }
    Cursor cursor(record);
    if (cursor.take<perf_event_header>().type != PERF_RECORD_SAMPLE) {
        return std::nullopt;
    }
    cursor.take<std::uint64_t>();  // address
    cursor.take<std::uint32_t>();  // process
    return cursor.take<std::uint32_t>();
}

PerfRecord parse_perf_record(std::string_view record, StackSource source) {
    Cursor cursor(record);
    const auto header = cursor.take<perf_event_header>();
    switch (header.type) {
        case PERF_RECORD_SAMPLE:
            return parse_sample(cursor, source);
        case PERF_RECORD_MMAP2:
            return parse_mapping(cursor);
        case PERF_RECORD_FORK:
            return parse_fork(cursor);
        case PERF_RECORD_EXIT:
            return PerfExit{cursor.take<std::uint32_t>()};
        case PERF_RECORD_COMM:
            if ((header.misc & PERF_RECORD_MISC_COMM_EXEC) != 0) {
                return PerfExec{cursor.take<std::uint32_t>()};
            }
            return {};
        case PERF_RECORD_LOST:
            cursor.take<std::uint64_t>();  // which event
            return PerfLost{cursor.take<std::uint64_t>()};
        case PERF_RECORD_LOST_SAMPLES:
            return PerfLost{cursor.take<std::uint64_t>()};
        case PERF_RECORD_THROTTLE:
            return PerfThrottle{};
        default:
            return {};
    }
}

}  // namespace ratchet
