#include "measure/run_evidence_disk.hpp"

#include "base/regular_file_disk.hpp"

#include <exception>

namespace ratchet {

void read_evidence(RunEvidence& evidence, const std::filesystem::path& result_file,
                   const std::filesystem::path& error_file) {
    evidence.result_path = result_file.filename().string();
    try {
        evidence.error_output = end_of_regular_file(error_file, last_words_bytes);
        evidence.result = read_regular_file(result_file, most_result_bytes);
    } catch (const std::exception& error) {
        evidence.result_problem = error.what();
    }
}

}  // namespace ratchet
