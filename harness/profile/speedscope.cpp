#include "profile/speedscope.hpp"

#include "profile/json_text.hpp"

#include <iterator>

#include <fmt/format.h>

namespace ratchet {
namespace {

void append_speedscope_frames(std::string& json, const std::vector<Frame>& frames) {
    const char* separator = "\n";
    for (const Frame& frame : frames) {
        json += separator;
        json += "{\"name\":" + json_quoted(frame.function.empty() ? "[unknown]" : frame.function);
        if (!frame.module.empty()) {
            json += ",\"file\":" + json_quoted(frame.module);
        }
        json += '}';
        separator = ",\n";
    }
}

void append_speedscope_samples(std::string& json, const std::vector<StackView>& stacks) {
    const char* separator = "\n";
    for (const StackView& stack : stacks) {
        fmt::format_to(std::back_inserter(json), "{}[{}]", separator, fmt::join(stack.frames, ","));
        separator = ",\n";
    }
    json += "\n],\"weights\":[";
    separator = "";
    for (const StackView& stack : stacks) {
        fmt::format_to(std::back_inserter(json), "{}{}", separator, stack.samples);
        separator = ",";
    }
}

}  // namespace

std::string write_speedscope(const TakenProfile& profile, const std::string& name) {
    const std::string quoted = json_quoted(name);
    std::string json =
        "{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\",\"exporter\":\"ratchet\","
        "\"activeProfileIndex\":0,\n\"name\":" +
        quoted + ",\"shared\":{\"frames\":[";
    append_speedscope_frames(json, profile.stacks.frames());
    fmt::format_to(
        std::back_inserter(json),
        "\n]}},\n\"profiles\":[{{\"type\":\"sampled\",\"name\":{},\"unit\":\"none\",\"startValue\":0,"
        "\"endValue\":{},\"samples\":[",
        quoted, profile.stacks.samples());
    append_speedscope_samples(json, profile.stacks.sorted());
    return json + "]}]}\n";
}

}  // namespace ratchet
