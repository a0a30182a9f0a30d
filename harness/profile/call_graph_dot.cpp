#include "profile/call_graph_dot.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "model/name.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t widest_label = 80;
/// graphviz's scanner gives up on far longer strings.
constexpr std::size_t widest_tooltip = 1000;

/// For a string in double quotes: no quote ends it, no backslash begins one of graphviz's own sequences, and
/// no `&` one of HTML's entities, which graphviz reads in every string.
std::string dot_escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '"':
                escaped += "\\\"";
                break;
            case '\\':
                escaped += "\\\\";
                break;
            case '&':
                escaped += "&amp;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string dot_name(const std::string& name, std::size_t columns) {
    return dot_escaped(without_middle(printable(name), columns));
}

struct GraphColour {
    double red, green, blue;
};

/// From nearly white over orange to dark red; small shares are spread out by the root.
GraphColour heat(double share) {
    constexpr std::array<GraphColour, 4> stops{
        {{250, 247, 240}, {253, 212, 140}, {240, 110, 70}, {150, 10, 30}}};
    const double at = std::sqrt(std::clamp(share, 0.0, 1.0)) * (stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    const double rest = at - static_cast<double>(below);
    const auto mix = [&](double GraphColour::*part) {
        return stops[below].*part + rest * (stops[below + 1].*part - stops[below].*part);
    };
    return {mix(&GraphColour::red), mix(&GraphColour::green), mix(&GraphColour::blue)};
}

std::string hexadecimal(const GraphColour& colour) {
    const auto byte = [](double value) { return static_cast<int>(std::lround(value)); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(colour.red), byte(colour.green), byte(colour.blue));
}

std::string graph_percent(double share) {
    return fmt::format("{:.1f} %", 100 * share);
}

void append_node(std::string& dot, const CallGraphNode& node, std::size_t position, std::uint64_t samples) {
    const double total = share_of(node.total, samples);
    const Frame& frame = node.frame;
    const std::string function = frame.function.empty() ? "[unknown]" : frame.function;
    const GraphColour colour = heat(total);
    const bool dark = 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue < 140;
    fmt::format_to(std::back_inserter(dot),
                   "  n{} [label=\"{}\\n{}{}total {}\\nself {}\", tooltip=\"{}\", fillcolor=\"{}\", "
                   "fontcolor=\"{}\"];\n",
                   position, dot_name(function, widest_label), dot_name(frame.module, widest_label),
                   frame.module.empty() ? "" : "\\n", graph_percent(total),
                   graph_percent(share_of(node.self, samples)), dot_name(function, widest_tooltip),
                   hexadecimal(colour), dark ? "#ffffff" : "#1a1a1a");
}

void append_edge(std::string& dot, const CallGraphEdge& edge, std::uint64_t samples) {
    const double share = share_of(edge.samples, samples);
    // The colour of a node's box is too faint for a line.
    fmt::format_to(std::back_inserter(dot),
                   "  n{} -> n{} [label=\"{}\", penwidth=\"{:.2f}\", color=\"{}\"];\n", edge.caller,
                   edge.callee, graph_percent(share), 0.5 + 3.5 * std::sqrt(share),
                   hexadecimal(heat(0.15 + 0.85 * share)));
}

void append_caption(std::string& caption, const std::string& line) {
    caption += dot_escaped(line) + "\\l";  // \l: the line ends here, and is set to the left
}

/// What was asked for, as far as it is not the default.
std::string selection_in_words(const CallGraphOptions& options) {
    std::string words;
    const auto add = [&words](std::string_view what, const std::string& text) {
        if (!text.empty()) {
            words += fmt::format("; {} \"{}\"", what, without_middle(printable(text), widest_label));
        }
    };
    add("modules with", options.module);
    add("from", options.root);
    add("to", options.leaf);
    if (options.depth) {
        words += fmt::format("; {} levels", *options.depth);
    }
    return words;
}

std::string caption_of(const TakenProfile& profile, const CallGraph& graph, const CallGraphOptions& options) {
    std::string caption;
    append_caption(caption, fmt::format("{} {}; {}", graph.samples, printable(profile.unit),
                                        rung_in_words(profile.rung)));
    append_caption(caption, fmt::format("functions from {:g} %, calls from {:g} % of all{}",
                                        100 * options.node_threshold, 100 * options.edge_threshold,
                                        selection_in_words(options)));
    append_caption(caption, fmt::format("{} functions and {} calls; {} and {} more are below the thresholds",
                                        graph.nodes.size(), graph.edges.size(), graph.nodes_left_out,
                                        graph.edges_left_out));
    for (const std::string& remark : graph.remarks) {
        append_caption(caption, fmt::format("{}: this is the whole graph", remark));
    }
    for (const std::string& doubt : doubts_about(profile)) {
        append_caption(caption, doubt);
    }
    return caption;
}

}  // namespace

std::string write_call_graph_dot(const TakenProfile& profile, const CallGraphOptions& options) {
    const CallGraph graph = call_graph(profile.stacks, options);
    std::string dot = "digraph calls {\n";
    fmt::format_to(
        std::back_inserter(dot),
        "  graph [label=\"{}\", labelloc=\"b\", labeljust=\"l\", fontname=\"sans-serif\", fontsize=\"11\", "
        "charset=\"UTF-8\"];\n",
        caption_of(profile, graph, options));
    dot +=
        "  node [shape=\"box\", style=\"filled\", color=\"#8c8c8c\", fontname=\"sans-serif\", "
        "fontsize=\"10\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=\"9\", arrowsize=\"0.6\"];\n";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        append_node(dot, graph.nodes[i], i, graph.samples);
    }
    for (const CallGraphEdge& edge : graph.edges) {
        append_edge(dot, edge, graph.samples);
    }
    return dot + "}\n";
}

std::string call_graph_file_name(const CallGraphOptions& options) {
    constexpr std::size_t longest_part = 60;
    std::string name = "callgraph";
    if (options.node_threshold == 0 && options.edge_threshold == 0) {
        name += "-unfiltered";
    } else if (options.node_threshold != CallGraphOptions::default_node_threshold ||
               options.edge_threshold != CallGraphOptions::default_edge_threshold) {
        name += fmt::format("-node{:g}-edge{:g}", 100 * options.node_threshold, 100 * options.edge_threshold);
    }
    const auto add = [&name](std::string_view what, const std::string& text) {
        if (!text.empty()) {
            name += fmt::format("-{}-{}", what, slug(text).substr(0, longest_part));
        }
    };
    add("module", options.module);
    add("root", options.root);
    add("leaf", options.leaf);
    return options.depth ? fmt::format("{}-depth{}", name, *options.depth) : name;
}

CallGraphOptions unfiltered(CallGraphOptions options) {
    options.node_threshold = 0;
    options.edge_threshold = 0;
    return options;
}

}  // namespace ratchet
