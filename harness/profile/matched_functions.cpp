#include "profile/matched_functions.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace ratchet {
namespace {

/// What one profile has of a function.
struct Seen {
    std::uint64_t samples = 0;
    bool is_code = true;
};
using Functions = std::map<Frame, Seen>;
using NamesByModule = std::map<std::string, std::set<std::string>>;

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "search" of "search.part.0.isra.3".
std::string_view without_suffixes(std::string_view symbol) {
    constexpr std::array<std::string_view, 8> made_by_compilers{"constprop", "isra",       "part", "cold",
                                                                "lto_priv",  "localalias", "llvm", "clone"};
    for (;;) {
        std::string_view rest = symbol;
        std::size_t dot = rest.rfind('.');
        while (dot != std::string_view::npos && is_digits(rest.substr(dot + 1))) {
            rest = rest.substr(0, dot);
            dot = rest.rfind('.');
        }
        const bool is_suffix =
            dot != std::string_view::npos && dot > 0 &&
            std::ranges::find(made_by_compilers, rest.substr(dot + 1)) != made_by_compilers.end();
        if (!is_suffix) {
            return symbol;
        }
        symbol = rest.substr(0, dot);
    }
}

/// The unwinder's name for code without a symbol is "module+0x1f0".
bool is_address(const Frame& frame) {
    return !frame.module.empty() && frame.function.starts_with(frame.module) &&
           std::string_view(frame.function).substr(frame.module.size()).starts_with("+0x");
}

/// Frames in brackets stand for what is no function of the program.
bool is_program_code(const Frame& frame) {
    return !frame.function.empty() && frame.function.front() != '[';
}

Functions functions_of(const Stacks& stacks) {
    std::vector<std::uint64_t> samples(stacks.frames().size(), 0);
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        samples[stacks[i].frames.back()] += stacks[i].samples;
    }
    Functions functions;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const Frame& frame = stacks.frames()[i];
        Seen& seen = functions[source_frame(frame)];
        seen.samples += samples[i];
        seen.is_code = is_program_code(frame);
    }
    return functions;
}

/// Names that may tell a module: not of code without symbols, which every module can have.
NamesByModule names_by_module(const Functions& functions) {
    NamesByModule names;
    for (const auto& [frame, seen] : functions) {
        if (!frame.module.empty() && frame.module.front() != '[') {
            std::set<std::string>& known = names[frame.module];
            if (seen.is_code && frame.function != code_without_symbols) {
                known.insert(frame.function);
            }
        }
    }
    return names;
}

std::size_t shared_names(const std::set<std::string>& one, const std::set<std::string>& other) {
    return static_cast<std::size_t>(
        std::ranges::count_if(one, [&](const std::string& name) { return other.contains(name); }));
}

std::map<std::string, std::string> renamed_by_functions(const Functions& now, const Functions& before) {
    const NamesByModule names_now = names_by_module(now);
    const NamesByModule names_before = names_by_module(before);
    std::vector<std::tuple<std::size_t, std::string, std::string>> pairs;
    for (const auto& [old_name, old_functions] : names_before) {
        for (const auto& [new_name, new_functions] : names_now) {
            const bool alone = !names_now.contains(old_name) && !names_before.contains(new_name);
            if (const std::size_t shared = alone ? shared_names(old_functions, new_functions) : 0) {
                pairs.emplace_back(shared, old_name, new_name);
            }
        }
    }
    std::ranges::sort(pairs, [](const auto& a, const auto& b) {
        return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) > std::get<0>(b) : a < b;
    });
    std::map<std::string, std::string> renamed;
    std::set<std::string> taken;
    for (const auto& [shared, old_name, new_name] : pairs) {
        if (!renamed.contains(old_name) && taken.insert(new_name).second) {
            renamed[old_name] = new_name;
        }
    }
    return renamed;
}

}  // namespace

Frame source_frame(const Frame& frame) {
    return {is_address(frame) ? code_without_symbols : source_function(frame.function), frame.module};
}

std::string source_function(std::string_view symbol) {
    constexpr std::string_view clone = " [clone .";
    while (symbol.ends_with(']')) {
        const std::size_t begin = symbol.rfind(clone);
        if (begin == std::string_view::npos || begin == 0) {
            break;
        }
        symbol = symbol.substr(0, begin);
    }
    return std::string(without_suffixes(symbol));
}

std::map<std::string, std::string> renamed_modules(const Stacks& now, const Stacks& before) {
    return renamed_by_functions(functions_of(now), functions_of(before));
}

std::vector<MatchedFunction> match_functions(const Stacks& now, const Stacks& before) {
    const Functions now_seen = functions_of(now);
    const Functions before_seen = functions_of(before);
    const std::map<std::string, std::string> renamed = renamed_by_functions(now_seen, before_seen);
    std::map<Frame, MatchedFunction> matched;
    for (const auto& [frame, seen] : now_seen) {
        matched[frame] = {frame, seen.samples, 0, false, seen.is_code};
    }
    for (const auto& [frame, seen] : before_seen) {
        const auto name = renamed.find(frame.module);
        const Frame as_now{frame.function, name == renamed.end() ? frame.module : name->second};
        MatchedFunction& function = matched[as_now];
        function.frame = as_now;
        function.before += seen.samples;
        function.seen_before = true;
        function.is_code = seen.is_code;
    }
    std::vector<MatchedFunction> functions;
    for (auto& [frame, function] : matched) {
        if (function.now > 0 || function.before > 0) {
            functions.push_back(std::move(function));
        }
    }
    return functions;
}

}  // namespace ratchet
