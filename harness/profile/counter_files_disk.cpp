#include "profile/counter_files_disk.hpp"

#include "artifacts/store_disk.hpp"
#include "profile/counters_json.hpp"
#include "profile/profile_files_disk.hpp"

namespace ratchet {

std::vector<ProfileFile> write_counter_files(const CpuCounters& counters,
                                             const std::filesystem::path& directory,
                                             const ProfileOrigin& origin) {
    std::filesystem::create_directories(directory);
    artifacts::write_atomically(directory / "counters.json", counters_json(counters));
    artifacts::write_atomically(directory / "profile.md", write_counters_readme(counters, origin));
    std::vector<ProfileFile> written{{"profile.md", ""}, {"counters.json", ""}};
    remove_other_files(directory, written);
    return written;
}

}  // namespace ratchet
