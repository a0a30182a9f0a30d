#include "host/digests_disk.hpp"

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "base/subprocess_process.hpp"
#include "host/command_files.hpp"
#include "host/elf.hpp"
#include "host/named_paths.hpp"
#include "host/paths.hpp"
#include "host/paths_disk.hpp"
#include "measure/environment.hpp"
#include "measure/program_lookup_disk.hpp"

#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;
using Environment = std::map<std::string, std::string>;

/// The variables that the scenario's processes see.
Environment scenario_environment(const ScenarioSpec& spec, const Environment& caller) {
    const auto variables = run_environment(spec.environment, caller, "");
    return {variables.begin(), variables.end()};
}

std::string digest_of(const RegularFile& file) {
    constexpr std::size_t piece = std::size_t{1} << 20U;
    Sha256 digest;
    std::uint64_t offset = 0;
    for (std::string bytes = file.read_at(0, piece); !bytes.empty(); bytes = file.read_at(offset, piece)) {
        digest.update(bytes);
        offset += bytes.size();
    }
    return digest.hex();
}

ByteSource byte_source(const RegularFile& file) {
    return [&file](std::uint64_t offset, std::size_t count) { return file.read_at(offset, count); };
}

std::string without_slash(const std::string& directory) {
    const std::string normal = fs::path(directory).lexically_normal().string();
    return normal.ends_with('/') ? normal.substr(0, normal.size() - 1) : normal;
}

bool is_script(const RegularFile& file) {
    return file.read_at(0, 2) == "#!";
}

class DigestReader {
  public:
    DigestReader(const ScenarioSpec& spec, const std::string& source_directory,
                 const std::string& binary_directory, const Environment& environment)
        : spec_(spec),
          environment_(environment),
          source_directory_(resolved_path(source_directory)),
          binary_directory_(resolved_path(binary_directory)),
          spellings_of_binary_directory_{binary_directory_, without_slash(binary_directory)} {}

    /// What the dynamic linker loads, and code that arguments name.
    bool has_libraries() {
        spellings_of_binary_directory_.clear();
        return !read().libraries.empty();
    }

    Digests read() {
        program_ = find_executable(spec_, environment_);
        digests_.executable = add_code(program_).value_or("");
        for (const std::string& text : possible_inputs(spec_.command)) {
            add_argument(fs::path(spec_.working_directory) / text);
        }
        if (spec_.command.size() > 1) {
            digests_.command_line = command_line_digest();
        }
        for (const EnvironmentEntry& entry : spec_.environment) {
            const auto value = environment_.find(entry.name);
            if (entry.value) {
                digests_.variables[entry.name] = *entry.value;
            } else if (value != environment_.end()) {
                digests_.variables[entry.name] = value->second;
            }
        }
        if (!code_is_known_) {
            digests_.executable.clear();
        }
        return std::move(digests_);
    }

  private:
    /// Of the arguments, in which the project's directories may lie anywhere.
    [[nodiscard]] std::string command_line_digest() const {
        Sha256 digest;
        for (std::size_t i = 1; i < spec_.command.size(); ++i) {
            digest.update(portable_text(spec_.command[i]));
            digest.update(std::string_view("\0", 1));
        }
        return digest.hex();
    }

    /// The digest of a file of code, its project libraries noted; nothing when either cannot be read.
    std::optional<std::string> add_code(const fs::path& path) {
        try {
            const std::optional<RegularFile> file = RegularFile::open(path);
            if (file) {
                code_is_known_ = code_is_known_ && !is_script(*file) && !runs_other_programs(path.string());
                add_project_libraries(path, *file);
                add_named_programs(*file);
                return digest_of(*file);
            }
        } catch (const Error&) {
            // Unreadable is as unknown as absent; the launcher says what is wrong with the program.
        }
        code_is_known_ = false;
        return std::nullopt;
    }

    void add_project_libraries(const fs::path& path, const RegularFile& file) {
        const std::optional<ElfFile> elf = parse_elf(byte_source(file));
        if (!elf || !elf->interpreter) {
            return;
        }
        const std::optional<std::vector<std::string>> libraries = loaded_by(path, *elf->interpreter);
        if (!libraries) {
            code_is_known_ = false;
            return;
        }
        for (const std::string& library : *libraries) {
            const std::string library_path = resolved_path(fs::path(spec_.working_directory) / library);
            if (lies_within(library_path, source_directory_) ||
                lies_within(library_path, binary_directory_)) {
                const std::optional<RegularFile> opened = RegularFile::open(library_path);
                code_is_known_ = code_is_known_ && opened.has_value();
                digests_.libraries[portable(library_path)] = opened ? digest_of(*opened) : "";
            }
        }
    }

    /// Programs and plug-ins of the build tree that this one may start or load, as its file names them: a
    /// path that is put together at run time stays unknown.
    void add_named_programs(const RegularFile& file) {
        for (const std::string& directory : spellings_of_binary_directory_) {
            for (const std::string& path : named_paths(byte_source(file), directory)) {
                add_named_program(resolved_path(path));
            }
        }
    }

    void add_named_program(const std::string& path) {
        const std::string name = portable(path);
        std::error_code unseen;
        if (!fs::is_regular_file(path, unseen) || ::access(path.c_str(), X_OK) != 0 ||
            fs::equivalent(path, program_, unseen) || digests_.libraries.contains(name)) {
            return;
        }
        digests_.libraries[name] = "";  // seen: two may name each other
        digests_.libraries[name] = add_code(path).value_or("");
    }

    /// What the dynamic linker would load for `program`, by its own account and without running it.
    std::optional<std::vector<std::string>> loaded_by(const fs::path& program,
                                                      const std::string& interpreter) const {
        if (!is_dynamic_linker(interpreter)) {
            return std::nullopt;
        }
        const Environment variables = scenario_environment(spec_, environment_);
        SubprocessOptions options;
        options.environment.emplace();
        for (const char* name : {"LD_LIBRARY_PATH", "LD_PRELOAD"}) {
            if (const auto variable = variables.find(name); variable != variables.end()) {
                options.environment->insert(*variable);
            }
        }
        const SubprocessResult listing =
            run_subprocess({interpreter, "--list", program.string()}, spec_.working_directory,
                           std::chrono::seconds(30), options);
        return listing.succeeded() ? std::optional(listed_libraries(listing.output)) : std::nullopt;
    }

    void add_argument(const fs::path& path) {
        std::error_code unseen;
        if (fs::is_directory(path, unseen)) {
            code_is_known_ = false;  // what is in it decides, and may be anything
        }
        if (!fs::is_regular_file(path, unseen)) {
            return;
        }
        const std::string name = portable(resolved_path(path));
        try {
            const std::optional<RegularFile> file = RegularFile::open(path);
            if (!file) {
                return;
            }
            if (is_script(*file) || parse_elf(byte_source(*file))) {
                digests_.libraries[name] = add_code(path).value_or("");
            } else {
                digests_.inputs[name] = input_digest(*file);
            }
        } catch (const Error&) {
            digests_.inputs[name] = "";
        }
    }

    static std::string input_digest(const RegularFile& file) {
        constexpr std::uint64_t most_bytes = std::uint64_t{4} << 30U;
        return file.size() <= most_bytes ? digest_of(file) : "";
    }

    [[nodiscard]] std::string portable_text(std::string text) const {
        for (const auto& [directory, name] :
             {std::pair<std::string, std::string>{binary_directory_, "build:"},
              {source_directory_, "source:"}}) {
            for (std::size_t at = text.find(directory); !directory.empty() && at != std::string::npos;
                 at = text.find(directory, at)) {
                text.replace(at, directory.size(), name);
            }
        }
        return text;
    }

    [[nodiscard]] std::string portable(const std::string& path) const {
        return portable_name(path, source_directory_, binary_directory_);
    }

    const ScenarioSpec& spec_;
    const Environment& environment_;
    std::string source_directory_;
    std::string binary_directory_;
    std::set<std::string> spellings_of_binary_directory_;  ///< with symbolic links, and without
    fs::path program_;
    Digests digests_;
    bool code_is_known_ = true;
};

}  // namespace

std::string find_executable(const ScenarioSpec& spec, const Environment& environment) {
    if (spec.command.empty()) {
        return {};
    }
    const Environment variables = scenario_environment(spec, environment);
    const auto search_path = variables.find("PATH");
    const ProgramLookup found =
        find_program(spec.command.front(), search_path == variables.end() ? "" : search_path->second,
                     spec.working_directory);
    return found.path.empty() ? "" : (fs::path(spec.working_directory) / found.path).string();
}

std::string file_digest(const std::string& path) {
    try {
        const std::optional<RegularFile> file = RegularFile::open(path);
        return file ? digest_of(*file) : "";
    } catch (const Error&) {
        return "";
    }
}

bool loads_project_libraries(const ScenarioSpec& spec, const std::string& source_directory,
                             const std::string& binary_directory, const Environment& environment) {
    return DigestReader(spec, source_directory, binary_directory, environment).has_libraries();
}

Digests read_digests(const ScenarioSpec& spec, const std::string& source_directory,
                     const std::string& binary_directory, const Environment& environment) {
    return DigestReader(spec, source_directory, binary_directory, environment).read();
}

}  // namespace ratchet
