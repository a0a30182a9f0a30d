#include "profile/profile_documents.hpp"

#include "catch.hpp"
#include "profile/call_graph_dot.hpp"
#include "profile/folded.hpp"
#include "profile/gzip.hpp"
#include "profile/pprof.hpp"

#include <set>

#include <nlohmann/json.hpp>

using namespace ratchet;
using Catch::Contains;

namespace {

std::set<std::string> names_of(const std::map<std::string, std::string>& documents) {
    std::set<std::string> names;
    for (const auto& [name, text] : documents) {
        names.insert(name);
        CHECK_FALSE(text.empty());
    }
    return names;
}

}  // namespace

TEST_CASE("each document is of the same profile") {
    TakenProfile profile;
    profile.stacks = read_folded("p`main;p`f 300\np`main 1\n", "test");
    const auto documents = profile_documents(profile, "group/<name>");
    const std::string pprof = gzip("") ? "profile.pb.gz" : "profile.pb";
    CHECK(names_of(documents) == std::set<std::string>{"stacks.folded", "profile.json", "top.txt", "tree.txt",
                                                       "callgraph.dot", "flamegraph.svg", "speedscope.json",
                                                       pprof});
    CHECK(documents.at("stacks.folded") == "p`main 1\np`main;p`f 300\n");
    CHECK(nlohmann::json::parse(documents.at("profile.json")).at("samples") == 301);
    CHECK_THAT(documents.at("top.txt"), Contains("301 samples in 2 different stacks"));
    CHECK_THAT(documents.at("tree.txt"), Contains(" 99.7 %  99.7 %   f [p]\n"));
    CHECK_THAT(documents.at("callgraph.dot"), Contains("99.7 %"));
    CHECK_THAT(documents.at("flamegraph.svg"), Contains("<title>group/&lt;name&gt;</title>"));
    CHECK(nlohmann::json::parse(documents.at("speedscope.json")).at("name") == "group/<name>");
    CHECK(documents.at(pprof) == gzip(write_pprof(profile)).value_or(write_pprof(profile)));
}

TEST_CASE("the call graph alone is of what was asked for, and named after it") {
    TakenProfile profile;
    profile.stacks = read_folded("main;f 999\nmain;g 1\n", "test");
    const CallGraphOptions all = unfiltered({});
    const auto documents = profile_documents(profile, "x", all);
    CHECK(documents.count("callgraph.dot") == 0);
    CHECK_THAT(documents.at("callgraph-unfiltered.dot"), Contains("tooltip=\"g\""));
    CHECK_THAT(profile_documents(profile, "x").at("callgraph.dot"), !Contains("tooltip=\"g\""));
    CHECK(documents.at("stacks.folded") == profile_documents(profile, "x").at("stacks.folded"));
}

TEST_CASE("of no samples there is nothing to draw") {
    CHECK(profile_documents({}, "x").size() == 4);
    for (const char* name : {"profile.json", "stacks.folded", "top.txt", "tree.txt"}) {
        CHECK(profile_documents({}, "x").count(name) == 1);
    }
}
