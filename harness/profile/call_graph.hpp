#pragma once

#include "profile/stacks.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Functions and who calls whom, from stacks. A function and a call count once a stack, however often they are
// in it, so that recursion makes nothing larger than the whole.

namespace ratchet {

/// Which part of the graph is wanted. Texts are looked for in names as they are, and empty ones ask for
/// nothing. All shares are of the profile's samples, whatever is asked for.
struct CallGraphOptions {
    static constexpr double default_node_threshold = 0.005;
    static constexpr double default_edge_threshold = 0.001;

    double node_threshold = default_node_threshold;  ///< functions with a smaller share are left out
    double edge_threshold = default_edge_threshold;  ///< calls with a smaller share are left out
    /// Functions of modules whose names contain this; calls through others are drawn as one.
    std::string module = {};
    std::string root = {};  ///< stacks from the first function on whose name contains this
    std::string leaf = {};  ///< stacks up to the last function whose name contains this
    /// At most so many functions of each stack: from its beginning, or from its end where a leaf but no root
    /// is asked for.
    std::optional<std::size_t> depth = {};
};

struct CallGraphNode {
    Frame frame;
    std::uint64_t self = 0;   ///< samples
    std::uint64_t total = 0;  ///< samples
};

struct CallGraphEdge {
    std::size_t caller = 0;  ///< position of a node
    std::size_t callee = 0;
    std::uint64_t samples = 0;
};

struct CallGraph {
    std::vector<CallGraphNode> nodes;  ///< most samples in total first, then by name
    std::vector<CallGraphEdge> edges;  ///< by caller, then by callee
    std::uint64_t samples = 0;         ///< of the whole profile
    std::size_t nodes_left_out = 0;    ///< below the threshold
    std::size_t edges_left_out = 0;    ///< below the threshold, or to such a node
    std::vector<std::string> remarks;  ///< what was asked for and is not there; the whole graph is shown then
};

/// The graph of these stacks. Takes time in proportion to the frames of all stacks that differ.
CallGraph call_graph(const Stacks& stacks, const CallGraphOptions& options = {});

}  // namespace ratchet
