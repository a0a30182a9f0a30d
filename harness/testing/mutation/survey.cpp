#include "testing/mutation/survey.hpp"

#include "statistics/random.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace ratchet::testing {
namespace {

constexpr std::array all_operators{MutationOperator::comparison, MutationOperator::boundary,
                                   MutationOperator::sign, MutationOperator::constant,
                                   MutationOperator::removed_statement};

std::string path_of(const SourceFile& file) {
    return file.folder + "/" + file.name;
}

std::string percent(const Share& share) {
    return share.compiled == 0 ? "" : fmt::format("{:.1f} %", 100.0 * share.died / share.compiled);
}

std::string row(const std::string& folder, std::string_view kind, const std::vector<Trial>& trials) {
    const Share share = share_of(trials);
    const auto timed_out =
        std::ranges::count_if(trials, [](const Trial& trial) { return trial.fate == Fate::timed_out; });
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", folder, kind, share.compiled, share.died,
                       timed_out, share.compiled - share.died, percent(share));
}

}  // namespace

std::vector<Trial> draw_mutants(const std::vector<SourceFile>& files, std::size_t count, std::uint64_t seed) {
    std::map<std::pair<std::string, MutationOperator>, std::vector<Trial>> kinds;
    for (std::size_t i = 0; i < files.size(); ++i) {
        for (Mutant& mutant : find_mutants(files[i].text)) {
            kinds[{files[i].folder, mutant.kind}].push_back({.file = i, .mutant = std::move(mutant)});
        }
    }
    statistics::Random random(seed);
    for (auto& [kind, trials] : kinds) {
        random.shuffle(trials);
    }
    std::vector<Trial> drawn;
    for (bool left = true; left && drawn.size() < count;) {
        left = false;
        for (auto& [kind, trials] : kinds) {
            if (!trials.empty() && drawn.size() < count) {
                drawn.push_back(std::move(trials.back()));
                trials.pop_back();
                left = true;
            }
        }
    }
    std::ranges::stable_sort(drawn, {},
                             [](const Trial& trial) { return std::pair(trial.file, trial.mutant.begin); });
    return drawn;
}

Share share_of(const std::vector<Trial>& trials) {
    Share share;
    for (const Trial& trial : trials) {
        share.compiled += trial.fate == Fate::not_compiled ? 0 : 1;
        share.died += trial.fate == Fate::died || trial.fate == Fate::timed_out ? 1 : 0;
    }
    return share;
}

bool is_explained(const SourceFile& file, const Mutant& mutant, const std::string& explanations) {
    const std::size_t heading = explanations.find("\n## " + path_of(file) + "\n");
    if (heading == std::string::npos) {
        return false;
    }
    const std::size_t end = explanations.find("\n## ", heading + 1);
    return explanations.substr(heading, end == std::string::npos ? end : end - heading)
               .find("\n" + difference(mutant, file.text)) != std::string::npos;
}

std::string describe(const std::vector<SourceFile>& files, const std::vector<Trial>& trials,
                     const std::string& explanations) {
    std::map<std::string, std::map<MutationOperator, std::vector<Trial>>> groups;
    for (const Trial& trial : trials) {
        groups[files[trial.file].folder][trial.mutant.kind].push_back(trial);
    }
    std::string text =
        "| folder | operator | compiled | died | of these by time-out | survived | died |\n"
        "|---|---|---|---|---|---|---|\n";
    for (const auto& [folder, kinds] : groups) {
        for (const MutationOperator kind : all_operators) {
            if (const auto found = kinds.find(kind); found != kinds.end()) {
                text += row(folder, to_text(kind), found->second);
            }
        }
    }
    text += row("all", "all", trials);
    for (const Trial& trial : trials) {
        if (trial.fate == Fate::survived) {
            const SourceFile& file = files[trial.file];
            const bool explained = is_explained(file, trial.mutant, explanations);
            text += fmt::format("\n{}:{}: {} survived{}\n{}", path_of(file), line_of(trial.mutant, file.text),
                                to_text(trial.mutant.kind), explained ? ", as explained" : ", NOT EXPLAINED",
                                difference(trial.mutant, file.text));
        }
    }
    return text;
}

}  // namespace ratchet::testing
