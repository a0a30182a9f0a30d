#include "observe/noise_linux.hpp"

#include <fstream>
#include <string>

#include <unistd.h>

namespace ratchet {
namespace {

/// Empty when the file is not there or reading it is refused (EOPNOTSUPP: switched off).
std::string first_line(const char* path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

}  // namespace

NoiseSnapshot read_noise() {
    NoiseSnapshot snapshot;
    snapshot.cpu_pressure_s = pressure_s(first_line("/proc/pressure/cpu"));
    snapshot.io_pressure_s = pressure_s(first_line("/proc/pressure/io"));
    snapshot.memory_pressure_s = pressure_s(first_line("/proc/pressure/memory"));
    snapshot.steal_s = steal_s(first_line("/proc/stat"), sysconf(_SC_CLK_TCK));
    snapshot.load_average_1m = load_average_1m(first_line("/proc/loadavg"));
    return snapshot;
}

}  // namespace ratchet
