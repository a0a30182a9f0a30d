#include "profile/profile_readme.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_summary.hpp"
#include "report/counter_table.hpp"
#include "report/markdown_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_hot_spots = 10;
constexpr std::size_t widest_hot_spot = 120;

/// What is said of a file, by the beginning and the end of its name.
struct FileKind {
    std::string_view begins;
    std::string_view ends;
    std::string_view what;  ///< what it is, and how to read it
    std::string_view open;  ///< a command line; `@` stands for the file
};

constexpr std::array<FileKind, 13> file_kinds{{
    {"top", ".txt",
     "The 50 functions with most samples of their own, and the 50 with most in them and what they call. "
     "Begin here: a "
     "function that is first in the first list is worth looking into, one that is first in the second alone "
     "only leads "
     "there. The interval says how far a share may be off by chance.",
     "less -S @"},
    {"tree", ".txt",
     "Who calls whom, from the outermost function on, with shares: follow the largest number down to where "
     "it is "
     "divided, or becomes the function's own.",
     "less -S @"},
    {"flamegraph", ".svg",
     "Flame graph: a box for each function in each place of the call tree, as wide as its share, callers "
     "below. Wide "
     "boxes without anything on top are where the time goes; height only says how deep the calls are, and "
     "from left "
     "to right there is no time. Click to enlarge, search for a name to see its share in all.",
     "xdg-open @"},
    {"diff", ".svg",
     "Flame graph of this run, coloured by the change against the baseline: red has more of the time than "
     "before, "
     "blue less, white no more than chance explains.",
     "xdg-open @"},
    {"callgraph", ".svg",
     "Call graph: each function once, with its share in total and by itself; arrows are calls. Shows what "
     "the tree "
     "tears apart: a function that many others call.",
     "xdg-open @"},
    {"callgraph", ".dot", "The same as graphviz reads it.", "dot -Tsvg -O @"},
    {"speedscope", ".json",
     "For speedscope, which runs in a browser and sends nothing anywhere: \"Left Heavy\" is a flame graph "
     "from top to "
     "bottom, \"Sandwich\" lists functions with their callers and callees.",
     "npx speedscope @"},
    {"profile", ".pb.gz", "For pprof: top, graph, flame graph, and comparison with another (-diff_base).",
     "go tool pprof -http=: @"},
    {"profile", ".pb", "For pprof, not compressed: Ratchet was built without zlib.",
     "go tool pprof -http=: @"},
    {"trace", ".json",
     "What happened when, for https://ui.perfetto.dev (\"Open trace file\") or chrome://tracing: the runs "
     "and their "
     "start-ups, each thread's stack as the samples saw it, CPUs at work, memory, and the program's "
     "components and gauges. Where two functions stand "
     "side by "
     "side the left one came first, which no other picture shows.",
     "xdg-open https://ui.perfetto.dev"},
    {"stacks", ".folded",
     "The call stacks themselves, one a line with its number of samples: what all other files are made from, "
     "and what "
     "most tools read.",
     "ratchet profile --text-only @"},
    {"profile", ".json",
     "The same numbers for programs: what is known of the profile, and every function with shares and "
     "intervals.",
     "jq '.functions[:10]' @"},
    {"callgrind", ".out",
     "What callgrind wrote: the instructions of every line and function, and how often each was called, "
     "exactly. "
     "KCachegrind shows it too. Of a scenario with run.measure one timed iteration, behind one to warm up.",
     "callgrind_annotate --inclusive=yes @"},
}};

const FileKind* kind_of_file(const std::string& name) {
    const std::size_t position = reading_order(name);
    return position == file_kinds.size() ? nullptr : &file_kinds[position];
}

void append_fact(std::string& text, std::string_view name, const std::string& value) {
    if (!value.empty()) {
        fmt::format_to(std::back_inserter(text), "- {}: {}\n", name, value);
    }
}

std::string commit_fact(const ProfileOrigin& origin) {
    if (origin.commit.empty()) {
        return {};
    }
    return fmt::format("{}{}{}", markdown_code(origin.commit),
                       origin.branch.empty() ? "" : fmt::format(" on {}", markdown_code(origin.branch)),
                       origin.dirty ? ", with changes that were not committed" : "");
}

std::string readme_title(const ProfileOrigin& origin) {
    return fmt::format("# Profile{}{}\n\n", origin.scenario.empty() ? "" : " of ",
                       escape_markdown(origin.scenario));
}

std::string readme_end(const ProfileOrigin& origin) {
    return origin.regenerate.empty()
               ? ""
               : fmt::format("\n## Making it again\n\n    {}\n", printable(origin.regenerate));
}

std::string origin_facts(const ProfileOrigin& origin) {
    std::string text;
    append_fact(text, "taken", escape_markdown(origin.taken_at));
    append_fact(text, "commit", commit_fact(origin));
    append_fact(text, "host", escape_markdown(origin.host));
    append_fact(text, "build", origin.build.empty() ? "" : markdown_code(origin.build));
    return text;
}

std::string profile_facts(const TakenProfile& profile) {
    std::string text;
    append_fact(text, profile.unit == "samples" ? "samples" : "counted",
                fmt::format("{} {} in {} different stacks", profile.stacks.samples(),
                            escape_markdown(profile.unit), profile.stacks.size()));
    append_fact(text, "how", rung_in_words(profile.rung));
    append_fact(text, "part",
                profile.until_ready_s
                    ? fmt::format("until ready, {} from launch (median): what the program does after "
                                  "its start-up is left out",
                                  format_duration_s(*profile.until_ready_s))
                    : "");
    append_fact(text, "frequency and time", sampling_in_words(profile));
    append_fact(text, "no better profile because", escape_markdown(profile.why_no_better));
    append_fact(text, "losses", losses_in_words(profile));
    for (const std::string& doubt : doubts_about(profile)) {
        append_fact(text, "**beware**", escape_markdown(doubt));
    }
    return text;
}

std::string hot_spots(const TakenProfile& profile) {
    const std::vector<FunctionShare> shares = function_shares(profile);
    if (shares.empty()) {
        return {};
    }
    std::string text = fmt::format(
        "\n## Hot spots\n\nBy {} in the function's own code.\n\n"
        "| self | 95 % | inclusive | function | module |\n|--:|--:|--:|---|---|\n",
        escape_markdown(profile.unit));
    for (std::size_t i = 0; i < std::min(most_hot_spots, shares.size()) && shares[i].self_samples > 0; ++i) {
        const FunctionShare& share = shares[i];
        const auto& interval = share.self_interval;
        fmt::format_to(
            std::back_inserter(text), "| {:.1f} % | {} | {:.1f} % | {} | {} |\n", 100 * share.self_share,
            interval ? fmt::format("{:.1f}-{:.1f} %", 100 * interval->lower, 100 * interval->upper) : "exact",
            100 * share.inclusive_share,
            markdown_code(without_middle(shown_function(share.frame), widest_hot_spot)),
            share.frame.module.empty()
                ? ""
                : markdown_code(without_middle(printable(share.frame.module), widest_hot_spot)));
    }
    return text;
}

std::string file_section(const std::vector<ProfileFile>& files) {
    std::string text = "\n## Files\n";
    for (const ProfileFile& file : files) {
        const FileKind* const kind = kind_of_file(file.name);
        if (kind == nullptr) {
            continue;
        }
        if (!file.missing.empty()) {
            fmt::format_to(std::back_inserter(text), "\n### {}\n\nNot there: {}\n", markdown_code(file.name),
                           escape_markdown(file.missing));
            continue;
        }
        std::string command(kind->open);
        if (const std::size_t at = command.find('@'); at != std::string::npos) {
            command.replace(at, 1, shell_quoted(file.name));
        }
        fmt::format_to(std::back_inserter(text), "\n### {}\n\n{}\n\n    {}\n",
                       markdown_link(file.name, file.name), kind->what, command);
    }
    return text;
}

}  // namespace

std::vector<std::string> profile_file_names() {
    std::vector<std::string> names;
    for (const FileKind& kind : file_kinds) {
        names.push_back(fmt::format("{}{}", kind.begins, kind.ends));
    }
    return names;
}

std::size_t reading_order(const std::string& name) {
    const auto* const found = std::ranges::find_if(file_kinds, [&name](const FileKind& kind) {
        return name.starts_with(kind.begins) && name.ends_with(kind.ends);
    });
    return static_cast<std::size_t>(found - file_kinds.begin());
}

std::string write_profile_readme(const TakenProfile& profile, const ProfileOrigin& origin,
                                 const std::vector<ProfileFile>& files) {
    std::string text = readme_title(origin) + origin_facts(origin) + profile_facts(profile);
    text += "\nA profiled run is slowed down by being watched: no wall time is taken from it.";
    text += is_sampled(profile) ? " Only what ran on a CPU was sampled; waiting is not seen.\n" : "\n";
    text += hot_spots(profile);
    text += file_section(files);
    return text + readme_end(origin);
}

std::string write_counters_readme(const CpuCounters& counters, const ProfileOrigin& origin) {
    std::string text = readme_title(origin) + origin_facts(origin);
    append_fact(text, "how", rung_in_words(ProfileRung::counters));
    text += "\n" + markdown_table(counter_table(counters));
    for (const std::string& note : counter_notes(counters)) {
        text += escape_markdown(note) + "\n\n";
    }
    text += fmt::format("{} holds the same for programs.\n", markdown_link("counters.json", "counters.json"));
    return text + readme_end(origin);
}

}  // namespace ratchet
