#include "profile/untouched_stack_linux.hpp"

#include <array>
#include <cstddef>

#include <sys/uio.h>
#include <unistd.h>

namespace ratchet {
namespace {

constexpr std::size_t most_pages = 17;     ///< the largest copy has as many, begun in the middle of one
constexpr std::size_t most_places = 1024;  ///< that are remembered; a program may fork on and on

}  // namespace

void UntouchedStack::touch_above(const PerfSample& sample, std::uint32_t stack_bytes) {
    if (!sample.registers || sample.stack_is_cut || sample.stack.empty()) {
        return;
    }
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    const std::uint64_t begin = (*sample.registers)[dwarf_rsp];
    std::uint64_t address = (begin + sample.stack.size()) / page * page;
    if (seen_.size() == most_places) {
        seen_.clear();
    }
    if (!seen_.emplace(sample.process, address).second) {
        return;
    }
    std::array<char, most_pages> bytes{};
    std::array<iovec, most_pages> pages{};
    std::size_t count = 0;
    for (; count < most_pages && address < begin + stack_bytes; ++count, address += page) {
        pages[count] = {reinterpret_cast<void*>(address), 1};
    }
    iovec into{bytes.data(), count};
    // What it reads, and whether it may, is of no interest.
    static_cast<void>(process_vm_readv(static_cast<pid_t>(sample.process), &into, 1, pages.data(), count, 0));
}

}  // namespace ratchet
