#include "profile/profile_documents.hpp"

#include "profile/call_graph_dot.hpp"
#include "profile/flame_graph.hpp"
#include "profile/folded.hpp"
#include "profile/gzip.hpp"
#include "profile/pprof.hpp"
#include "profile/profile_json.hpp"
#include "profile/speedscope.hpp"
#include "profile/top_table.hpp"
#include "profile/tree_text.hpp"

#include <optional>

namespace ratchet {

std::map<std::string, std::string> profile_documents(const TakenProfile& profile, const std::string& name,
                                                     const CallGraphOptions& graph) {
    std::map<std::string, std::string> documents = profile.sources;
    documents["stacks.folded"] = write_folded(profile.stacks);
    documents["profile.json"] = profile_json(profile);
    documents["top.txt"] = write_top(profile);
    documents["tree.txt"] = write_tree(profile);
    if (profile.stacks.empty()) {
        return documents;
    }
    if (!profile.trace_json.empty()) {
        documents["trace.json"] = profile.trace_json;
    }
    documents[call_graph_file_name(graph) + ".dot"] = write_call_graph_dot(profile, graph);
    documents["flamegraph.svg"] =
        write_flame_graph(profile.stacks, {.title = name, .subtitle = {}, .unit = profile.unit});
    documents["speedscope.json"] = write_speedscope(profile, name);
    const std::string pprof = write_pprof(profile);
    const std::optional<std::string> compressed = gzip(pprof);
    documents[compressed ? "profile.pb.gz" : "profile.pb"] = compressed.value_or(pprof);
    return documents;
}

}  // namespace ratchet
