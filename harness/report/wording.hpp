#pragma once

#include "model/verdict.hpp"
#include "model/warning.hpp"
#include "report/table.hpp"

#include <string>
#include <string_view>

// The one place where verdicts, warnings and sources become words.

namespace ratchet {

/// The word of DESIGN's glossary: "regressed", "no_baseline", …
std::string_view word(Verdict verdict);

/// One column wide, so that a verdict is seen without colour and before it is read.
std::string_view symbol(Verdict verdict);

Tone tone(Verdict verdict);

/// The place of a verdict in a list that begins with what needs attention first.
int urgency(Verdict verdict);

/// Whether a reader is to look into it: failed, regressed, incomparable and inconclusive.
bool needs_attention(Verdict verdict);

/// Where the between-session spread came from: "this boot's rounds", "2 % by default (virtual machine)", …
std::string_view words(TauSource source);

/// One sentence: what was seen, what it means for the numbers, what to do where something can be done. Holds
/// the warning's own texts as they are: escape it for the medium.
std::string sentence(const Warning& warning);

/// "3 scenarios", "1 scenario": `noun` in the number that `count` asks for.
std::string counted(std::size_t count, std::string_view noun);

}  // namespace ratchet
