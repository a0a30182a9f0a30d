#include "measure/run_process.hpp"

#include "artifacts/layout.hpp"
#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "measure/environment.hpp"
#include "measure/run_arguments.hpp"
#include "observe/noise_linux.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

constexpr auto role = "main";
constexpr std::size_t most_result_bytes = std::size_t{16} << 20U;
constexpr std::uint64_t most_output_bytes = std::uint64_t{1} << 20U;

struct RunFiles {
    fs::path output, error, result;
};

RunFiles prepare_files(const RunContext& context, const ScenarioName& name, int index) {
    const fs::path session = fs::absolute(context.session_directory);  // the program runs elsewhere
    const fs::path directory = session / artifacts::run_directory(name, index);
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) {
        throw Error(ErrorCode::artifact,
                    "cannot create the directory: " + error.message() + "; check what stands in its path",
                    directory.string());
    }
    RunFiles files{session / artifacts::output_file(name, index, role),
                   session / artifacts::error_file(name, index, role),
                   session / artifacts::result_file(name, index)};
    // Of the exploration or an interrupted attempt; a program may have left anything there, even a pipe.
    for (const fs::path& old : {files.output, files.error, files.result}) {
        fs::remove_all(old);
    }
    return files;
}

std::string end_of(const fs::path& path) {
    constexpr std::uint64_t enough = 4096;
    const std::optional<RegularFile> file = RegularFile::open(path);
    return file ? file->read_at(file->size() - std::min(file->size(), enough), enough) : "";
}

/// Removes an empty output file and cuts off a long one.
void bound_output(const fs::path& path, const std::string& stored_as, std::vector<Warning>& warnings) {
    const std::optional<RegularFile> file = RegularFile::open(path);
    if (!file) {
        return;
    }
    if (file->size() == 0) {
        fs::remove(path);
    } else if (file->size() > most_output_bytes) {
        fs::resize_file(path, most_output_bytes);
        warnings.push_back({WarningKind::truncated_output, stored_as, std::to_string(most_output_bytes)});
    }
}

struct Launched {
    RunEvidence evidence;
    std::vector<Warning> warnings;
};

/// Takes what is needed out of the run's files, and away what nobody needs. A program can put anything in
/// their places; what cannot be read then is its failure.
void collect(Launched& launched, const RunFiles& files, const ScenarioName& name, int index) {
    RunEvidence& evidence = launched.evidence;
    evidence.result_path = files.result.filename().string();
    try {
        evidence.error_output = end_of(files.error);
        bound_output(files.output, artifacts::output_file(name, index, role), launched.warnings);
        bound_output(files.error, artifacts::error_file(name, index, role), launched.warnings);
        evidence.result = read_regular_file(files.result, most_result_bytes);
        fs::remove(files.result);
    } catch (const std::exception& error) {
        evidence.result_problem = error.what();
    }
}

/// The argument vector of a launch whose result goes to `result_path`.
using Arguments = std::function<std::vector<std::string>(const std::string& result_path)>;

Launched launch(const RunContext& context, const ScenarioSpec& spec, const Arguments& arguments, int index) {
    const RunFiles files = prepare_files(context, spec.name, index);
    LaunchRequest request;
    request.argv = arguments(files.result.string());
    request.environment = run_environment(spec.environment, context.environment, files.result.string());
    request.working_directory = spec.working_directory;
    request.stdout_path = files.output.string();
    request.stderr_path = files.error.string();
    request.cpus = context.cpus;
    request.deadline_ns = context.deadline_ns;

    Launched launched;
    RunEvidence& evidence = launched.evidence;
    const NoiseSnapshot before = read_noise();
    evidence.launch = context.launcher.launch(request);
    evidence.noise = noise_between(before, read_noise());
    evidence.noise.last_cpu = evidence.launch.last_cpu;
    evidence.index = index;
    evidence.cpus = context.cpus;
    evidence.limit_s = static_cast<double>(context.deadline_ns - evidence.launch.started_ns) * 1e-9;
    collect(launched, files, spec.name, index);
    if (const int leftover = evidence.launch.leftover_processes; leftover > 0) {
        launched.warnings.push_back(
            {WarningKind::leftover_processes, spec.name.full(), std::to_string(leftover)});
    }
    return launched;
}

}  // namespace

MeasuredRun measure_run(const RunContext& context, const ScenarioSpec& spec, const Plan& plan, int index,
                        int round) {
    const auto arguments = [&](const std::string& result_path) {
        return run_arguments(spec, plan, result_path);
    };
    Launched launched = launch(context, spec, arguments, index);
    launched.evidence.round = round;
    return {build_run(spec, plan, launched.evidence), std::move(launched.warnings)};
}

MeasuredExploration explore(const RunContext& context, const ScenarioSpec& spec, std::uint64_t seed,
                            int index) {
    const auto arguments = [&](const std::string&) { return exploration_arguments(spec, seed); };
    Launched launched = launch(context, spec, arguments, index);
    return {build_exploration(spec, launched.evidence), std::move(launched.warnings)};
}

}  // namespace ratchet
