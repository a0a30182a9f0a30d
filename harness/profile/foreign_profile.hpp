#pragma once

#include "profile/taken_profile.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace ratchet {

/// Texts that profiles are read from.
enum class ProfileTextKind {
    folded,
    perf_script,
    callgrind,
    profile_json,  ///< our own, whose stacks are in another file
};

/// So much of a file's beginning tells what it is.
inline constexpr std::size_t telling_bytes = 65'536;

/// What a text is by its beginning, its first `telling_bytes` at least or the whole. Throws `Error(artifact)`
/// with what to do where it is empty, a recording of perf's (`perf script > file`), compressed, binary, a
/// picture, JSON of others, or nothing that is known; `where` names the text.
ProfileTextKind profile_text_kind(std::string_view beginning, const std::string& where);

/// The profile of a text of any of the first three kinds, by what `profile_text_kind` tells. `next` gives the
/// text piece by piece, an empty one at its end; perf script's text is not kept, of the others at most 4 GiB.
/// Throws `Error(artifact)` as `profile_text_kind` and the readers of these kinds do, and where there is no
/// sample.
TakenProfile read_foreign_profile(const std::function<std::string()>& next, const std::string& where);

/// The same of a whole text.
TakenProfile read_foreign_profile(std::string_view text, const std::string& where);

}  // namespace ratchet
