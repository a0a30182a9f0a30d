#include "profile/gzip.hpp"

#ifdef RATCHET_HAVE_ZLIB

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <zlib.h>

namespace ratchet {

std::optional<std::string> gzip(std::string_view bytes) {
    constexpr int with_gzip_header = 16;
    constexpr int usual_memory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + with_gzip_header, usual_memory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        throw Error(ErrorCode::artifact, "zlib has no memory to compress a profile");
    }
    std::string compressed;
    std::array<char, 65536> piece{};
    int result = Z_OK;
    do {
        // Its counters have 32 bits; what is left of the input is given piece by piece.
        if (stream.avail_in == 0 && !bytes.empty()) {
            const std::size_t size = std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max());
            // zlib reads through this pointer and never writes.
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
            stream.avail_in = static_cast<uInt>(size);
            bytes.remove_prefix(size);
        }
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = piece.size();
        result = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
        compressed.append(piece.data(), piece.size() - stream.avail_out);
    } while (result == Z_OK);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) {
        throw Error(ErrorCode::artifact, "zlib cannot compress a profile");
    }
    return compressed;
}

}  // namespace ratchet

#else

namespace ratchet {

std::optional<std::string> gzip(std::string_view) {
    return std::nullopt;
}

}  // namespace ratchet

#endif
