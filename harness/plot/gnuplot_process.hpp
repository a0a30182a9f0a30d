#pragma once

#include "base/file_descriptor_linux.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include <sys/types.h>

namespace ratchet {

/// One gnuplot for many plots: it starts with the first and ends with this value. Whatever becomes of it,
/// drawing returns, with what went wrong as a value: nothing is thrown for it and no signal reaches the
/// caller.
class Gnuplot {
  public:
    /// A gnuplot that hangs or dies is replaced this often; then no further plot is tried.
    static constexpr int most_starts = 3;

    /// `directory` is the one that `draw` starts from; it must exist. `program` is looked up in PATH unless
    /// it holds a '/'. `time_limit` is for each plot.
    explicit Gnuplot(std::filesystem::path directory, std::string program = "gnuplot",
                     std::chrono::milliseconds time_limit = std::chrono::seconds(20));
    ~Gnuplot();
    Gnuplot(const Gnuplot&) = delete;
    Gnuplot& operator=(const Gnuplot&) = delete;

    /// Runs the script in `folder`, relative to the directory and where its data are too. Nothing when
    /// gnuplot has run it to its end, else one line that says what is wrong. Scripts share nothing: each
    /// starts with gnuplot's own settings. Throws `Error(usage)` unless both names are letters, digits, '_',
    /// '+', '-', '.' and, of a folder, '/'.
    [[nodiscard]] std::optional<std::string> draw(const std::string& folder, const std::string& script);

    /// There is no such program; then nothing can be drawn.
    [[nodiscard]] bool is_missing() const { return missing_; }
    /// It had to be replaced too often; nothing more is drawn.
    [[nodiscard]] bool is_given_up() const { return starts_ == most_starts && process_ < 0; }

  private:
    enum class Answer { done, ended, late };

    std::optional<std::string> start();
    void stop();
    void send(const std::string& commands);
    Answer await(const std::string& mark);

    std::filesystem::path directory_;
    std::string program_;
    std::chrono::milliseconds time_limit_;
    FileDescriptor channel_;
    pid_t process_ = -1;
    bool missing_ = false;
    int starts_ = 0;
    int plots_ = 0;
    std::string output_;  ///< what gnuplot has said of the plot at hand
};

}  // namespace ratchet
