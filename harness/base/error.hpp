#pragma once

#include <stdexcept>
#include <string>

namespace ratchet {

/// What kind of thing went wrong; `cli/exit_code.hpp` maps each to the exit code a caller sees.
enum class ErrorCode {
    usage,        ///< the caller asked for something that does not exist or contradicts itself
    artifact,     ///< a file is missing, unreadable, malformed or of an unknown version
    measurement,  ///< nothing could be measured
};

/// The one exception type. `message` says what is wrong and what to do; `where` names the file, option or
/// field (may be empty). `what()` is "where: message".
class Error : public std::runtime_error {
  public:
    Error(ErrorCode code, const std::string& message, const std::string& where = {})
        : std::runtime_error(where.empty() ? message : where + ": " + message),
          code_(code),
          message_(message),
          where_(where) {}

    [[nodiscard]] ErrorCode code() const { return code_; }
    [[nodiscard]] const std::string& message() const { return message_; }
    [[nodiscard]] const std::string& where() const { return where_; }

  private:
    ErrorCode code_;
    std::string message_;
    std::string where_;
};

}  // namespace ratchet
