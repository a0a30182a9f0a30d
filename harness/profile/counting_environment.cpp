#include "profile/counting_environment.hpp"

#include "measure/environment.hpp"

#include <cstddef>

namespace ratchet {
namespace {

constexpr std::size_t filled_bytes = std::size_t{16} * 1024;
constexpr std::size_t pointer_size = 8;

/// With its closing NUL and the pointer to it.
std::size_t size_on_stack(std::size_t length) {
    return length + 1 + pointer_size;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> counting_environment(
    const std::vector<EnvironmentEntry>& entries, const std::map<std::string, std::string>& caller,
    const std::string& result_path, const std::vector<std::string>& argv) {
    auto environment = run_environment(entries, caller, result_path);
    environment.emplace_back("RATCHET_FILLER", "");
    // The program's path stands there once more, beside the arguments.
    std::size_t size = argv.empty() ? 0 : size_on_stack(argv.front().size());
    for (const std::string& argument : argv) {
        size += size_on_stack(argument.size());
    }
    for (const auto& [name, value] : environment) {
        size += size_on_stack(name.size() + 1 + value.size());
    }
    environment.back().second.assign((filled_bytes - size % filled_bytes) % filled_bytes, 'x');
    return environment;
}

}  // namespace ratchet
