#include "profile/profile_files_disk.hpp"

#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "profile/call_graph_dot.hpp"
#include "profile/foreign_profile.hpp"
#include "profile/profile_documents.hpp"
#include "profile/profile_json.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_picture_bytes = std::size_t{64} << 20U;
constexpr std::size_t most_stacks_bytes = std::size_t{4} << 30U;
constexpr std::size_t most_trace_bytes = std::size_t{1} << 30U;
constexpr auto trace_name = "trace.json";

/// Why there is no picture; empty: it is in `result.output`.
std::string drawing_failure(const SubprocessResult& result, const GraphDrawing& drawing) {
    if (result.start_error) {
        return fmt::format("{}; graphviz draws it: apt-get install graphviz", printable(*result.start_error));
    }
    if (result.timed_out) {
        return fmt::format("{} did not end within {:g} s; a higher threshold makes the graph smaller",
                           printable(drawing.program),
                           std::chrono::duration<double>(drawing.time_limit).count());
    }
    if (result.truncated) {
        return "the picture is larger than 64 MiB; a higher threshold makes it smaller";
    }
    if (result.exit_code != 0) {
        return fmt::format("{} failed: {}", printable(drawing.program),
                           printable(std::string_view(result.error_output).substr(0, 200)));
    }
    return {};
}

ProfileFile draw_graph(const fs::path& directory, const std::string& name, const GraphDrawing& drawing) {
    ProfileFile picture{name + ".svg", ""};
    SubprocessOptions options;
    options.max_output = most_picture_bytes;
    const SubprocessResult result = run_subprocess({drawing.program, "-Tsvg", name + ".dot"},
                                                   directory.string(), drawing.time_limit, options);
    picture.missing = drawing_failure(result, drawing);
    if (picture.missing.empty()) {
        artifacts::write_atomically(directory / picture.name, result.output);
    }
    return picture;
}

/// The text of the stacks that `owner` is about.
std::string stacks_text(const fs::path& stacks, const fs::path& owner) {
    std::optional<std::string> text = read_regular_file(stacks, most_stacks_bytes);
    if (!text) {
        throw Error(ErrorCode::artifact,
                    fmt::format("has no stacks: {} is missing", printable(stacks.string())), owner.string());
    }
    return *std::move(text);
}

TakenProfile read_own_profile(const fs::path& json, const fs::path& stacks) {
    TakenProfile profile = profile_from_json(artifacts::read_text(json), stacks_text(stacks, json),
                                             json.string(), stacks.string());
    profile.trace_json = read_regular_file(json.parent_path() / trace_name, most_trace_bytes).value_or("");
    if (profile.rung == ProfileRung::callgrind) {
        const std::string source = "callgrind.out";
        if (auto text = read_regular_file(json.parent_path() / source, most_stacks_bytes)) {
            profile.sources[source] = *std::move(text);
        }
    }
    return profile;
}

}  // namespace

void remove_other_files(const fs::path& directory, const std::vector<ProfileFile>& written) {
    std::vector<std::string> names = profile_file_names();
    names.emplace_back("counters.json");
    for (const std::string& name : names) {
        const bool stays =
            name == "diff.svg" || std::ranges::find(written, name, &ProfileFile::name) != written.end();
        if (!stays) {
            fs::remove(directory / name);
        }
    }
}

namespace {

/// A directory within another one, on the same disk, that goes with everything in it.
class Staging {
  public:
    explicit Staging(const fs::path& within) : path_(within / fmt::format(".ratchet-{}", getpid())) {
        fs::create_directories(path_);
    }
    ~Staging() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

/// `beside`: what stands there too, for profile.md to tell of.
std::vector<ProfileFile> write_all(const TakenProfile& profile, const fs::path& directory,
                                   const ProfileOrigin& origin, const CallGraphOptions& graph,
                                   const GraphDrawing& drawing, const std::vector<ProfileFile>& beside) {
    std::vector<ProfileFile> files;
    for (const auto& [name, text] : profile_documents(profile, origin.scenario, graph)) {
        artifacts::write_atomically(directory / name, text);
        files.push_back({name, ""});
    }
    if (!profile.stacks.empty()) {
        files.push_back(draw_graph(directory, call_graph_file_name(graph), drawing));
    }
    std::ranges::stable_sort(files, [](const ProfileFile& a, const ProfileFile& b) {
        return reading_order(a.name) < reading_order(b.name);
    });
    std::vector<ProfileFile> told = files;
    told.insert(told.end(), beside.begin(), beside.end());
    std::ranges::stable_sort(told, {}, [](const ProfileFile& file) { return reading_order(file.name); });
    artifacts::write_atomically(directory / "profile.md", write_profile_readme(profile, origin, told));
    files.insert(files.begin(), {"profile.md", ""});
    return files;
}

}  // namespace

std::vector<ProfileFile> write_profile_files(const TakenProfile& profile, const fs::path& directory,
                                             const ProfileOrigin& origin, const CallGraphOptions& graph,
                                             const GraphDrawing& drawing,
                                             const std::vector<ProfileFile>& beside) {
    // All or none: the files of two profiles side by side would be taken for one.
    const Staging staging(directory);
    std::vector<ProfileFile> files = write_all(profile, staging.path(), origin, graph, drawing, beside);
    for (const ProfileFile& file : files) {
        if (file.missing.empty()) {
            fs::rename(staging.path() / file.name, directory / file.name);
        } else {
            fs::remove(directory / file.name);  // of the profile before
        }
    }
    remove_other_files(directory, files);
    return files;
}

TakenProfile read_profile_file(const fs::path& path) {
    if (fs::exists(path) && !fs::is_regular_file(path)) {
        throw Error(
            ErrorCode::artifact,
            fmt::format(
                "is no regular file; what it gives is read from standard input: ratchet profile - < {}",
                shell_quoted(path.string())),
            path.string());
    }
    const std::optional<RegularFile> file = RegularFile::open(path);
    if (!file) {
        throw Error(ErrorCode::artifact, "does not exist", path.string());
    }
    if (profile_text_kind(file->read_at(0, telling_bytes), path.string()) == ProfileTextKind::profile_json) {
        return read_own_profile(path, path.parent_path() / "stacks.folded");
    }
    std::uint64_t read = 0;
    return read_foreign_profile(
        [&] {
            std::string piece = file->read_at(read, piece_bytes);
            read += piece.size();
            return piece;
        },
        path.string());
}

TakenProfile read_profile_directory(const fs::path& directory) {
    const fs::path json = directory / "profile.json";
    const fs::path stacks = directory / "stacks.folded";
    if (fs::exists(json)) {
        return read_own_profile(json, stacks);
    }
    return read_foreign_profile(stacks_text(stacks, directory), stacks.string());
}

}  // namespace ratchet
