#include "observe/memory_linux.hpp"

#include "base/file_descriptor_linux.hpp"

#include <array>
#include <iterator>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace ratchet {
namespace {

constexpr std::size_t most_processes = 64;
constexpr std::int64_t between_looks_ns = 20'000'000;

/// Nothing where it has ended.
std::optional<std::uint64_t> memory_of(std::uint32_t process) {
    const FileDescriptor file(open(fmt::format("/proc/{}/statm", process).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 256> text{};
    const ssize_t got = file.is_open() ? read(file.get(), text.data(), text.size()) : -1;
    if (got <= 0) {
        return std::nullopt;
    }
    return resident_bytes(std::string_view(text.data(), static_cast<std::size_t>(got)),
                          static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
}

}  // namespace

void MemoryWatch::see(std::uint32_t process) {
    if (processes_.size() < most_processes) {
        processes_.insert(process);
    }
}

void MemoryWatch::look(std::int64_t now_ns) {
    if (now_ns < next_ns_ || processes_.empty()) {
        return;
    }
    next_ns_ = now_ns + between_looks_ns;
    for (auto process = processes_.begin(); process != processes_.end();) {
        const std::optional<std::uint64_t> bytes = memory_of(*process);
        if (bytes && values_.size() < most_) {
            values_.push_back({now_ns, *process, *bytes});
        }
        process = bytes ? std::next(process) : processes_.erase(process);
    }
}

}  // namespace ratchet
