#include "measure/ready_text.hpp"

#include <algorithm>

namespace ratchet {

std::string ready_text_problem(std::string_view text) {
    if (text.empty()) {
        return "is empty: every line holds that; give a text that the program writes once it is ready";
    }
    if (text.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos) {
        return "holds the end of a line: give a part of one line";
    }
    return {};
}

bool ReadyText::see(std::string_view piece) {
    if (found_ || piece.empty()) {
        return found_;
    }
    // Across the seam, and then within the piece, which may be long, without a copy of it.
    const std::size_t overlap = text_.size() - 1;
    end_ += piece.substr(0, overlap);
    found_ = end_.find(text_) != std::string::npos || piece.find(text_) != std::string_view::npos;
    if (piece.size() >= overlap) {
        end_ = piece.substr(piece.size() - overlap);
    } else {
        end_.erase(0, end_.size() - std::min(end_.size(), overlap));
    }
    return found_;
}

}  // namespace ratchet
