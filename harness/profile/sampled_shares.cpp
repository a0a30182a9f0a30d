#include "profile/sampled_shares.hpp"

#include "base/pattern.hpp"
#include "base/pattern_syntax.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "profile/function_shares.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>

namespace ratchet {
namespace {

/// Of each frame of the stacks, whether it is meant.
template <class IsMeant>
std::vector<bool> frames_meant(const Stacks& stacks, const IsMeant& is_meant) {
    std::vector<bool> meant;
    meant.reserve(stacks.frames().size());
    for (const Frame& frame : stacks.frames()) {
        meant.push_back(is_meant(shown_function(frame)));
    }
    return meant;
}

std::uint64_t samples_through(const Stacks& stacks, const std::vector<bool>& meant) {
    std::uint64_t samples = 0;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        const StackView stack = stacks[i];
        if (std::ranges::any_of(stack.frames, [&meant](FrameIndex frame) { return meant[frame]; })) {
            samples += stack.samples;
        }
    }
    return samples;
}

bool is_word_character(char c) {
    return is_word_byte(static_cast<unsigned char>(c));
}

/// Of three characters and more; what a backslash stands before is left out.
std::set<std::string> words_of(std::string_view text) {
    constexpr std::size_t shortest = 3;
    std::set<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (word.size() >= shortest) {
            words.insert(word);
        }
        word.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_word_character(text[i])) {
            word += text[i];
        } else {
            end_word();
            i += text[i] == '\\' ? 1 : 0;
        }
    }
    end_word();
    return words;
}

/// Whether `word` (lower case) stands in `text` (lower case) with no letter, digit or underscore beside it.
bool has_word(std::string_view text, std::string_view word) {
    for (std::size_t at = word.empty() ? std::string_view::npos : text.find(word);
         at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || !is_word_character(text[at - 1]) || !is_word_character(word.front());
        const bool ends =
            end == text.size() || !is_word_character(text[end]) || !is_word_character(word.back());
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

double sum_over(const std::vector<RunRecord>& runs, const char* metric) {
    double sum = 0;
    for (const RunRecord& run : runs) {
        const auto told = run.metrics.find(metric);
        sum += told == run.metrics.end() ? 0 : told->second.value;
    }
    return sum;
}

/// Of what samples see.
double cpu_time_s(const std::vector<RunRecord>& runs, ProfileRung rung) {
    const double user_s = sum_over(runs, metric::user_time);
    return rung == ProfileRung::user_only ? user_s : user_s + sum_over(runs, metric::system_time);
}

/// Seconds in timed iterations, by component.
std::map<std::string, double> timed_seconds(const std::vector<RunRecord>& runs) {
    std::map<std::string, double> seconds;
    for (const RunRecord& run : runs) {
        if (run.components) {
            for (const ComponentTiming& component : run.components->components) {
                seconds[component.name] += component.total_s;
            }
        }
    }
    return seconds;
}

}  // namespace

SampledShare sampled_share(const Stacks& stacks, const std::string& pattern) {
    const Pattern wanted(pattern);
    const auto meant =
        frames_meant(stacks, [&wanted](const std::string& function) { return wanted.found_in(function); });
    return {.pattern = pattern, .matched = samples_through(stacks, meant), .samples = stacks.samples()};
}

std::vector<std::string> near_functions(const TakenProfile& profile, std::string_view pattern) {
    constexpr std::size_t at_most = 3;
    constexpr std::size_t widest = 80;
    std::map<std::string, std::string> function_of_word;
    std::vector<std::string> words;
    for (const FunctionShare& share : function_shares(profile)) {
        const std::string function = shown_function(share.frame);
        for (const std::string& word : words_of(without_arguments(function))) {
            if (function_of_word.emplace(word, function).second) {
                words.push_back(word);
            }
        }
    }
    std::vector<std::string> near;
    for (const std::string& wanted : words_of(pattern)) {
        for (const std::string& word : near_names(wanted, words)) {
            const std::string name = without_middle(function_of_word.at(word), widest);
            if (near.size() < at_most && std::ranges::find(near, name) == near.end()) {
                near.push_back(name);
            }
        }
    }
    return near;
}

std::string without_arguments(std::string_view function) {
    std::string name;
    int depth = 0;
    for (const char c : function) {
        const bool of_operator = name.ends_with("operator") || (c == '<' && name.ends_with("operator<"));
        if ((c == '<' || c == '(') && (depth > 0 || !of_operator)) {
            ++depth;
        } else if ((c == '>' || c == ')') && depth > 0) {
            --depth;
        } else if (depth == 0) {
            name += c;
        }
    }
    return depth == 0 ? name : std::string(function);
}

std::vector<ComponentShare> component_shares(const std::vector<RunRecord>& runs, const Plan& plan,
                                             const TakenProfile& profile) {
    const double cpu_s = cpu_time_s(runs, profile.rung);
    if (!is_sampled(profile) || profile.stacks.empty() || !(cpu_s > 0) || plan.iterations == 0) {
        return {};
    }
    const double iterations = static_cast<double>(plan.iterations);
    const double with_warm_up = (iterations + static_cast<double>(plan.warmup_iterations)) / iterations;
    std::vector<ComponentShare> shares;
    for (const auto& [component, timed_s] : timed_seconds(runs)) {
        const std::string word = lower_case(component);
        const auto meant = frames_meant(profile.stacks, [&word](const std::string& function) {
            return has_word(lower_case(without_arguments(function)), word);
        });
        shares.push_back({.component = component,
                          .timed = timed_s * with_warm_up / cpu_s,
                          .matched = samples_through(profile.stacks, meant),
                          .samples = profile.stacks.samples()});
    }
    return shares;
}

}  // namespace ratchet
