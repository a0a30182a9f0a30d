#include "testing/simulation/recorded_trial.hpp"

#include "artifacts/baseline_codec.hpp"
#include "artifacts/layout.hpp"
#include "artifacts/run_codec.hpp"
#include "artifacts/scenario_codec.hpp"
#include "artifacts/session_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "session/judgement.hpp"
#include "session/session_store_disk.hpp"

#include <algorithm>
#include <chrono>
#include <sstream>

#include <nlohmann/json.hpp>

namespace ratchet::testing {
namespace fs = std::filesystem;
namespace {

void keep_time_alone(std::map<std::string, MetricSummary>& metrics) {
    std::erase_if(metrics, [](const auto& each) { return each.first != metric::wall_time; });
}

void reduce(RunRecord& run) {
    std::erase_if(run.metrics, [](const auto& each) { return each.first != metric::wall_time; });
    run.missing.clear();
    run.components.reset();
    run.facts.clear();
    run.noise = {};
}

void reduce(DuetSide& side, const std::string& name) {
    side.name = name;
    side.program.clear();
    side.commit.clear();
    keep_time_alone(side.metrics);
}

void reduce(ScenarioRecord& scenario) {
    scenario.spec.command = {fs::path(scenario.spec.command.front()).filename().string()};
    scenario.spec.working_directory.clear();
    scenario.spec.baseline_directory.clear();
    scenario.spec.option_origin.clear();
    keep_time_alone(scenario.metrics);
    scenario.baseline_path.reset();
    scenario.warnings.clear();
    scenario.artifacts.clear();
    for (RunRecord& run : scenario.runs) {
        reduce(run);
    }
    if (scenario.duet) {
        reduce(scenario.duet->reference, "the reference");
        reduce(scenario.duet->current, "this build");
        scenario.duet->first_stage.reset();
    }
}

SessionRecord reduced(const SessionRecord& session) {
    SessionRecord kept;
    kept.id = session.id;
    kept.status = session.status;
    kept.started_at = session.started_at;
    kept.project = session.project;
    kept.configuration = session.configuration;
    kept.host_class = session.host_class;
    kept.host = session.host;
    kept.mode = session.mode;
    kept.ratchet_version = session.ratchet_version;
    return kept;
}

/// A duet's runs have no record of their own in the scenario's.
std::vector<double> iterations_of_first_run(const SessionDirectory& session, const ScenarioRecord& scenario) {
    if (scenario.runs.empty()) {
        return {};
    }
    const fs::path file = session.path() / artifacts::run_file(scenario.name, scenario.runs.front().index);
    return artifacts::run_from_json(artifacts::read_text(file), file.string()).iteration_times_s;
}

nlohmann::json json_of(const std::string& document) {
    return nlohmann::json::parse(document);
}

std::string content_of(const fs::path& file) {
    if (file.extension() != ".xz") {
        return artifacts::read_text(file);
    }
    SubprocessOptions options;
    options.max_output = std::size_t{1} << 30U;
    constexpr std::chrono::seconds patience{60};
    const SubprocessResult unpacked =
        run_subprocess({"xz", "--decompress", "--stdout", file.string()}, "", patience, options);
    if (!unpacked.succeeded()) {
        throw Error(ErrorCode::artifact,
                    "cannot be unpacked by xz (package xz-utils): " +
                        unpacked.start_error.value_or(unpacked.error_output),
                    file.string());
    }
    return unpacked.output;
}

/// Sentences name paths, which are not kept.
bool same_but_for_words(ScenarioVerdict a, ScenarioVerdict b) {
    for (ScenarioVerdict* const verdict : {&a, &b}) {
        verdict->reason.clear();
        for (GateVerdict& gate : verdict->gates) {
            gate.reason.clear();
        }
    }
    return a == b;
}

const ScenarioVerdict& stored_verdict(const ScenarioRecord& scenario) {
    return scenario.duet ? scenario.duet->verdict : *scenario.verdict;
}

/// Values of the runs, in the order of launch.
std::vector<double> times_of(const ScenarioRecord& scenario) {
    return collect_series(scenario.runs, metric::wall_time).values;
}

/// What the runs of a duet took, one after another.
double duration_s(const DuetRecord& duet) {
    double total = 0;
    for (const DuetSide* const side : {&duet.reference, &duet.current}) {
        for (const double time : side->metrics.at(metric::wall_time).values) {
            total += time;
        }
    }
    return total;
}

const RecordedTrial* recording_of(const RecordedTrial& trial, const std::vector<Campaign>& recordings) {
    for (const Campaign& campaign : recordings) {
        for (const RecordedTrial& recording : campaign.trials) {
            if (trial.baseline && recording.session.id == trial.baseline->sessions.back().id) {
                return &recording;
            }
        }
    }
    return nullptr;
}

std::optional<Campaign> campaign_named(const fs::path& file) {
    std::istringstream name(file.filename().string());
    Campaign campaign;
    std::string rest;
    if (!std::getline(name, campaign.kind, '-') || !std::getline(name, campaign.host, '-') ||
        !(name >> campaign.slowdown)) {
        return std::nullopt;
    }
    return campaign;
}

}  // namespace

RecordedTrial keep_trial(const fs::path& directory) {
    const SessionDirectory session(directory);
    const std::vector<ScenarioName> names = session.scenarios();
    if (names.size() != 1) {
        throw Error(ErrorCode::artifact, "holds more or less than one scenario", directory.string());
    }
    RecordedTrial trial;
    trial.session = session.read();
    trial.baseline = session.read_baseline(names.front());
    trial.scenario = *session.read_scenario(names.front());
    trial.iterations_s = iterations_of_first_run(session, trial.scenario);
    const std::optional<ScenarioVerdict> original =
        trial.scenario.verdict ? std::optional(stored_verdict(trial.scenario)) : std::nullopt;
    trial.session = reduced(trial.session);
    reduce(trial.scenario);
    if (original) {
        ScenarioVerdict& kept = trial.scenario.duet ? trial.scenario.duet->verdict : *trial.scenario.verdict;
        kept = replay(trial);
        trial.scenario.verdict = kept;
        if (!same_but_for_words(kept, *original)) {
            throw Error(ErrorCode::artifact,
                        "what is kept does not give the session's verdict (" + original->reason + ") but " +
                            kept.reason,
                        directory.string());
        }
    }
    return trial;
}

std::string to_line(const RecordedTrial& trial) {
    nlohmann::json line;
    line["session"] = json_of(artifacts::to_json(trial.session));
    line["scenario"] = json_of(artifacts::to_json(trial.scenario));
    line["iterations_s"] = trial.iterations_s;
    if (trial.baseline) {
        line["baseline"] = json_of(artifacts::to_json(*trial.baseline));
    }
    return line.dump();
}

RecordedTrial trial_from_line(const std::string& line, const std::string& where) {
    const nlohmann::json parsed = nlohmann::json::parse(line, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("session") || !parsed.contains("scenario") ||
        !parsed.contains("iterations_s")) {
        throw Error(ErrorCode::artifact, "is no recorded trial", where);
    }
    RecordedTrial trial;
    trial.session = artifacts::session_from_json(parsed["session"].dump(), where);
    trial.scenario = artifacts::scenario_from_json(parsed["scenario"].dump(), where);
    trial.iterations_s = parsed["iterations_s"].get<std::vector<double>>();
    if (parsed.contains("baseline")) {
        trial.baseline = artifacts::baseline_from_json(parsed["baseline"].dump(), where);
    }
    return trial;
}

std::vector<std::string> read_lines(const fs::path& file) {
    std::istringstream content(content_of(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(content, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::vector<RecordedTrial> read_trials(const fs::path& file) {
    std::vector<RecordedTrial> trials;
    for (const std::string& line : read_lines(file)) {
        trials.push_back(trial_from_line(line, file.string() + ":" + std::to_string(trials.size() + 1)));
    }
    return trials;
}

ScenarioVerdict replay(const RecordedTrial& trial) {
    if (trial.scenario.duet) {
        ScenarioRecord record = trial.scenario;
        judge_with_duet(record, trial.session);
        return record.duet->verdict;
    }
    return judge_record(trial.scenario, trial.session, trial.baseline, "there was none").verdict;
}

std::vector<Campaign> read_campaigns(const fs::path& directory) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::vector<Campaign> campaigns;
    for (const fs::path& file : files) {
        if (std::optional<Campaign> campaign = campaign_named(file)) {
            campaign->trials = read_trials(file);
            campaigns.push_back(*std::move(campaign));
        }
    }
    return campaigns;
}

ReplayedCampaign replay(const Campaign& campaign) {
    ReplayedCampaign result;
    for (const RecordedTrial& trial : campaign.trials) {
        const ScenarioVerdict verdict = replay(trial);
        const auto shift = verdict.gates.empty() ? std::nullopt : verdict.gates.front().shift;
        result.outcomes.count(verdict.verdict, shift, campaign.slowdown);
        result.same_verdict += verdict == stored_verdict(trial.scenario) ? 1 : 0;
        if (trial.scenario.duet) {
            result.longest_duet_s =
                std::max(result.longest_duet_s.value_or(0), duration_s(*trial.scenario.duet));
        }
    }
    return result;
}

std::vector<RuleAlarms> judge_by_peers(const Campaign& campaign, const std::vector<Campaign>& recordings,
                                       std::uint64_t seed) {
    statistics::Random random(seed);
    constexpr std::size_t most_runs = 10;
    std::vector<RuleAlarms> result;
    for (const PeerRule& rule : peer_rules()) {
        RuleAlarms alarms{rule.name, {{campaign.slowdown, 0, 0}}};
        for (const RecordedTrial& trial : campaign.trials) {
            const RecordedTrial* const recording = recording_of(trial, recordings);
            if (recording == nullptr) {
                continue;
            }
            BeforeAndNow sample{recording->iterations_s, trial.iterations_s, times_of(recording->scenario),
                                times_of(trial.scenario)};
            sample.runs_before.resize(std::min(sample.runs_before.size(), most_runs));
            sample.runs_now.resize(std::min(sample.runs_now.size(), most_runs));
            ++alarms.at.front().trials;
            alarms.at.front().alarms += rule.says_slower(sample, random) ? 1 : 0;
        }
        result.push_back(alarms);
    }
    return result;
}

}  // namespace ratchet::testing
