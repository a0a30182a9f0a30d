#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

enum class JunitOutcome {
    passed,
    skipped,  ///< not judged
    failure,  ///< judged, and found worse
    error,    ///< could not be measured
};

/// One test of a JUnit document. Texts are raw.
struct JunitCase {
    std::string class_name;  ///< what CI services group by; '.' separates the levels
    std::string name;        ///< unique in its class: GitLab drops a second one
    std::optional<double> time_s;
    JunitOutcome outcome = JunitOutcome::passed;
    std::string type;     ///< one word
    std::string message;  ///< one line; may be empty for a test that passed
    std::string detail;   ///< lines: the body of a failure or error, else the test's output
    std::vector<std::pair<std::string, std::string>> properties;  ///< in the order given
    std::vector<std::string> attachments;  ///< paths of files, as the CI service is to find them
};

struct JunitDocument {
    std::string name;
    std::string started_at;  ///< UTC, ISO 8601 with a final Z; may be empty
    std::vector<JunitCase> cases;
};

/// The document as JUnit XML that is valid by `junit.xsd`, and by what Jenkins, GitLab and GitHub actions
/// read. Each test is a <testsuite> of its own, since only suites have properties there. Attachments are
/// lines `[[ATTACHMENT|path]]` of the test's output; a path that could not stand on such a line is left out.
std::string junit_xml(const JunitDocument& document);

}  // namespace ratchet
