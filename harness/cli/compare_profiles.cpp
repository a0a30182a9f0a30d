#include "cli/compare_profiles.hpp"

#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/profile_source.hpp"
#include "cli/terminal.hpp"
#include "profile/alike_stacks.hpp"
#include "profile/differential_flame_graph.hpp"
#include "profile/profile_comparison.hpp"
#include "report/table.hpp"

#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

/// A file takes the place of what is there: of a device, a pipe or one of the profiles that would be the end.
void require_replaceable(const ProfileCompareOptions& options) {
    namespace fs = std::filesystem;
    const fs::path picture = options.picture;
    std::error_code unknown;
    if (fs::exists(picture, unknown) && !fs::is_regular_file(picture, unknown)) {
        throw Error(ErrorCode::usage, "is no regular file; name another, or one that is not there yet",
                    "--output " + options.picture);
    }
    for (const std::string& profile : {options.before, options.now}) {
        if (fs::equivalent(profile, picture, unknown)) {
            throw Error(ErrorCode::usage, "is one of the profiles, and would be lost; name another file",
                        "--output " + options.picture);
        }
    }
}

void write_picture(const std::filesystem::path& file, const std::string& text) {
    if (file.has_parent_path()) {
        std::filesystem::create_directories(file.parent_path());
    }
    artifacts::write_atomically(file, text);
}

void print(const ProfileComparison& comparison, const std::string& picture) {
    const TextStyle style = style_of(stdout);
    const std::string table = render_table(profile_comparison_table(comparison), style);
    fmt::print("{}{}{}{}\n", table, table.empty() ? "" : "\n",
               wrapped(profile_comparison_summary(comparison), 0, style), printable(picture));
}

}  // namespace

ExitCode compare_profiles_of(const ProfileCompareOptions& options) {
    if (options.before == "-" && options.now == "-") {
        throw Error(ErrorCode::usage, "standard input can be read once; name a file for one of the two", "-");
    }
    require_replaceable(options);
    const ProfileSource before = read_profile_source(options.before);
    const ProfileSource now = read_profile_source(options.now);
    TakenProfile before_alike = before.profile;
    TakenProfile now_alike = now.profile;
    AlikeStacks alike = alike_stacks(now.profile, before.profile);
    before_alike.stacks = std::move(alike.before);
    now_alike.stacks = std::move(alike.now);
    const ProfileComparison comparison = compare_profiles(before_alike, now_alike);
    const std::string name = now.origin.scenario.empty() ? options.now : now.origin.scenario;
    write_picture(options.picture, write_differential_flame_graph(
                                       now_alike.stacks, before_alike.stacks,
                                       {.title = name,
                                        .subtitle = fmt::format("{} against {}", options.now, options.before),
                                        .unit = now_alike.unit,
                                        .time_ratio = {}}));
    if (options.json) {
        fmt::print("{}", profile_comparison_json(comparison, {options.before, options.now, options.picture}));
    } else {
        print(comparison, options.picture);
    }
    return ExitCode::success;
}

}  // namespace ratchet::cli
