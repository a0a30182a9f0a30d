#include "cli/harness.hpp"

#include "base/environment_linux.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "report/ctest_tags.hpp"
#include "report/wording.hpp"

namespace ratchet::cli {

Harness::Harness(ProjectRegistry project)
    : surroundings_(look_around(std::move(project), read_environment())),
      store_(surroundings_.project.output_directory),
      host_(clock_),
      listener_(clock_) {}

SessionDirectory Harness::begin(const SessionOwner& owner, const std::string& label) {
    return begin_session(store_, surroundings_, owner, label, host_, listener_);
}

MeasurementContext Harness::measuring(const SessionDirectory& session) {
    return {surroundings_, session, launcher_, host_, clock_, listener_};
}

void Harness::finish(const SessionDirectory& session) {
    tell(finish_session(store_, session, surroundings_, commands(), host_, listener_));
}

void tell(const std::vector<Warning>& warnings) {
    for (const Warning& warning : warnings) {
        talk("ratchet: {}\n", without_ctest_tags(printable(sentence(warning))));
    }
}

SessionReport Harness::report(const SessionDirectory& session) const {
    return gather_report(session, project().suites, commands());
}

}  // namespace ratchet::cli
