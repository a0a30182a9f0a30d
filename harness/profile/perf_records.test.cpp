#include "profile/perf_records.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cstring>

#include <linux/perf_event.h>

using namespace ratchet;

namespace {

/// Builds a record as the kernel would.
class Record {
  public:
    explicit Record(std::uint32_t type, std::uint16_t misc = 0) {
        header_.type = type;
        header_.misc = misc;
    }
    Record& u32(std::uint32_t value) { return raw(&value, sizeof value); }
    Record& u64(std::uint64_t value) { return raw(&value, sizeof value); }
    Record& text(const std::string& value) { return raw(value.data(), value.size()); }
    [[nodiscard]] std::string bytes() const {
        perf_event_header header = header_;
        header.size = static_cast<std::uint16_t>(sizeof header + body_.size());
        std::string all(sizeof header, '\0');
        std::memcpy(all.data(), &header, sizeof header);
        return all + body_;
    }

  private:
    Record& raw(const void* from, std::size_t size) {
        body_.append(static_cast<const char*>(from), size);
        return *this;
    }
    perf_event_header header_{};
    std::string body_;
};

Record sample_head() {
    return Record(PERF_RECORD_SAMPLE).u64(0x401000).u32(7).u32(8).u64(123'456);
}

}  // namespace

TEST_CASE("a sample has its address, its chains by owner, registers in DWARF's order and the used stack") {
    Record record = sample_head();
    record.u64(5).u64(PERF_CONTEXT_KERNEL).u64(0xffffffff81000001).u64(0xffffffff81000002);
    record.u64(PERF_CONTEXT_USER).u64(0x401000);
    record.u64(PERF_SAMPLE_REGS_ABI_64);
    // The kernel's numbers 0 to 8 (ax bx cx dx si di bp sp ip), then 16 to 23 (r8 to r15).
    for (const unsigned number :
         {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 16U, 17U, 18U, 19U, 20U, 21U, 22U, 23U}) {
        record.u64(100 + number);
    }
    record.u64(16).text("abcdefgh--------").u64(8);
    const std::string bytes = record.bytes();
    CHECK(perf_record_time_ns(bytes) == 123'456);
    const auto sample = std::get<PerfSample>(parse_perf_record(bytes, StackSource::copies));
    CHECK(sample.process == 7);
    CHECK(sample.thread == 8);
    CHECK(sample.address == 0x401000);
    CHECK(sample.kernel_chain == std::vector<std::uint64_t>{0xffffffff81000001, 0xffffffff81000002});
    CHECK(sample.user_chain == std::vector<std::uint64_t>{0x401000});
    // rax rdx rcx rbx rsi rdi rbp rsp r8 to r15 rip
    CHECK(sample.registers == UnwindRegisters{100, 103, 102, 101, 104, 105, 106, 107, 116, 117, 118, 119, 120,
                                              121, 122, 123, 108});
    CHECK(sample.stack == "abcdefgh");
    CHECK_FALSE(sample.stack_is_cut);
}

TEST_CASE("a copy that fills its room is cut; a kernel thread has neither registers nor stack") {
    Record full = sample_head();
    full.u64(0).u64(PERF_SAMPLE_REGS_ABI_64);
    for (int i = 0; i < 17; ++i) {
        full.u64(1);
    }
    full.u64(8).text("abcdefgh").u64(8);
    const std::string full_bytes = full.bytes();
    CHECK(std::get<PerfSample>(parse_perf_record(full_bytes, StackSource::copies)).stack_is_cut);

    Record bare = sample_head();
    bare.u64(0).u64(PERF_SAMPLE_REGS_ABI_NONE).u64(0);
    const std::string bare_bytes = bare.bytes();
    const auto sample = std::get<PerfSample>(parse_perf_record(bare_bytes, StackSource::copies));
    CHECK_FALSE(sample.registers);
    CHECK(sample.stack.empty());
    CHECK_FALSE(sample.stack_is_cut);
}

TEST_CASE("a 32-bit process has registers that nobody can use, behind which the stack is still found") {
    Record record = sample_head();
    record.u64(0).u64(PERF_SAMPLE_REGS_ABI_32);
    for (int i = 0; i < 17; ++i) {
        record.u64(1);
    }
    record.u64(8).text("abcdefgh").u64(4);
    const std::string bytes = record.bytes();
    const auto sample = std::get<PerfSample>(parse_perf_record(bytes, StackSource::copies));
    CHECK_FALSE(sample.registers);
    CHECK(sample.stack == "abcd");
}

TEST_CASE("mappings, forks, exits, execs and losses are told") {
    Record mapping(PERF_RECORD_MMAP2);
    mapping.u32(7).u32(8).u64(0x1000).u64(0x2000).u64(0x3000);
    mapping.u64(0).u64(0).u64(0).u32(5).u32(2);  // device, inode, its generation, rights, flags
    mapping.text(std::string("/lib/a;b\nc.so\0\0\0", 16)).u32(7).u32(8).u64(99);
    const auto mapped = std::get<PerfMapping>(parse_perf_record(mapping.bytes(), StackSource::copies));
    CHECK(mapped.process == 7);
    CHECK(mapped.begin == 0x1000);
    CHECK(mapped.size == 0x2000);
    CHECK(mapped.file_offset == 0x3000);
    CHECK(mapped.path == "/lib/a;b\nc.so");
    CHECK(perf_record_time_ns(mapping.bytes()) == 99);

    Record fork(PERF_RECORD_FORK);
    fork.u32(9).u32(7).u32(9).u32(8).u64(5).u32(7).u32(8).u64(5);
    const auto forked = std::get<PerfFork>(parse_perf_record(fork.bytes(), StackSource::copies));
    CHECK(forked.process == 9);
    CHECK(forked.parent_process == 7);

    Record exit(PERF_RECORD_EXIT);
    exit.u32(9).u32(7).u32(9).u32(8).u64(5).u32(7).u32(8).u64(5);
    CHECK(std::get<PerfExit>(parse_perf_record(exit.bytes(), StackSource::copies)).process == 9);

    const auto comm = [](std::uint16_t misc) {
        return parse_perf_record(
            Record(PERF_RECORD_COMM, misc).u32(7).u32(7).u64(0).u32(7).u32(7).u64(1).bytes(),
            StackSource::copies);
    };
    CHECK(std::get<PerfExec>(comm(PERF_RECORD_MISC_COMM_EXEC)).process == 7);
    CHECK(std::holds_alternative<std::monostate>(comm(0)));  // a thread has renamed itself

    Record lost(PERF_RECORD_LOST);
    lost.u64(1).u64(452).u32(7).u32(8).u64(5);
    CHECK(std::get<PerfLost>(parse_perf_record(lost.bytes(), StackSource::copies)).samples == 452);
    CHECK(std::holds_alternative<PerfThrottle>(
        parse_perf_record(Record(PERF_RECORD_THROTTLE).bytes(), StackSource::copies)));
    CHECK(std::holds_alternative<std::monostate>(
        parse_perf_record(Record(77).u64(1).bytes(), StackSource::copies)));
}

TEST_CASE("a record that contradicts itself is refused") {
    CHECK_THROWS_AS(parse_perf_record("", StackSource::copies), Error);
    CHECK_THROWS_AS(parse_perf_record(Record(PERF_RECORD_EXIT).bytes(), StackSource::copies), Error);
    Record chain = sample_head();
    chain.u64(1'000'000'000'000);
    CHECK_THROWS_AS(parse_perf_record(chain.bytes(), StackSource::frame_pointers), Error);
    Record stack = sample_head();
    stack.u64(0).u64(PERF_SAMPLE_REGS_ABI_NONE).u64(~std::uint64_t{0});
    CHECK_THROWS_AS(parse_perf_record(stack.bytes(), StackSource::copies), Error);
    CHECK(perf_record_time_ns("short") == 0);
}

TEST_CASE("a process begins when it is made by another one or executes a program, and not with each thread") {
    CHECK(process_begun(
              Record(PERF_RECORD_COMM, PERF_RECORD_MISC_COMM_EXEC).u32(7).u32(8).text("x").bytes()) == 7);
    CHECK_FALSE(process_begun(Record(PERF_RECORD_COMM).u32(7).u32(8).text("x").bytes()));
    CHECK(process_begun(Record(PERF_RECORD_FORK).u32(7).u32(6).u32(7).u32(6).u64(1).bytes()) == 7);
    CHECK_FALSE(process_begun(Record(PERF_RECORD_FORK).u32(7).u32(7).u32(9).u32(7).u64(1).bytes()));
    CHECK_FALSE(process_begun(Record(PERF_RECORD_EXIT).u32(7).u32(6).u32(7).u32(6).u64(1).bytes()));
    CHECK_FALSE(process_begun(sample_head().bytes()));
    CHECK_FALSE(process_begun("short"));
}
