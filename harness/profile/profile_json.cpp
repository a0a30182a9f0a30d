#include "profile/profile_json.hpp"

#include "artifacts/document.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "profile/folded.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_summary.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr artifacts::DocumentKind profile_document{
    .name = "profile", .advice = "profile again, or give ratchet profile the folded stacks alone"};
constexpr std::size_t most_listed_functions = 10'000;
constexpr std::size_t widest_listed_name = 4000;

/// On one line, as tables show it.
std::string listed_name(const std::string& name) {
    return without_middle(printable(name), widest_listed_name);
}

}  // namespace

// `describe` is found by its argument's namespace, so neither it nor these can be in the anonymous one.

/// What is in the document: the profile without its stacks, and how many samples those hold.
struct ProfileDocument {
    TakenProfile profile;
    std::uint64_t samples = 0;
    std::uint64_t different_stacks = 0;
    std::vector<FunctionShare> functions;
    std::uint64_t functions_left_out = 0;
};

/// A share with its bounds, as the document has it.
struct ListedShare {
    double estimate = 0;
    std::optional<ShareInterval> interval;
};

static void describe(artifacts::Writer& fields, const ListedShare& share) {
    fields("estimate", share.estimate);
    fields("lower", share.interval ? std::optional(share.interval->lower) : std::nullopt);
    fields("upper", share.interval ? std::optional(share.interval->upper) : std::nullopt);
}

static void describe(artifacts::Writer& fields, const FunctionShare& function) {
    fields("function", listed_name(function.frame.function.empty() ? "[unknown]" : function.frame.function));
    fields("module", listed_name(function.frame.module));
    fields("self", function.self_samples);
    fields("inclusive", function.inclusive_samples);
    fields("self_share", ListedShare{function.self_share, function.self_interval});
    fields("inclusive_share", ListedShare{function.inclusive_share, function.inclusive_interval});
}

static void describe(auto& fields, artifacts::Is<ProfileDocument> auto& document) {
    auto& profile = document.profile;
    fields("unit", profile.unit);
    fields("rung", profile.rung);
    fields("why_no_better", profile.why_no_better);
    fields("frequency_hz", profile.frequency_hz);
    fields("duration_s", profile.duration_s);
    fields("cpu_s", profile.cpu_s);
    fields("until_ready_s", profile.until_ready_s);
    fields("samples", document.samples);
    fields("lost", profile.lost);
    fields("throttled", profile.throttled);
    fields("truncated", profile.truncated);
    fields("unrooted", profile.unrooted);
    fields.require(profile.unit == "samples" || profile.unit == "instructions", "unit",
                   "expected \"samples\" or \"instructions\"");
    SampleFaults faults = faults_of(profile);
    faults.samples = document.samples;
    fields.derived("lost_share", [&] { return lost_share(faults); });
    fields.derived("truncated_share", [&] { return truncated_share(faults); });
    fields.derived("unrooted_share", [&] { return unrooted_share(faults); });
    fields.derived("different_stacks", [&] { return document.different_stacks; });
    fields.derived("functions_left_out", [&] { return document.functions_left_out; });
    fields.derived("functions", [&] { return document.functions; });
}

std::string profile_json(const TakenProfile& profile) {
    ProfileDocument document;
    document.functions = function_shares(profile);
    if (document.functions.size() > most_listed_functions) {
        document.functions_left_out = document.functions.size() - most_listed_functions;
        document.functions.resize(most_listed_functions);
    }
    document.samples = profile.stacks.samples();
    document.different_stacks = profile.stacks.size();
    document.profile = {.stacks = {},
                        .unit = profile.unit,
                        .rung = profile.rung,
                        .why_no_better = profile.why_no_better,
                        .frequency_hz = profile.frequency_hz,
                        .duration_s = profile.duration_s,
                        .cpu_s = profile.cpu_s,
                        .lost = profile.lost,
                        .throttled = profile.throttled,
                        .truncated = profile.truncated,
                        .unrooted = profile.unrooted,
                        .until_ready_s = profile.until_ready_s,
                        .sources = {}};
    return artifacts::write_record(profile_document, document);
}

TakenProfile profile_from_json(std::string_view text, std::string_view folded, const std::string& where,
                               const std::string& folded_where) {
    auto document = artifacts::read_record<ProfileDocument>(profile_document, text, where);
    document.profile.stacks = read_folded(folded, folded_where);
    if (document.profile.stacks.samples() != document.samples) {
        throw Error(
            ErrorCode::artifact,
            fmt::format("holds {} {} and {} says {}: one of the two belongs to another profile",
                        document.profile.stacks.samples(), document.profile.unit, where, document.samples),
            folded_where);
    }
    return std::move(document.profile);
}

}  // namespace ratchet
