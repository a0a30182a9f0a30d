#pragma once

#include "profile/call_graph.hpp"
#include "profile/taken_profile.hpp"

#include <string>

namespace ratchet {

/// The content of `callgraph.dot`, for graphviz: a box for each function with its module, its share in total
/// and by itself, an arrow with its share for each call, coloured by share; under the graph what it is of,
/// its thresholds, what was asked for, what was left out, and what was asked for in vain. Names are escaped,
/// and those over 80 columns lose their middle; the tooltip has up to 1000 columns.
std::string write_call_graph_dot(const TakenProfile& profile, const CallGraphOptions& options = {});

/// The name, without ending, of a file for this graph: "callgraph", with what is not the default behind it:
/// "callgraph-node1-edge0.5" (percent), "callgraph-unfiltered", "callgraph-module-libx.so-depth3".
std::string call_graph_file_name(const CallGraphOptions& options);

/// Everything: no function and no call is too small.
CallGraphOptions unfiltered(CallGraphOptions options);

}  // namespace ratchet
