#include "measure/run_process.hpp"

#include "artifacts/layout.hpp"
#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "measure/environment.hpp"
#include "measure/run_arguments.hpp"
#include "measure/run_evidence_disk.hpp"
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
    read_evidence(evidence, files.result, files.error);
    try {
        bound_output(files.output, artifacts::output_file(name, index, role), launched.warnings);
        bound_output(files.error, artifacts::error_file(name, index, role), launched.warnings);
        fs::remove(files.result);
    } catch (const std::exception& error) {
        evidence.result_problem = error.what();
    }
}

/// The argument vector of a launch whose result goes to `result_path`.
using Arguments = std::function<std::vector<std::string>(const std::string& result_path)>;

LaunchRequest request_for(const RunContext& context, const RunTogether& run, const RunFiles& files,
                          const Arguments& arguments) {
    LaunchRequest request;
    request.argv = arguments(files.result.string());
    request.environment = run_environment(run.spec.environment, context.environment, files.result.string());
    request.working_directory = run.spec.working_directory;
    request.stdout_path = files.output.string();
    request.stderr_path = files.error.string();
    request.cpus = run.cpus;
    request.deadline_ns = context.deadline_ns;
    request.fixed_addresses = context.fixed_addresses;
    request.ready_text = run.spec.ready_line.value_or("");
    return request;
}

Launched take(const RunContext& context, const RunTogether& run, const RunFiles& files, LaunchResult result,
              const NoiseEvidence& noise) {
    Launched launched;
    RunEvidence& evidence = launched.evidence;
    evidence.launch = std::move(result);
    evidence.noise = noise;
    evidence.noise.last_cpu = evidence.launch.last_cpu;
    evidence.index = run.index;
    evidence.cpus = run.cpus;
    evidence.limit_s = static_cast<double>(context.deadline_ns - evidence.launch.started_ns) * 1e-9;
    collect(launched, files, run.spec.name, run.index);
    if (const int leftover = evidence.launch.leftover_processes; leftover > 0) {
        launched.warnings.push_back(
            {WarningKind::leftover_processes, run.spec.name.full(), std::to_string(leftover)});
    }
    return launched;
}

/// `arguments` of each run, in their order.
std::vector<Launched> launch(const RunContext& context, const std::vector<RunTogether>& runs,
                             const std::vector<Arguments>& arguments) {
    std::vector<RunFiles> files;
    std::vector<LaunchRequest> requests;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        files.push_back(prepare_files(context, runs[i].spec.name, runs[i].index));
        requests.push_back(request_for(context, runs[i], files.back(), arguments[i]));
    }
    const NoiseSnapshot before = read_noise();
    std::vector<LaunchResult> results = context.launcher.launch_together(requests);
    const NoiseEvidence noise = noise_between(before, read_noise());
    std::vector<Launched> launched;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        launched.push_back(take(context, runs[i], files[i], std::move(results[i]), noise));
    }
    return launched;
}

}  // namespace

MeasuredRun measure_run(const RunContext& context, const ScenarioSpec& spec, const Plan& plan, int index,
                        int round) {
    return std::move(measure_together(context, {{spec, index, context.cpus}}, plan, round).front());
}

std::vector<MeasuredRun> measure_together(const RunContext& context, const std::vector<RunTogether>& runs,
                                          const Plan& plan, int round) {
    std::vector<Arguments> arguments;
    for (const RunTogether& run : runs) {
        arguments.emplace_back(
            [&](const std::string& result) { return run_arguments(run.spec, plan, result); });
    }
    std::vector<Launched> launched = launch(context, runs, arguments);
    std::vector<MeasuredRun> measured;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        launched[i].evidence.round = round;
        measured.push_back({.record = build_run(runs[i].spec, plan, launched[i].evidence),
                            .warnings = std::move(launched[i].warnings),
                            .fixed_addresses = launched[i].evidence.launch.fixed_addresses});
    }
    return measured;
}

MeasuredExploration explore(const RunContext& context, const ScenarioSpec& spec, std::uint64_t seed,
                            int index) {
    const auto arguments = [&](const std::string&) { return exploration_arguments(spec, seed); };
    Launched launched = std::move(launch(context, {{spec, index, context.cpus}}, {arguments}).front());
    return {build_exploration(spec, launched.evidence), std::move(launched.warnings)};
}

}  // namespace ratchet
