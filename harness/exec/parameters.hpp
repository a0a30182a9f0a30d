#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// A named list of values; `@name@` in a command stands for each of them in turn.
struct Parameter {
    std::string name;
    std::vector<std::string> values;  ///< at least one, in the order given

    bool operator==(const Parameter&) const = default;
};

/// One value for every parameter.
using Setting = std::map<std::string, std::string>;

/// "level=1,3,9". A comma in a value is written `\,`, a backslash `\\`. Throws `Error(usage)` that names the
/// text when it is not of that form, a name is not of letters, digits, `_` and `-`, or a value stands twice.
Parameter parse_parameter_list(std::string_view text);

/// "size=10:50:20" stands for 10, 30 and 50; the step may be left out (1) and may lead down. Numbers are
/// decimal and exact: 0.1:0.5:0.1 ends at 0.5, every value with as many decimals as the longest number given.
/// The end is included where a step meets it. Throws `Error(usage)` as above, for a step that is zero or
/// leads away from the end, and for more than 10 000 values.
Parameter parse_parameter_scan(std::string_view text);

/// All combinations, the last parameter changing fastest; one empty setting without parameters. Throws
/// `Error(usage)` when a parameter is given twice or there are more than 10 000 settings.
std::vector<Setting> all_settings(const std::vector<Parameter>& parameters);

/// `text` with every `@name@` of the setting replaced, from left to right; values are not looked into again,
/// and what names no parameter stays as it is.
std::string substituted(std::string_view text, const Setting& setting);

/// Whether `@name@` stands in `text`.
bool mentions(std::string_view text, std::string_view name);

}  // namespace ratchet
