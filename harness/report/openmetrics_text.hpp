#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratchet {

enum class OpenMetricsType { gauge, info, stateset };

using OpenMetricsLabels = std::vector<std::pair<std::string, std::string>>;

/// Collects samples and writes them as the OpenMetrics text format wants them: grouped by family, families
/// sorted by name, every label set once in a family.
class OpenMetricsText {
  public:
    /// `family` must be a name of the format (see `openmetrics_name`) and end in `_<unit>` unless the unit is
    /// empty. Of what the calls for one family say of it the first counts. A value that is not finite is left
    /// out, and so is a second sample with the same labels. Label names must be names; label values may be
    /// anything.
    void add(const std::string& family, OpenMetricsType type, const std::string& unit,
             const std::string& help, const OpenMetricsLabels& labels, double value);

    /// The document, `# EOF` included.
    [[nodiscard]] std::string text() const;

  private:
    struct Family {
        OpenMetricsType type = OpenMetricsType::gauge;
        std::string unit;
        std::string help;
        std::map<std::string, double> samples;  ///< by their written labels
    };
    std::map<std::string, Family> families_;
};

/// `text` as part of a family's name: ASCII letters and digits are kept, everything else becomes one `_` for
/// a row of such characters, none at the ends. May be empty.
std::string openmetrics_name(std::string_view text);

/// A metric's unit as the format names units: "s" is "seconds", "B" "bytes", "nodes/s" "nodes_per_second";
/// "1" and "" are no unit.
std::string openmetrics_unit(std::string_view unit);

}  // namespace ratchet
