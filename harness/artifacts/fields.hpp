#pragma once

#include "artifacts/enum_text.hpp"
#include "artifacts/node.hpp"
#include "model/name.hpp"

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

/// Every record lists its fields once, in a function
///
///     void describe(auto& fields, Is<Failure> auto& failure) {
///         fields("kind", failure.kind);
///         fields("message", failure.message);
///     }
///
/// which the Writer and the Reader both call, so that what is written and what is read cannot drift apart.
/// Every field is written, an absent optional as null. When read, an optional may be null or missing, every
/// other field must be there, and keys that nobody asks for are ignored.
namespace ratchet::artifacts {

/// A record to be written (const) or to be filled.
template <class T, class Record>
concept Is = std::same_as<std::remove_const_t<T>, Record>;

/// Builds one JSON object from the fields of a record.
class Writer {
  public:
    static constexpr bool reading = false;

    /// Makes `object` an empty object, which must outlive the writer.
    explicit Writer(nlohmann::json& object);

    template <class T>
    void operator()(std::string_view key, const T& value) {
        put(member(key), value);
    }

    /// A field that a reader does not insist on.
    template <class T>
    void if_told(std::string_view key, const T& value) {
        (*this)(key, value);
    }

    /// A field for people and other tools, made from the others by `make`; the Reader ignores it.
    template <class Make>
    void derived(std::string_view key, const Make& make) {
        put(member(key), make());
    }

    /// Refuses to write what a reader would refuse.
    void require(bool valid, std::string_view key, const std::string& message) const;

  private:
    nlohmann::json& member(std::string_view key);

    static void put(nlohmann::json& out, bool value);
    static void put(nlohmann::json& out, int value);
    static void put(nlohmann::json& out, std::int64_t value);
    static void put(nlohmann::json& out, std::uint64_t value);
    static void put(nlohmann::json& out, double value);
    static void put(nlohmann::json& out, const std::string& value);
    static void put(nlohmann::json& out, const ScenarioName& value);
    static void make_null(nlohmann::json& out);
    static void make_array(nlohmann::json& out);
    static nlohmann::json& append(nlohmann::json& array);

    template <class T>
    static void put(nlohmann::json& out, const T& value) {
        if constexpr (std::is_enum_v<T>) {
            put(out, std::string(enum_text(value)));
        } else {
            Writer fields(out);
            describe(fields, value);
        }
    }

    template <class T>
    static void put(nlohmann::json& out, const std::optional<T>& value) {
        value ? put(out, *value) : make_null(out);
    }

    template <class T>
    static void put(nlohmann::json& out, const std::vector<T>& values) {
        make_array(out);
        for (const T& value : values) {
            put(append(out), value);
        }
    }

    template <class T>
    static void put(nlohmann::json& out, const std::map<std::string, T>& values) {
        Writer fields(out);
        for (const auto& [key, value] : values) {
            fields(key, value);
        }
    }

    nlohmann::json* object_;
};

/// Fills the fields of a record from one JSON object.
class Reader {
  public:
    static constexpr bool reading = true;

    explicit Reader(Node object) : object_(std::move(object)) {}

    template <class T>
    void operator()(std::string_view key, T& value) {
        get(object_.at(key), value);
    }

    template <class T>
    void operator()(std::string_view key, std::optional<T>& value) {
        value.reset();
        if (const std::optional<Node> node = object_.find(key)) {
            get(*node, value.emplace());
        }
    }

    template <class Make>
    void derived(std::string_view, const Make&) {}

    /// A field that others who write this kind of document may leave out: `value` then stays as it is.
    template <class T>
    void if_told(std::string_view key, T& value) {
        if (const std::optional<Node> node = object_.find(key)) {
            get(*node, value);
        }
    }

    /// Refuses the document, naming the field `key`, unless `valid`.
    void require(bool valid, std::string_view key, const std::string& message) const {
        if (!valid) {
            object_.at(key).fail(message);
        }
    }

  private:
    static void get(const Node& node, ScenarioName& value);

    template <class T>
    static void get(const Node& node, T& value) {
        if constexpr (requires { node.read(value); }) {
            node.read(value);
        } else if constexpr (std::is_enum_v<T>) {
            std::string word;
            node.read(word);
            const std::optional<T> known = enum_from_text<T>(word);
            if (!known) {
                node.fail_unknown(word);
            }
            value = *known;
        } else {
            Reader fields(node);
            describe(fields, value);
        }
    }

    template <class T>
    static void get(const Node& node, std::vector<T>& values) {
        if constexpr (requires { node.read(values); }) {
            node.read(values);
        } else {
            values.clear();
            for (const Node& element : node.elements()) {
                get(element, values.emplace_back());
            }
        }
    }

    template <class T>
    static void get(const Node& node, std::map<std::string, T>& values) {
        values.clear();
        for (const auto& [key, member] : node.members()) {
            get(member, values[key]);
        }
    }

    Node object_;
};

}  // namespace ratchet::artifacts
