#include "artifacts/document.hpp"
#include "model/change.hpp"
#include "report/compare_documents.hpp"

#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

namespace ratchet {

// `describe` is found by its argument's namespace, so these cannot be in the anonymous one.

/// Absent where the shift is so large that the ratio is no number.
static std::optional<double> finite(double ratio) {
    return std::isfinite(ratio) ? std::optional(ratio) : std::nullopt;
}

static void describe(artifacts::Writer& fields, const RelativeChange& change) {
    fields("estimate", finite(change.estimate));
    fields("lower", finite(change.lower));
    fields("upper", finite(change.upper));
}

static void describe(artifacts::Writer& fields, const CompareRow& row) {
    fields("scenario", row.scenario);
    fields("metric", row.metric);
    fields("unit", row.unit);
    fields("higher_is_better", row.higher_is_better);
    fields("before", row.before);
    fields("now", row.now);
    fields("change",
           row.shift ? std::optional(relative_change(*row.shift, row.higher_is_better)) : std::nullopt);
    fields("verdict", outcome_word(row));
    fields("reason", row.reason);
}

std::string compare_json(const std::vector<CompareRow>& rows) {
    constexpr artifacts::DocumentKind kind{.name = "comparison", .advice = "compare again"};
    return artifacts::write_document(kind, [&rows](nlohmann::json& root) {
        artifacts::Writer fields(root);
        fields("rows", rows);
    });
}

}  // namespace ratchet
