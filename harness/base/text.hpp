#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// ASCII letters only, whatever the locale.
std::string lower_case(std::string_view text);

/// Of ASCII, whatever the locale.
bool is_alphanumeric(char c);

/// The candidates that `name` may have been meant to be: at most three, nearest first, ties by name. Near
/// means few edits for the length (letter case is ignored), or `name` being a part of the candidate, so that
/// `wide_tree` finds `tree_search/wide_tree`. Empty when none is near.
std::vector<std::string> near_names(std::string_view name, const std::vector<std::string>& candidates);

/// `text` on one line that cannot control a terminal or disguise itself in a log: control characters (ANSI
/// escapes, newlines), invisible and direction-changing ones become visible escapes (`\n`, `\x1b`,
/// `\u{202e}`), bytes that are not UTF-8 become `\xff`. Everything else, the backslash too, is kept.
std::string printable(std::string_view text);

/// `text` as one word of a POSIX shell's command line, for people to paste: quoted where it has to be.
std::string shell_quoted(std::string_view text);

/// Three significant digits with a unit from ns to s: "12.3 ms", "4.56 µs", "1.23 s", "0 s". From 1000 s on
/// whole seconds. A number that is not finite reads "not finite", here and below.
std::string format_duration_s(double seconds);

/// Three significant digits in powers of 1024, whole bytes below: "512 B", "1.23 MiB".
std::string format_bytes(double bytes);

/// Whether `text` is a day such as "2026-12-31", as far as digits tell; of such texts the smaller is the
/// earlier.
bool is_date(std::string_view text);

/// The day that a point of time begins with: "2026-12-31" of "2026-12-31T12:30:05Z".
std::string_view day_part(std::string_view time);

/// As people write a commit: its first twelve digits.
std::string short_commit(const std::string& commit);

enum class Sign {
    when_negative,
    always,  ///< "+6.4 %"; a value that rounds to zero has none
};

/// A fraction in percent with one decimal, none from 1000 % on: 0.064 is "6.4 %".
std::string format_percent(double fraction, Sign sign = Sign::when_negative);

/// What to divide values of about `magnitude` by, and what they are then in.
struct DisplayUnit {
    double size = 1;
    std::string name;  ///< "ms", "MiB", "M nodes/s"; empty for plain numbers. Printable.

    bool operator==(const DisplayUnit&) const = default;
};

/// The unit in which `format_metric` would show `magnitude`: one for all the values on an axis.
DisplayUnit display_unit(double magnitude, std::string_view unit);

/// `value` in a metric's unit: "s", "B" and "B/s" as above; of any other unit three significant digits with
/// a decimal prefix from 1000 on: "4.56 M nodes/s"; "1" and "" are plain numbers. The unit is made printable.
std::string format_metric(double value, std::string_view unit);

}  // namespace ratchet
