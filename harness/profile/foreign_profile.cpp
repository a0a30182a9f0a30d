#include "profile/foreign_profile.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "profile/callgrind_graph.hpp"
#include "profile/folded.hpp"
#include "profile/perf_script.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

constexpr std::size_t most_text_bytes = std::size_t{4} << 30U;

struct KnownBeginning {
    std::string_view bytes;
    std::string_view complaint;
};

constexpr std::array<KnownBeginning, 9> known_beginnings{{
    {"PERFILE", "is a recording of perf's, which only perf reads: perf script -i FILE > TEXT, and name TEXT"},
    {"PERFFILE",
     "is a recording of perf's, which only perf reads: perf script -i FILE > TEXT, and name TEXT"},
    {"\x1f\x8b", "is compressed by gzip: gunzip it first (a profile.pb.gz is for pprof, and not read)"},
    {"\x28\xb5\x2f\xfd", "is compressed by zstd: unzstd it first"},
    {"\xfd"
     "7zXZ",
     "is compressed by xz: unxz it first"},
    {"BZh", "is compressed by bzip2: bunzip2 it first"},
    {"\x7f"
     "ELF",
     "is an executable: name a profile of it, or take one with ratchet exec --profile"},
    {"<?xml", "is a picture or another XML document: name the stacks it was made of (stacks.folded)"},
    {"<svg", "is a picture: name the stacks it was made of (stacks.folded)"},
}};

/// Texts have no NUL, and hardly a byte that is no UTF-8.
bool is_binary(std::string_view beginning) {
    if (beginning.find('\0') != std::string_view::npos) {
        return true;
    }
    std::size_t wrong = 0;
    const std::size_t size = beginning.size();
    while (!beginning.empty()) {
        const CodePoint point = decode_utf8(beginning);
        wrong += point.valid ? 0 : 1;
        beginning.remove_prefix(point.size);
    }
    return wrong > size / 4;
}

std::string_view first_line_of(std::string_view& text) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

bool ends_in_count(std::string_view line) {
    const std::size_t space = line.rfind(' ');
    return space != std::string_view::npos && space > 0 && space + 1 < line.size() &&
           std::ranges::all_of(line.substr(space + 1), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<ProfileTextKind> kind_of_line(std::string_view line) {
    for (const std::string_view key : {"version:", "creator:", "positions:", "events:", "pid:", "cmd:"}) {
        if (line.starts_with(key)) {
            return ProfileTextKind::callgrind;
        }
    }
    if (line.front() == '\t' || is_perf_script_sample(line)) {
        return ProfileTextKind::perf_script;
    }
    return ends_in_count(line) ? std::optional(ProfileTextKind::folded) : std::nullopt;
}

/// Of a text of any kind but perf script's.
TakenProfile whole_profile(ProfileTextKind kind, std::string_view text, const std::string& where) {
    if (kind == ProfileTextKind::callgrind) {
        return read_callgrind_profile(text, where);
    }
    if (kind == ProfileTextKind::profile_json) {
        throw Error(ErrorCode::artifact,
                    "is a profile.json, whose stacks are in stacks.folded beside it: name that", where);
    }
    TakenProfile profile;
    profile.stacks = read_folded(text, where);
    return profile;
}

}  // namespace

ProfileTextKind profile_text_kind(std::string_view beginning, const std::string& where) {
    const auto refuse = [&where](std::string_view complaint) {
        throw Error(ErrorCode::artifact, std::string(complaint), where);
    };
    for (const KnownBeginning& known : known_beginnings) {
        if (beginning.starts_with(known.bytes)) {
            refuse(known.complaint);
        }
    }
    if (is_binary(beginning.substr(0, telling_bytes))) {
        refuse(
            "is binary, and no text of a profile: name folded stacks, the text of perf script, or "
            "callgrind.out");
    }
    if (beginning.starts_with('{')) {
        if (beginning.find("\"ratchet/profile/") == std::string_view::npos) {
            refuse(
                "is JSON, but no profile.json of Ratchet's: name folded stacks, the text of perf script, or "
                "callgrind.out");
        }
        return ProfileTextKind::profile_json;
    }
    if (beginning.starts_with("# callgrind format")) {
        return ProfileTextKind::callgrind;
    }
    std::size_t number = 0;
    for (std::string_view rest = beginning; !rest.empty();) {
        const std::string_view line = first_line_of(rest);
        ++number;
        const bool is_cut = rest.empty() && beginning.size() >= telling_bytes && !beginning.ends_with('\n');
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (is_cut && line.find(';') != std::string_view::npos) {
            return ProfileTextKind::folded;  // no other kind has lines as long
        }
        if (const std::optional<ProfileTextKind> kind = kind_of_line(line)) {
            return *kind;
        }
        refuse(fmt::format(
            "line {} is neither a folded stack (\"outer;inner 12\"), nor of perf script's text, nor of "
            "callgrind.out: {}",
            number, printable(line.substr(0, 80))));
    }
    refuse("is empty: nothing was profiled");
    return ProfileTextKind::folded;
}

TakenProfile read_foreign_profile(const std::function<std::string()>& next, const std::string& where) {
    std::string text;
    for (std::string piece = next(); !piece.empty(); piece = text.size() < telling_bytes ? next() : "") {
        text += piece;
    }
    const ProfileTextKind kind = profile_text_kind(text, where);
    if (kind == ProfileTextKind::perf_script) {
        PerfScriptReader reader(where);
        for (; !text.empty(); text = next()) {
            reader.feed(text);
        }
        return reader.finish();
    }
    for (std::string piece = next(); !piece.empty(); piece = next()) {
        text += piece;
        if (text.size() > most_text_bytes) {
            throw Error(ErrorCode::artifact, "is longer than 4 GiB; only perf script's text may be", where);
        }
    }
    return whole_profile(kind, text, where);
}

TakenProfile read_foreign_profile(std::string_view text, const std::string& where) {
    const ProfileTextKind kind = profile_text_kind(text.substr(0, telling_bytes), where);
    return kind == ProfileTextKind::perf_script ? read_perf_script(text, where)
                                                : whole_profile(kind, text, where);
}

}  // namespace ratchet
