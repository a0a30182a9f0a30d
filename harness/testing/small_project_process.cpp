#include "testing/small_project_process.hpp"

#include "base/environment_linux.hpp"
#include "catch.hpp"

#include <chrono>
#include <fstream>
#include <thread>

#include <nlohmann/json.hpp>

namespace ratchet::testing {
namespace fs = std::filesystem;
namespace {

constexpr const char* host_class = "test-host";

void write(const fs::path& file, const nlohmann::json& document) {
    std::ofstream(file) << document.dump(2) << "\n";
}

}  // namespace

SmallProject::SmallProject() {
    fs::create_directories(output() / "registry");
    fs::create_directories(root() / "source");
    write_index();
}

void SmallProject::add(const std::string& name, const std::string& shell_command,
                       const std::string& options) {
    add_program(name, {"sh", "-c", shell_command}, options);
}

void SmallProject::add_program(const std::string& name, const std::vector<std::string>& argv,
                               const std::string& options) {
    nlohmann::json effective = nlohmann::json::parse(options);
    if (!effective.contains("timeout_s")) {
        effective["timeout_s"] = 6;  // a busy host is then waited for for some tenths of a second
    }
    if (!effective.contains("profiler")) {
        effective["profiler"] = "none";  // tests count what is launched
    }
    effective["baseline_directory"] = baselines().string();
    effective["working_directory"] = root().string();
    nlohmann::json command = {
        {"$schema", "ratchet/registry/1"}, {"group", "probe"}, {"name", name}, {"command", argv}};
    if (effective.contains("ready_line")) {
        command["ready_line"] = effective.at("ready_line");
        effective.erase("ready_line");
    }
    command["options"] = effective;
    write(output() / "registry" / ("probe." + name + ".command.json"), command);
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
        names_.push_back(name);
    }
    write_index();
}

void SmallProject::write_index() const {
    nlohmann::json commands = nlohmann::json::array();
    nlohmann::json members = nlohmann::json::array();
    for (const std::string& name : names_) {
        commands.push_back("probe/" + name);
        members.push_back("probe/" + name);
    }
    write(output() / "registry" / "index.json",
          {{"$schema", "ratchet/registry/1"},
           {"project", "small"},
           {"source_directory", (root() / "source").string()},
           {"binary_directory", root().string()},
           {"output_directory", output().string()},
           {"configuration", "Release"},
           {"mode", "gate"},
           {"host_class", host_class},
           {"keep_sessions", 20},
           {"compiler", "GNU 12.2.0"},
           {"flags", "-O2"},
           {"groups", nlohmann::json::array()},
           {"commands", commands},
           {"suites", {{{"name", "everything"}, {"description", ""}, {"scenarios", members}}}},
           {"scenario_options", nlohmann::json::object()}});
}

std::vector<std::string> SmallProject::command_line(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), RATCHET_STEADY_PROGRAM);
    arguments.insert(arguments.end(), {"--registry", (output() / "registry").string()});
    return arguments;
}

SubprocessResult SmallProject::run(std::vector<std::string> arguments,
                                   const std::map<std::string, std::string>& environment) const {
    std::map<std::string, std::string> variables = read_environment();
    std::erase_if(variables, [](const auto& variable) { return variable.first.starts_with("RATCHET_"); });
    for (const auto& [name, value] : environment) {
        variables[name] = value;
    }
    SubprocessOptions options;
    options.environment = variables;
    return run_subprocess(command_line(std::move(arguments)), root().string(), std::chrono::minutes(2),
                          options);
}

void SmallProject::add_recorded_work() {
    add("work", reports_time("0.010"));
    REQUIRE(names_.size() == 1);
    static std::string recorded;
    const fs::path file = baseline_file("work");
    if (recorded.empty()) {
        REQUIRE(run({"baseline", "update", "--force"}).exit_code == 0);
        recorded = text_of(file);
        return;
    }
    fs::create_directories(file.parent_path());
    std::ofstream(file) << recorded;
}

fs::path SmallProject::baseline_file(const std::string& name) const {
    return baselines() / host_class / "probe" / (name + ".json");
}

std::string reports_time(const std::string& seconds) {
    return R"(printf '{"$schema":"ratchet/result/1","iteration_times_s":[%s]}' ")" + seconds +
           R"(" > "$RATCHET_RESULT")";
}

void wait_until(const std::function<bool()>& condition) {
    for (int tries = 0; tries < 2000 && !condition(); ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(condition());
}

std::string text_of(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string all_output(const SubprocessResult& result) {
    return result.output + result.error_output;
}

}  // namespace ratchet::testing
