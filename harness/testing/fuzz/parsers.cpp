// What reads profiles of other tools, for libFuzzer: RATCHET_FUZZ_PARSER in the environment names one of
// `parsers`. Whatever the text, it is refused with an `Error(artifact)`, or read and then written in every
// form.

#include "base/error.hpp"
#include "profile/call_graph_dot.hpp"
#include "profile/callgrind_graph.hpp"
#include "profile/folded.hpp"
#include "profile/foreign_profile.hpp"
#include "profile/perf_script.hpp"
#include "profile/pprof.hpp"
#include "profile/speedscope.hpp"
#include "profile/top_table.hpp"
#include "profile/tree_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace ratchet;

void require(bool condition, const char* what) {
    if (!condition) {
        std::fprintf(stderr, "%s\n", what);
        std::abort();
    }
}

/// No form of a profile lets a control character of a name through, and folded stacks read back the same.
void write_all(const TakenProfile& profile) {
    const std::string folded = write_folded(profile.stacks);
    const Stacks again = read_folded(folded, "again");
    require(again.samples() == profile.stacks.samples(), "folded stacks lose samples");
    // Names that differ may fold to one, so only what was read from folded stacks must not change again.
    const std::string settled = write_folded(again);
    require(write_folded(read_folded(settled, "settled")) == settled,
            "folded stacks change when they are read");
    for (const std::string& text : {folded, write_top(profile), write_tree(profile),
                                    write_call_graph_dot(profile), write_speedscope(profile, "name")}) {
        for (const char c : text) {
            require(c == '\n' || static_cast<unsigned char>(c) >= 0x20, "a control character gets through");
        }
    }
    require(!write_pprof(profile).empty(), "no pprof");
}

TakenProfile read_in_pieces(std::string_view text) {
    PerfScriptReader reader("text");
    const std::size_t size = text.empty() ? 1 : 1 + static_cast<unsigned char>(text.front());
    for (; !text.empty(); text.remove_prefix(std::min(size, text.size()))) {
        reader.feed(text.substr(0, size));
    }
    return reader.finish();
}

TakenProfile read_both_ways(std::string_view text) {
    TakenProfile profile = read_perf_script(text, "text");
    require(write_folded(read_in_pieces(text).stacks) == write_folded(profile.stacks),
            "pieces read differently");
    return profile;
}

TakenProfile read_folded_profile(std::string_view text) {
    TakenProfile profile;
    profile.stacks = read_folded(text, "text");
    return profile;
}

struct Parser {
    const char* name;
    TakenProfile (*read)(std::string_view text);
};

constexpr Parser parsers[] = {
    {"folded", read_folded_profile},
    {"perf_script", read_both_ways},
    {"callgrind", [](std::string_view text) { return read_callgrind_profile(text, "text"); }},
    {"any_text", [](std::string_view text) { return read_foreign_profile(text, "text"); }},
};

const Parser& chosen() {
    const char* const name = std::getenv("RATCHET_FUZZ_PARSER");
    for (const Parser& parser : parsers) {
        if (name != nullptr && std::string_view(name) == parser.name) {
            return parser;
        }
    }
    require(false, "RATCHET_FUZZ_PARSER names no parser");
    return parsers[0];
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Parser& parser = chosen();
    try {
        write_all(parser.read({reinterpret_cast<const char*>(data), size}));
    } catch (const Error& error) {
        require(error.code() == ErrorCode::artifact, "an error of another kind");
        require(!error.where().empty() && !error.message().empty(), "an error that says nothing");
    }
    return 0;
}
