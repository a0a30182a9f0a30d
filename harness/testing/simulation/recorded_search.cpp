#include "testing/simulation/recorded_search.hpp"

#include "artifacts/bisection_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "gate/bisection.hpp"
#include "gate/duet.hpp"
#include "gate/duet_verdict.hpp"
#include "session/session_store_disk.hpp"
#include "statistics/log_scale.hpp"
#include "testing/simulation/recorded_trial.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::testing {
namespace fs = std::filesystem;
namespace {

std::size_t position_of(const BisectionRecord& record, const std::string& commit, const fs::path& where) {
    const auto found = std::ranges::find(record.commits, commit, &BisectedCommit::commit);
    if (found == record.commits.end()) {
        throw Error(ErrorCode::artifact, "is of a commit that the search does not have", where.string());
    }
    return static_cast<std::size_t>(found - record.commits.begin());
}

/// As it was before the first duet; what does not build is known.
BisectionRecord before_the_search(BisectionRecord record) {
    record.threshold.reset();
    for (BisectedCommit& commit : record.commits) {
        commit.state = commit.state == CommitState::unusable ? CommitState::unusable : CommitState::untried;
        commit.shift.reset();
        commit.duets = 0;
    }
    record.commits.front().state = CommitState::good;
    return record;
}

std::vector<double> differences_of(const RecordedDuet& duet) {
    const auto logs = [](const std::vector<double>& seconds) {
        return statistics::log_scale(seconds, Direction::lower_is_better, metric::wall_time);
    };
    return block_differences(logs(duet.reference_s), logs(duet.current_s));
}

bool is_of_a_duet(const ScenarioRecord& scenario) {
    return scenario.duet && scenario.verdict && !scenario.verdict->gates.empty() &&
           scenario.verdict->verdict != Verdict::failed;
}

std::vector<std::string> hosts_with_searches(const fs::path& directory) {
    const std::string prefix = "bisections-";
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
        if (const std::string name = entry.path().filename().string(); name.starts_with(prefix)) {
            files.push_back(name);
        }
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

RecordedSearch keep_search(const fs::path& directory, std::size_t culprit) {
    const fs::path file = directory / "bisection.json";
    RecordedSearch search;
    search.culprit = culprit;
    search.record = artifacts::bisection_from_json(artifacts::read_text(file), file.string());
    for (const SessionDirectory& session : SessionStore(directory).closed()) {
        const std::optional<ScenarioRecord> scenario = session.read_scenario(search.record.scenario);
        if (!scenario || !is_of_a_duet(*scenario)) {
            continue;
        }
        if (search.duets.empty()) {
            search.gate = scenario->spec.gates.front();
        }
        search.duets.push_back(
            {position_of(search.record, session.read().git.commit, session.path()),
             series_of(*scenario->duet, &DuetRecord::reference, search.record.metric).values,
             series_of(*scenario->duet, &DuetRecord::current, search.record.metric).values});
    }
    for (BisectedCommit& commit : search.record.commits) {
        commit.reason.clear();  // names paths
    }
    if (replay(search) != search.record) {
        throw Error(ErrorCode::artifact, "what is kept does not give the search's result", file.string());
    }
    return search;
}

std::string to_line(const RecordedSearch& search) {
    nlohmann::json line;
    line["culprit"] = search.culprit;
    line["gate"] = search.gate;
    line["bisection"] = nlohmann::json::parse(artifacts::to_json(search.record));
    line["duets"] = nlohmann::json::array();
    for (const RecordedDuet& duet : search.duets) {
        line["duets"].push_back(
            {{"commit", duet.commit}, {"reference_s", duet.reference_s}, {"current_s", duet.current_s}});
    }
    return line.dump();
}

RecordedSearch search_from_line(const std::string& line, const std::string& where) {
    try {
        const nlohmann::json parsed = nlohmann::json::parse(line);
        RecordedSearch search;
        search.culprit = parsed.at("culprit").get<std::size_t>();
        search.gate = parsed.at("gate").get<std::string>();
        search.record = artifacts::bisection_from_json(parsed.at("bisection").dump(), where);
        for (const nlohmann::json& duet : parsed.at("duets")) {
            search.duets.push_back({duet.at("commit").get<std::size_t>(),
                                    duet.at("reference_s").get<std::vector<double>>(),
                                    duet.at("current_s").get<std::vector<double>>()});
        }
        return search;
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::artifact, "is no recorded search", where);
    }
}

std::optional<BisectionRecord> replay(const RecordedSearch& search) {
    BisectionRecord record = before_the_search(search.record);
    for (const RecordedDuet& duet : search.duets) {
        const auto step = next_step(record, search.gate);
        if (!step || step->commit != duet.commit) {
            return std::nullopt;
        }
        const std::vector<double> differences = differences_of(duet);
        const StatisticalPolicy policy = policy_of_step(*step, record.alpha);
        note_duet(record, *step, judge_duet(policy, differences).verdict,
                  estimate_duet(differences, policy.alpha, static_cast<int>(policy.looks.size())));
    }
    return record;
}

std::string searches_table(const fs::path& directory) {
    std::string table =
        "| this machine | searches | the commit | a range with it | wrong | ends not told apart | ends "
        "called "
        "alike | duets, mean | at most | the same when replayed "
        "|\n|---|---|---|---|---|---|---|---|---|---|\n";
    for (const std::string& name : hosts_with_searches(directory)) {
        BisectionOutcomes ended;
        int searches = 0;
        int same = 0;
        for (const std::string& line : read_lines(directory / name)) {
            const RecordedSearch search = search_from_line(line, fmt::format("{}:{}", name, searches + 1));
            ++searches;
            same += replay(search) == search.record ? 1 : 0;
            ended.count(search.record, search.culprit);
        }
        const std::string host = name.substr(name.find('-') + 1);
        table += fmt::format(
            "| {} | {} | {} | {} | {} | {} | {} | {:.2f} | {} | {} |\n", host.substr(0, host.find('.')),
            searches, ended.exact, ended.ranges, ended.wrong, ended.untold, ended.missed,
            static_cast<double>(ended.duets) / std::max(searches, 1), ended.most_duets, same);
    }
    return table;
}

}  // namespace ratchet::testing
