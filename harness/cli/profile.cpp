#include "base/text.hpp"
#include "cli/profile_source.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "profile/call_graph_dot.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/top_table.hpp"
#include "profile/tree_text.hpp"

#include <charconv>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

struct ProfileOptions {
    std::string source;
    std::string output;
    bool text_only = false;
    double node_threshold_percent = 100 * CallGraphOptions::default_node_threshold;
    double edge_threshold_percent = 100 * CallGraphOptions::default_edge_threshold;
    bool unfiltered = false;
    std::size_t depth = 0;  ///< 0: as deep as it goes
    CallGraphOptions graph;
};

/// A check of an option's text, since CLI11's own let "nan" pass: what is wrong, or nothing.
std::string is_percentage(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool valid = error == std::errc{} && end == text.data() + text.size() && value >= 0 && value <= 100;
    return valid ? "" : fmt::format("\"{}\" is no percentage from 0 to 100", printable(text));
}

CallGraphOptions graph_options(const ProfileOptions& options) {
    CallGraphOptions graph = options.graph;
    graph.node_threshold = options.node_threshold_percent / 100;
    graph.edge_threshold = options.edge_threshold_percent / 100;
    if (options.depth > 0) {
        graph.depth = options.depth;
    }
    return options.unfiltered ? unfiltered(graph) : graph;
}

/// The command that makes these files of the same profile again.
std::string command_again(const ProfileOptions& options) {
    const CallGraphOptions defaults;
    std::string command = "ratchet profile " + shell_quoted(options.source);
    const auto add = [&command](std::string_view option, const std::string& value) {
        command += value.empty() ? "" : fmt::format(" {} {}", option, shell_quoted(value));
    };
    add("--output", options.output);
    if (options.unfiltered) {
        command += " --unfiltered";
    } else {
        const double node = 100 * defaults.node_threshold;
        const double edge = 100 * defaults.edge_threshold;
        const auto percent = [](double value, double usual) {
            return value == usual ? std::string() : fmt::format("{:g}", value);
        };
        add("--node-threshold", percent(options.node_threshold_percent, node));
        add("--edge-threshold", percent(options.edge_threshold_percent, edge));
    }
    add("--module", options.graph.module);
    add("--root", options.graph.root);
    add("--leaf", options.graph.leaf);
    add("--depth", options.depth > 0 ? fmt::format("{}", options.depth) : "");
    return command;
}

ExitCode profile(const ProfileOptions& options) {
    ProfileSource source = read_profile_source(options.source);
    const CallGraphOptions graph = graph_options(options);
    if (options.text_only) {
        fmt::print("{}{}", write_top(source.profile),
                   write_tree(source.profile, {.least_share = graph.node_threshold, .summary = false}));
        return ExitCode::success;
    }
    const std::filesystem::path directory =
        options.output.empty() ? source.output : std::filesystem::path(options.output);
    source.origin.regenerate = command_again(options);
    std::vector<ProfileFile> beside;
    if (std::filesystem::exists(directory / "diff.svg")) {  // of the session that the scenario is in
        beside.push_back({"diff.svg", ""});
    }
    for (const ProfileFile& file :
         write_profile_files(source.profile, directory, source.origin, graph, {}, beside)) {
        if (file.missing.empty()) {
            fmt::print("{}\n", printable((directory / file.name).string()));
        } else {
            talk("ratchet: {} was not drawn: {}\n", file.name, file.missing);
        }
    }
    return ExitCode::success;
}

void add_graph_options(CLI::App& verb, ProfileOptions& options) {
    CLI::Option* node =
        verb.add_option("--node-threshold", options.node_threshold_percent,
                        "leave functions with a smaller share out of the call graph, and of the tree "
                        "that --text-only prints (default 0.5)")
            ->type_name("PERCENT")
            ->check(is_percentage);
    CLI::Option* edge =
        verb.add_option("--edge-threshold", options.edge_threshold_percent,
                        "leave calls with a smaller share out of the call graph (default 0.1)")
            ->type_name("PERCENT")
            ->check(is_percentage);
    verb.add_flag("--unfiltered", options.unfiltered, "leave nothing out: both thresholds are 0")
        ->excludes(node)
        ->excludes(edge);
    verb.add_option(
            "--module", options.graph.module,
            "draw functions of modules whose names contain this; the whole graph where there are none")
        ->type_name("TEXT");
    verb.add_option("--root", options.graph.root, "draw what functions whose names contain this call")
        ->type_name("TEXT");
    verb.add_option("--leaf", options.graph.leaf, "draw what leads to functions whose names contain this")
        ->type_name("TEXT");
    verb.add_option(
            "--depth", options.depth,
            "draw at most so many functions of each stack, from the root on (back from the leaf where only "
            "that is given)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}));
}

}  // namespace

void add_profile(CLI::App& app, Action& action) {
    const auto options = std::make_shared<ProfileOptions>();
    CLI::App* verb = app.add_subcommand("profile", "Makes tables and pictures of a profile");
    verb->add_option("source", options->source,
                     "a file (folded stacks, the text of perf script, callgrind.out, profile.json), a "
                     "baseline, - for one on "
                     "standard input, a scenario's directory in a session, or <session>/<group>/<name>")
        ->required();
    CLI::Option* output =
        verb->add_option(
                "--output", options->output,
                "where the files go, created where missing (default: <file>.profile here; of a session's "
                "scenario the profile's own directory)")
            ->type_name("DIRECTORY");
    verb->add_flag("--text-only", options->text_only,
                   "print the functions and the call tree, and write no files")
        ->excludes(output);
    add_graph_options(*verb, *options);
    verb->footer(
        "Written are profile.md, which says what each of the others is and how it is opened, top.txt, "
        "tree.txt,\n"
        "callgraph.dot and, where graphviz is installed, .svg (named after what is not the default), "
        "speedscope.json,\n"
        "profile.pb.gz, stacks.folded and profile.json. Of perf record: perf script > FILE, then ratchet "
        "profile FILE.\n"
        "The exit code is 3 where the source cannot be read as a profile.");
    verb->callback([options, &action] { action = [options] { return profile(*options); }; });
}

}  // namespace ratchet::cli
