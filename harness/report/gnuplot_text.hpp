#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Values as the text of gnuplot scripts and data files. Nothing that comes from outside reaches gnuplot but
// through `gnuplot_string`.

namespace ratchet {

/// `text` as a single-quoted string of gnuplot, in which it expands nothing: no backslash, no command between
/// backticks, no macro. Made printable, so it is always one line. A quote becomes a typographic one:
/// gnuplot 5.4 does not read every string that has doubled ones. What no SVG may hold is changed too.
std::string gnuplot_string(std::string_view text);

/// The shortest number that reads back the same, the same in every locale. `value` must be finite.
std::string gnuplot_number(double value);

/// A data file: blocks of rows of numbers, which a script names by their index.
class GnuplotData {
  public:
    /// Appends a block and returns its index. `what` heads it as a comment. A block without rows would not
    /// count as one for gnuplot, so it must have some.
    int add(std::string_view what, const std::vector<std::vector<double>>& rows);

    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
    int blocks_ = 0;
};

/// One "plot" command, layer by layer from the back to the front, and the data that it draws.
class PlotLayers {
  public:
    /// `file` is the name of the data file; `subject` is what the data are of, for people who read it.
    PlotLayers(GnuplotData& data, std::string file, std::string subject)
        : data_(data), file_(std::move(file)), subject_(std::move(subject)) {}

    /// Draws `rows` (no rows: no layer): `columns` is gnuplot's "using", `style` its "with …". Returns the
    /// block of the data, for `draw`.
    int add(std::string_view what, const std::vector<std::vector<double>>& rows, std::string_view columns,
            std::string_view style);

    /// Draws the rows that were added last once more.
    void again(std::string_view columns, std::string_view style) { draw(block_, columns, style); }
    /// Draws a block of the data, which another plot may have added.
    void draw(int block, std::string_view columns, std::string_view style);

    /// The command; empty without layers.
    [[nodiscard]] std::string text() const { return text_.empty() ? "" : text_ + "\n"; }

  private:
    GnuplotData& data_;
    std::string file_;
    std::string subject_;
    std::string text_;
    int block_ = 0;
};

}  // namespace ratchet
