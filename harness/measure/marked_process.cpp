#include "measure/marked_process.hpp"

#include "base/file_descriptor_linux.hpp"

#include <array>
#include <csignal>
#include <cstddef>
#include <span>

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ratchet {
namespace {

/// A process's number by the name of its directory in /proc; 0 for any other name.
pid_t process_number(const char* name) {
    constexpr pid_t largest = 1 << 22;  // of any Linux
    pid_t number = 0;
    for (; *name >= '0' && *name <= '9' && number <= largest; ++name) {
        number = number * 10 + (*name - '0');
    }
    return *name == '\0' ? number : 0;
}

/// Whether the NUL-separated list in `file` has the entry `variable`.
bool lists(int file, const char* variable) {
    std::array<char, 4096> bytes{};
    std::size_t matched = 0;  // of the current entry
    bool matches = true;
    for (ssize_t count = 0; (count = read(file, bytes.data(), bytes.size())) > 0;) {
        for (const char byte : std::span(bytes).first(static_cast<std::size_t>(count))) {
            if (byte == '\0') {
                if (matches && variable[matched] == '\0') {
                    return true;
                }
                matched = 0;
                matches = true;
            } else if (matches) {
                matches = byte == variable[matched];
                ++matched;
            }
        }
    }
    return false;
}

bool is_marked(int proc, const char* process, const char* variable) {
    const FileDescriptor directory(openat(proc, process, O_PATH | O_DIRECTORY | O_CLOEXEC));
    const FileDescriptor environment(openat(directory.get(), "environ", O_RDONLY | O_CLOEXEC));
    return environment.is_open() && lists(environment.get(), variable);
}

/// Returns how many were killed.
int kill_marked_once(const char* variable) {
    const FileDescriptor proc(open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    alignas(dirent64) std::array<char, 16384> entries{};
    int killed = 0;
    for (;;) {
        const long size = syscall(SYS_getdents64, proc.get(), entries.data(), entries.size());
        if (size <= 0) {
            return killed;
        }
        for (long offset = 0; offset < size;) {
            const auto* const entry = reinterpret_cast<const dirent64*>(entries.data() + offset);
            const pid_t process = process_number(entry->d_name);
            if (process > 0 && is_marked(proc.get(), entry->d_name, variable)) {
                killed += kill(process, SIGKILL) == 0 ? 1 : 0;
            }
            offset += entry->d_reclen;
        }
    }
}

}  // namespace

void kill_marked(const char* variable) {
    // Processes that fork while they are looked for are met in the next pass; a bound, because one that was
    // killed may stay listed for a moment.
    constexpr int most_passes = 1000;
    for (int pass = 0; pass < most_passes && kill_marked_once(variable) > 0; ++pass) {
    }
}

}  // namespace ratchet
