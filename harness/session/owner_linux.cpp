#include "session/owner_linux.hpp"

#include "base/process_stat.hpp"

#include <fstream>
#include <optional>
#include <string>

#include <unistd.h>

namespace ratchet {
namespace {

std::optional<std::uint64_t> start_ticks(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(file, line);  // a process that ends while it is read leaves an empty line
    return process_stat_field(line, stat_start_ticks);
}

SessionOwner owner_of(std::int64_t pid, const std::string& boot_id) {
    return {pid, start_ticks(pid).value_or(0), boot_id};
}

}  // namespace

SessionOwner parent_process(const std::string& boot_id) {
    return owner_of(getppid(), boot_id);
}

SessionOwner this_process(const std::string& boot_id) {
    return owner_of(getpid(), boot_id);
}

bool is_alive(const SessionOwner& owner, const std::string& boot_id) {
    return owner.boot_id == boot_id && start_ticks(owner.pid) == owner.start_ticks;
}

}  // namespace ratchet
