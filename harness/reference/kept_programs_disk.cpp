#include "reference/kept_programs_disk.hpp"

#include "artifacts/store_disk.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "host/digests_disk.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_of_a_program = 5;
constexpr auto origin_file = ".origin";  ///< beside a kept program: the path of what it is a copy of

bool is_digest(const std::string& text) {
    constexpr std::size_t length = 64;
    return text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The one file in a digest's directory.
std::optional<fs::path> program_in(const fs::path& directory) {
    std::error_code absent;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, absent)) {
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) {
            return entry.path();
        }
    }
    return std::nullopt;
}

}  // namespace

void KeptPrograms::keep(const ScenarioSpec& scenario, const Digests& digests,
                        const std::map<std::string, std::string>& environment) const {
    const fs::path program = find_executable(scenario, environment);
    if (!is_digest(digests.executable) || !digests.libraries.empty() ||
        file_digest(program) != digests.executable) {
        return;
    }
    const fs::path place = place_of(digests, program.filename());
    try {
        if (!find(digests, program.filename())) {
            fs::create_directories(place);
            const fs::path unfinished = place / ".unfinished";
            std::error_code error;
            fs::copy_file(program, unfinished, fs::copy_options::overwrite_existing, error);
            if (error) {
                fs::remove_all(place);  // a disk that is full stays no fuller
                throw fs::filesystem_error("", error);
            }
            fs::rename(unfinished, place / program.filename());
        }
        artifacts::write_atomically(place / origin_file, program.string());
        fs::last_write_time(place, fs::file_time_type::clock::now());
        prune(program.string());
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::artifact, "cannot keep the program: " + error.code().message(),
                    place.string());
    }
}

fs::path KeptPrograms::place_of(const Digests& digests, const std::string& name) const {
    return directory_ / sha256_hex(digests.executable + "/" + name);
}

std::optional<std::string> KeptPrograms::find(const Digests& digests, const std::string& name) const {
    if (!is_digest(digests.executable) || !digests.libraries.empty()) {
        return std::nullopt;
    }
    const std::optional<fs::path> program = program_in(place_of(digests, name));
    return program && file_digest(*program) == digests.executable ? std::optional(program->string())
                                                                  : std::nullopt;
}

void KeptPrograms::prune(const std::string& origin) const {
    std::vector<std::pair<fs::file_time_type, fs::path>> kept;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
        if (is_digest(entry.path().filename().string()) &&
            artifacts::read_text_if_present(entry.path() / origin_file) == origin) {
            kept.emplace_back(entry.last_write_time(), entry.path());
        }
    }
    std::ranges::sort(kept, std::greater());
    for (std::size_t i = most_of_a_program; i < kept.size(); ++i) {
        fs::remove_all(kept[i].second);
    }
}

}  // namespace ratchet
