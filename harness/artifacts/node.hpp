#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace ratchet::artifacts {

/// The file that is being read, for messages.
struct Source {
    std::string where;        ///< its name
    std::string_view advice;  ///< what to do about one that cannot be read
};

/// A value inside a document that is being read, and the path that leads to it. Whatever does not fit is an
/// `Error(artifact)` like "runs/001/run.json: metrics.wall_time.value: expected a number, got a string; …".
/// The document and the source must outlive the node.
class Node {
  public:
    Node(const nlohmann::json& value, std::string path, const Source& source)
        : value_(&value), path_(std::move(path)), source_(&source) {}

    [[nodiscard]] const nlohmann::json& value() const { return *value_; }

    /// The member of this object, which must be there.
    [[nodiscard]] Node at(std::string_view key) const;
    /// The member of this object, or nothing when it is absent or null.
    [[nodiscard]] std::optional<Node> find(std::string_view key) const;
    /// All elements of this array, in order.
    [[nodiscard]] std::vector<Node> elements() const;
    /// All members of this object, by key.
    [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const;

    void read(bool& value) const;
    void read(int& value) const;
    void read(std::int64_t& value) const;
    void read(std::uint64_t& value) const;
    void read(double& value) const;
    void read(std::string& value) const;
    void read(std::vector<double>& values) const;

    /// Throws the error that says so about this value.
    [[noreturn]] void fail(const std::string& message) const;
    /// Throws the error that `word`, the text of this value, is none of those that may stand here.
    [[noreturn]] void fail_unknown(std::string_view word) const;

  private:
    [[nodiscard]] Node child(std::string_view key, const nlohmann::json& value) const;
    [[noreturn]] void fail_type(std::string_view expected) const;

    const nlohmann::json* value_;
    std::string path_;
    const Source* source_;
};

}  // namespace ratchet::artifacts
