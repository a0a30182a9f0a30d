#pragma once

#include "profile/call_graph.hpp"
#include "profile/taken_profile.hpp"

#include <map>
#include <string>

namespace ratchet {

/// Every file that is made of a profile by text alone, by name: `stacks.folded`, `profile.json`, `top.txt`,
/// `tree.txt`, `callgraph.dot` (named by `graph`, see `call_graph_file_name`), `flamegraph.svg`,
/// `speedscope.json`, `profile.pb.gz` (`profile.pb` without zlib), `trace.json` where the profile has one,
/// and what it was made of (`TakenProfile::sources`). `name` is what viewers show. Without samples nothing
/// that is drawn.
std::map<std::string, std::string> profile_documents(const TakenProfile& profile, const std::string& name,
                                                     const CallGraphOptions& graph = {});

}  // namespace ratchet
