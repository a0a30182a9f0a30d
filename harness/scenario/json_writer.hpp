#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ratchet::runtime {

/// `text` in quotes and escaped, always valid JSON: bytes that are not UTF-8 become U+FFFD. Control
/// characters are escaped, so this is also how a hostile name is shown to a person.
std::string json_string(std::string_view text);

/// The shortest number that reads back as `value`. Throws std::invalid_argument when it is not finite, which
/// JSON cannot say.
std::string json_number(double value);

/// Writes one JSON document from begin to end; the caller opens and closes in order. Each function returns
/// the writer, so that a key and its value stand on one line.
class JsonWriter {
  public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text) { return raw(json_string(text)); }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(double number) { return raw(json_number(number)); }
    JsonWriter& value(int number) { return raw(std::to_string(number)); }
    JsonWriter& value(std::uint64_t number) { return raw(std::to_string(number)); }
    JsonWriter& value(std::int64_t number) { return raw(std::to_string(number)); }
    JsonWriter& value(bool truth) { return raw(truth ? "true" : "false"); }

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    JsonWriter& raw(std::string_view token);
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void separate();

    std::string text_;
    bool needs_comma_ = false;
};

}  // namespace ratchet::runtime
