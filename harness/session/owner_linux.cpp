#include "session/owner_linux.hpp"

#include "base/error.hpp"
#include "base/process_stat.hpp"

#include <csignal>
#include <fstream>
#include <optional>
#include <string>

#include <sys/prctl.h>
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

SessionOwner living_parent(const std::string& boot_id) {
    const pid_t parent = getppid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::ifstream file("/proc/1/comm");
    std::string first_process;
    std::getline(file, first_process);
    if (getppid() != parent || (parent == 1 && first_process != "ctest")) {
        throw Error(ErrorCode::measurement, "ctest ended before the measurement began; run it again");
    }
    return owner_of(parent, boot_id);
}

SessionOwner this_process(const std::string& boot_id) {
    return owner_of(getpid(), boot_id);
}

bool is_alive(const SessionOwner& owner, const std::string& boot_id) {
    return owner.boot_id == boot_id && start_ticks(owner.pid) == owner.start_ticks;
}

}  // namespace ratchet
