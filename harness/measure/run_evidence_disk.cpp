#include "measure/run_evidence_disk.hpp"

#include "base/regular_file_disk.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>

namespace ratchet {

void read_evidence(RunEvidence& evidence, const std::filesystem::path& result_file,
                   const std::filesystem::path& error_file) {
    constexpr std::size_t most_result_bytes = std::size_t{16} << 20U;
    constexpr std::uint64_t last_words = 4096;
    evidence.result_path = result_file.filename().string();
    try {
        evidence.error_output = end_of_regular_file(error_file, last_words);
        evidence.result = read_regular_file(result_file, most_result_bytes);
    } catch (const std::exception& error) {
        evidence.result_problem = error.what();
    }
}

}  // namespace ratchet
