#pragma once

#include "model/session.hpp"
#include "session/session_store_disk.hpp"

#include <string>

namespace ratchet {

/// Sets `record.grown_functions`: where the record's verdict, which is final, is `regressed` in time and the
/// scenario was profiled, the functions that the added time is spent in, by its profile and that of the
/// baseline, both of which the session has; their sources by debug information of the programs that were
/// profiled, and which of these differ from the baseline's commit in the repository of `source_directory`.
/// Absent for every other record. What cannot be had is said in the record and never thrown: nothing of it
/// changes a verdict. Returns whether the record was changed; it is not written.
bool explain_regression(ScenarioRecord& record, const SessionDirectory& session,
                        const std::string& source_directory);

/// The same from the session's files alone, as far as these are there, for a record whose verdict has been
/// derived again: programs and sources may be other ones by now, so that what is known of those is kept.
void explain_again(ScenarioRecord& record, const SessionDirectory& session);

}  // namespace ratchet
