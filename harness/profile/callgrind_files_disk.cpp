#include "profile/callgrind_files_disk.hpp"

#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "profile/callgrind_merge.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

/// Nothing of an empty file.
std::optional<CallgrindTotal> total_in(const fs::path& path) {
    constexpr std::size_t enough = std::size_t{64} * 1024;
    const std::optional<RegularFile> file = RegularFile::open(path);
    const std::uint64_t size = file ? file->size() : 0;
    if (size == 0) {
        return std::nullopt;
    }
    return read_callgrind_total(file->read_at(0, enough),
                                file->read_at(size - std::min<std::uint64_t>(size, enough), enough),
                                path.filename().string());
}

}  // namespace

std::vector<CallgrindFile> callgrind_files(const fs::path& directory, const std::string& prefix,
                                           MetricScope scope) {
    std::set<fs::path> paths;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            paths.insert(entry.path());
        }
    }
    const bool of_iterations = scope == MetricScope::iteration;
    std::vector<CallgrindFile> files;
    for (const fs::path& path : paths) {
        std::optional<CallgrindTotal> total = total_in(path);
        if (total && (!of_iterations || total->of_iterations)) {
            files.push_back({path, *std::move(total)});
        }
    }
    if (files.empty()) {
        throw Error(ErrorCode::measurement,
                    of_iterations
                        ? "callgrind did not find where the iterations begin and end: the program's symbols "
                          "are stripped, or it was built with an older Ratchet"
                        : "callgrind wrote no total");
    }
    return files;
}

std::string read_callgrind_files(const std::vector<CallgrindFile>& files) {
    constexpr std::size_t most_bytes = std::size_t{256} << 20U;
    std::vector<CallgrindText> texts;
    std::size_t left = most_bytes;
    for (const CallgrindFile& file : files) {
        const std::optional<RegularFile> opened = RegularFile::open(file.path);
        CallgrindText& text = texts.emplace_back();
        text.name = file.path.filename().string();
        text.text = opened ? opened->read_at(0, left) : std::string();
        if (opened && opened->size() > text.text.size()) {
            throw Error(ErrorCode::measurement,
                        "callgrind wrote more than 256 MiB: profile a part of it, or by PROFILER sampling");
        }
        left -= text.text.size();
    }
    return merge_callgrind(texts);
}

}  // namespace ratchet
