#include "profile/counter_files_disk.hpp"

#include "artifacts/store_disk.hpp"
#include "profile/counters_json.hpp"

namespace ratchet {

std::vector<ProfileFile> write_counter_files(const CpuCounters& counters,
                                             const std::filesystem::path& directory,
                                             const ProfileOrigin& origin) {
    std::filesystem::create_directories(directory);
    artifacts::write_atomically(directory / "counters.json", counters_json(counters));
    artifacts::write_atomically(directory / "profile.md", write_counters_readme(counters, origin));
    return {{"profile.md", ""}, {"counters.json", ""}};
}

}  // namespace ratchet
