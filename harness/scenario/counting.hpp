#pragma once

// Where instructions are counted, for callgrind, which finds functions by their names: it forgets what it
// counted when `ratchet_counting_begins` is entered, writes it down when `ratchet_counting_ends` is, and
// leaves out what happens within `ratchet_uncounted` (see ratchet/detail/loop.hpp) and the members of
// detail::Loop. That leaves the timed iterations, whatever their threads do. Without callgrind these are
// empty calls, made outside of what is timed.

extern "C" {
void ratchet_counting_begins();  ///< before the first timed iteration
void ratchet_counting_ends();    ///< after the last one
}
