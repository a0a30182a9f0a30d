#include "measure/environment.hpp"

namespace ratchet {

std::vector<std::pair<std::string, std::string>> run_environment(
    const std::vector<EnvironmentEntry>& entries, const std::map<std::string, std::string>& caller,
    const std::string& result_path) {
    std::map<std::string, std::string> variables;
    const auto pass_through = [&](const std::string& name) {
        const auto found = caller.find(name);
        if (found != caller.end()) {
            variables[name] = found->second;
        } else {
            variables.erase(name);
        }
    };
    for (const char* name : {"PATH", "HOME", "USER", "TMPDIR", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR"}) {
        pass_through(name);
    }
    for (const auto& [name, value] : {std::pair{"LC_ALL", "C"}, {"LANG", "C"}, {"TZ", "UTC"}}) {
        variables.insert_or_assign(name, value);
    }
    for (const EnvironmentEntry& entry : entries) {
        if (entry.value) {
            variables[entry.name] = *entry.value;
        } else {
            pass_through(entry.name);
        }
    }
    variables["RATCHET_RESULT"] = result_path;
    return {variables.begin(), variables.end()};
}

}  // namespace ratchet
