#pragma once

#include "artifacts/fields.hpp"
#include "artifacts/node.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace ratchet::artifacts {

/// Turns a document of one version into one of the next.
using Upgrade = nlohmann::json (*)(const Node& older);

/// Parses `text`, JSON within the limits for hostile files. A key that stands twice in one object is an
/// error: writers that do not see to it lose one of the two values. Throws `Error(artifact)`.
nlohmann::json parse_with_unique_keys(std::string_view text, const Source& source);

/// One kind of document: what `"$schema": "ratchet/<name>/<version>"` says.
struct DocumentKind {
    std::string_view name;
    std::string_view advice;                 ///< what to do about one that cannot be read
    unsigned version = 1;                    ///< the one that is written
    std::span<const Upgrade> upgrades = {};  ///< the last leads to `version`; what none leads from is refused
};

/// Checks `text` as a whole: JSON within the limits for hostile files (64 MiB, 64 levels, four million
/// values), an object, of this kind and of a version that can be read; upgrades it; and gives it to
/// `read_root`. Throws `Error(artifact)` with `where` and, as far as there is one, the field.
void read_document(const DocumentKind& kind, std::string_view text, const std::string& where,
                   const std::function<void(const Node& root)>& read_root);

/// The text of the document that `fill` makes of an empty object, with its `$schema`. Keys sorted, indented
/// by two, lists of numbers on one line, a final newline; numbers in the shortest form that reads back the
/// same; bytes that are not UTF-8 as U+FFFD. Throws `Error(artifact)` that names the field when a number is
/// not finite.
std::string write_document(const DocumentKind& kind, const std::function<void(nlohmann::json& root)>& fill);

/// A record whose fields are those of the document.
template <class Record>
Record read_record(const DocumentKind& kind, std::string_view text, const std::string& where) {
    Record record;
    read_document(kind, text, where, [&record](const Node& root) {
        Reader fields(root);
        describe(fields, record);
    });
    return record;
}

template <class Record>
std::string write_record(const DocumentKind& kind, const Record& record) {
    return write_document(kind, [&record](nlohmann::json& root) {
        Writer fields(root);
        describe(fields, record);
    });
}

}  // namespace ratchet::artifacts
