#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ratchet {

/// Position in `AddressSpaces::files()`.
using FileIndex = std::uint32_t;

/// Executable memory, and the part of a file that it shows.
struct Mapping {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t file_offset = 0;
    FileIndex file = 0;
};

/// What each of several processes has mapped, as told by events in the order of time. Children share their
/// parent's until either maps more, so that many forks cost little.
class AddressSpaces {
  public:
    /// `process` maps `size` bytes of `path` from `begin` on; what lay there before is gone. Nothing happens
    /// for an empty range or one that ends beyond 2^64.
    void map(std::uint32_t process, std::uint64_t begin, std::uint64_t size, std::uint64_t file_offset,
             const std::string& path);

    /// A thread of `parent` begins, or with another `process` a copy of it.
    void fork(std::uint32_t process, std::uint32_t parent);
    /// It executes another program: it has one thread, and nothing is mapped.
    void exec(std::uint32_t process);
    /// A thread ends; with the last one the process is forgotten.
    void exit(std::uint32_t process);

    /// What `address` lies in; null for nothing. Valid until the next event.
    [[nodiscard]] const Mapping* find(std::uint32_t process, std::uint64_t address) const;

    /// Paths of all that was mapped, by `FileIndex`.
    [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

    /// Of processes that are not forgotten.
    [[nodiscard]] std::size_t processes() const { return processes_.size(); }

  private:
    using Mappings = std::vector<Mapping>;  // by `begin`, not overlapping

    struct Process {
        std::shared_ptr<const Mappings> mappings = std::make_shared<const Mappings>();
        int threads = 1;
    };

    std::unordered_map<std::uint32_t, Process> processes_;
    std::vector<std::string> files_;
    std::map<std::string, FileIndex, std::less<>> file_by_path_;
};

/// One executable range of a text like /proc/<pid>/maps.
struct MapsLine {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t file_offset = 0;
    std::string path;  ///< empty: of no file
};

/// The executable ranges in it, in its order; lines that are none are passed over.
std::vector<MapsLine> executable_ranges(std::string_view maps);

}  // namespace ratchet
