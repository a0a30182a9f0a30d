#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "example_stacks.hpp"
#include "profile/folded.hpp"
#include "profile/gzip.hpp"
#include "profile/pprof.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <cctype>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

using namespace ratchet;

namespace {

/// One message as protoc prints it: numbers and texts by name, messages within it by name.
struct DecodedMessage {
    std::multimap<std::string, std::string> values;
    std::multimap<std::string, DecodedMessage> messages;

    [[nodiscard]] std::vector<std::string> all(const std::string& name) const {
        std::vector<std::string> found;
        for (auto [at, end] = values.equal_range(name); at != end; ++at) {
            found.push_back(at->second);
        }
        return found;
    }
    [[nodiscard]] std::size_t number(const std::string& name) const {
        const auto found = values.find(name);  // a field whose value is 0 is not there
        return found == values.end() ? 0 : std::stoull(found->second);
    }
};

DecodedMessage decoded_message(std::istream& text) {  // NOLINT(misc-no-recursion): three levels
    DecodedMessage message;
    for (std::string line; std::getline(text, line);) {
        line.erase(0, line.find_first_not_of(' '));
        if (line == "}") {
            return message;
        }
        if (line.ends_with(" {")) {
            message.messages.emplace(line.substr(0, line.size() - 2), decoded_message(text));
            continue;
        }
        const std::size_t colon = line.find(": ");
        REQUIRE(colon != std::string::npos);
        std::string value = line.substr(colon + 2);
        if (value.starts_with('"')) {
            value = value.substr(1, value.size() - 2);
        }
        message.values.emplace(line.substr(0, colon), value);
    }
    return message;
}

/// What gunzip and protoc make of the profile's file; nothing where one of them is not installed.
std::optional<DecodedMessage> decoded(const std::string& pprof) {
    const std::optional<std::string> file = gzip(pprof);
    if (!file) {
        WARN("skipped: built without zlib");
        return std::nullopt;
    }
    const testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "profile.pb.gz", std::ios::binary) << *file;
    for (const char* program : {"protoc", "gunzip"}) {
        if (run_subprocess({program, "--version"}, "", std::chrono::minutes(1)).start_error) {
            WARN("skipped: there is no " << program << " (apt-get install protobuf-compiler gzip)");
            return std::nullopt;
        }
    }
    const char* const decode =
        "gunzip -c profile.pb.gz | protoc --decode=ratchet.pprof.Profile --proto_path=\"$1\" "
        "pprof_profile.proto";
    const SubprocessResult result = run_subprocess({"sh", "-c", decode, "sh", RATCHET_PROTO_DIRECTORY},
                                                   directory.path().string(), std::chrono::minutes(1));
    INFO(result.error_output);
    REQUIRE(result.exit_code == 0);
    std::istringstream text(result.output);
    return decoded_message(text);
}

/// The messages of this name by their `id`.
std::map<std::size_t, DecodedMessage> by_id(const DecodedMessage& profile, const std::string& name) {
    std::map<std::size_t, DecodedMessage> messages;
    for (auto [at, end] = profile.messages.equal_range(name); at != end; ++at) {
        CHECK(messages.emplace(at->second.number("id"), at->second).second);
    }
    CHECK_FALSE(messages.contains(0));
    return messages;
}

/// The stacks of a decoded profile, leaf first in each sample, and the sum of their second values.
struct DecodedStacks {
    Stacks stacks;
    std::uint64_t nanoseconds = 0;
};
DecodedStacks stacks_in(const DecodedMessage& profile) {
    const std::vector<std::string> strings = profile.all("string_table");
    const auto locations = by_id(profile, "location");
    const auto functions = by_id(profile, "function");
    const auto mappings = by_id(profile, "mapping");
    DecodedStacks read;
    for (auto [at, end] = profile.messages.equal_range("sample"); at != end; ++at) {
        std::vector<FrameIndex> frames;
        for (const std::string& id : at->second.all("location_id")) {
            const DecodedMessage& location = locations.at(std::stoull(id));
            const std::size_t function = location.messages.find("line")->second.number("function_id");
            const std::size_t mapping = location.number("mapping_id");
            const std::string name = strings.at(functions.at(function).number("name"));
            frames.insert(frames.begin(),
                          read.stacks.index_of(
                              name, mapping == 0 ? "" : strings.at(mappings.at(mapping).number("filename"))));
        }
        const std::vector<std::string> values = at->second.all("value");
        read.stacks.add(frames, std::stoull(values.at(0)));
        read.nanoseconds += values.size() > 1 ? std::stoull(values[1]) : 0;
    }
    return read;
}

}  // namespace

TEST_CASE("protoc decodes the file by the published field numbers, and its stacks are those of the profile") {
    TakenProfile profile;
    profile.stacks = testing::search_stacks();
    profile.frequency_hz = 1000;
    profile.duration_s = 12.5;
    const std::optional<DecodedMessage> decoding = decoded(write_pprof(profile, 1'700'000'000'000'000'000));
    if (!decoding) {
        return;
    }
    const DecodedStacks read = stacks_in(*decoding);
    CHECK(write_folded(read.stacks) == write_folded(profile.stacks));
    CHECK(read.nanoseconds == profile.stacks.samples() * 1'000'000);
    const std::vector<std::string> strings = decoding->all("string_table");
    CHECK(strings.at(0).empty());
    CHECK(decoding->number("time_nanos") == 1'700'000'000'000'000'000);
    CHECK(decoding->number("duration_nanos") == 12'500'000'000);
    CHECK(decoding->number("period") == 1'000'000);
    std::vector<std::string> types;
    for (auto [at, end] = decoding->messages.equal_range("sample_type"); at != end; ++at) {
        types.push_back(strings.at(at->second.number("type")) + "/" + strings.at(at->second.number("unit")));
    }
    CHECK(types == std::vector<std::string>{"samples/count", "cpu/nanoseconds"});
    CHECK(strings.at(decoding->messages.find("period_type")->second.number("type")) == "cpu");
}

TEST_CASE("protoc finds no field in the file that the format does not have") {
    TakenProfile profile;
    profile.stacks = testing::hostile_stacks();
    profile.why_no_better = "\x1b[2J\xff";
    const std::optional<DecodedMessage> decoding = decoded(write_pprof(profile));
    if (!decoding) {
        return;
    }
    // What protoc knows no name for it prints by its number.
    for (const auto& [name, value] : decoding->values) {
        CHECK_FALSE(std::isdigit(static_cast<unsigned char>(name.front())));
    }
    CHECK(decoding->messages.count("function") == profile.stacks.frames().size());
    CHECK(decoding->all("comment").size() == 1);
    CHECK(stacks_in(*decoding).stacks.samples() == profile.stacks.samples());
}
