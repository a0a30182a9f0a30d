#include "cli/exec_documents.hpp"

#include "artifacts/exec_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "report/exec_table.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view standard_output = "-";

void require_writable(const std::string& path, const char* option) {
    // A file takes the place of what is there: of a device or a pipe that would be the end.
    if (fs::exists(path) && !fs::is_regular_file(path)) {
        throw Error(
            ErrorCode::usage,
            fmt::format("'{}' is no regular file; name one, or - for standard output", printable(path)),
            option);
    }
    const fs::path directory = fs::absolute(path).parent_path();
    if (!fs::is_directory(directory)) {
        throw Error(
            ErrorCode::usage,
            fmt::format("the directory '{}' does not exist; make it first", printable(directory.string())),
            option);
    }
}

}  // namespace

ExecDocuments::ExecDocuments(const ExecOptions& options) {
    const auto add = [this](const std::string& path, const char* option,
                            std::string (*text)(const ExecRecord&)) {
        if (path == standard_output) {
            documents_.push_back({path, text});
        } else if (!path.empty()) {
            require_writable(path, option);
            documents_.push_back({fs::weakly_canonical(fs::absolute(path)).string(), text});
        }
    };
    add(options.json, "--json", artifacts::to_json);
    add(options.csv, "--csv", artifacts::exec_csv);
    add(options.markdown, "--markdown", exec_markdown);
    std::ranges::sort(documents_, std::ranges::greater(), &Document::place);  // "/" is behind "-"
    if (std::ranges::adjacent_find(documents_, {}, &Document::place) != documents_.end()) {
        throw Error(ErrorCode::usage, "two documents cannot go to one place; name a file for each",
                    "--json, --csv, --markdown");
    }
}

bool ExecDocuments::use_stdout() const {
    return !documents_.empty() && documents_.back().place == standard_output;
}

void ExecDocuments::write(const ExecRecord& record) const {
    std::string unwritten;
    for (const Document& document : documents_) {
        try {
            const std::string text = document.text(record);
            if (document.place == standard_output) {
                fmt::print("{}", text);
            } else {
                artifacts::write_atomically(document.place, text);
            }
        } catch (const std::exception& error) {
            unwritten += fmt::format("{}{}", unwritten.empty() ? "" : "\n", error.what());
        }
    }
    if (!unwritten.empty()) {
        throw Error(ErrorCode::artifact, unwritten);
    }
}

}  // namespace ratchet::cli
