#include "profile/unwinder_linux.hpp"

#include "base/regular_file_disk.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// More frames than these the kernel does not follow by itself (PERF_MAX_STACK_DEPTH).
constexpr std::size_t longest_chain = 127;

constexpr auto unknown_function = "[unknown]";
constexpr auto kernel_module = "[kernel]";

/// The name of a file without its directories; "//anon" and other memory without a file is "[anon]".
std::string module_name(std::string_view path) {
    constexpr std::string_view deleted = " (deleted)";
    if (path.ends_with(deleted)) {
        path.remove_suffix(deleted.size());
    }
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return path.starts_with("//") || name.empty() ? "[anon]" : std::string(name);
}

KernelSymbols read_kernel_symbols() {
    constexpr std::size_t most = std::size_t{256} << 20U;
    return KernelSymbols(read_regular_file("/proc/kallsyms", most).value_or(""));
}

}  // namespace

Unwinder::Unwinder() {
    result_.lost = result_.throttled = result_.truncated = result_.unrooted = 0;
}

void Unwinder::take(const PerfRecord& record, std::int64_t at_ns) {
    if (const auto* const sample = std::get_if<PerfSample>(&record)) {
        add_sample(*sample, at_ns);
    } else if (const auto* const mapping = std::get_if<PerfMapping>(&record)) {
        // The vdso's offset is told as what the kernel finds convenient.
        const std::uint64_t offset = mapping->path == "[vdso]" ? 0 : mapping->file_offset;
        spaces_.map(mapping->process, mapping->begin, mapping->size, offset, mapping->path);
    } else if (const auto* const fork = std::get_if<PerfFork>(&record)) {
        spaces_.fork(fork->process, fork->parent_process);
    } else if (const auto* const exit = std::get_if<PerfExit>(&record)) {
        spaces_.exit(exit->process);
    } else if (const auto* const exec = std::get_if<PerfExec>(&record)) {
        spaces_.exec(exec->process);
    } else if (const auto* const lost = std::get_if<PerfLost>(&record)) {
        *result_.lost += lost->samples;
    } else if (std::holds_alternative<PerfThrottle>(record)) {
        ++*result_.throttled;
    }
}

void Unwinder::add_stack(std::uint32_t process, std::span<const std::uint64_t> addresses,
                         std::uint64_t samples) {
    stack_.clear();
    const bool rooted = add_followed_frames(process, addresses);
    conclude(rooted ? StackEnd::rooted : StackEnd::broken, samples);
}

TakenProfile Unwinder::finish() {
    for (std::size_t i = 0; i < files_.size(); ++i) {
        const std::string& path = spaces_.files()[i];
        if (files_[i].code && path.starts_with('/')) {
            result_.modules.try_emplace(files_[i].module, path);
        }
    }
    return std::move(result_);
}

void Unwinder::add_sample(const PerfSample& sample, std::int64_t at_ns) {
    stack_.clear();
    add_kernel_frames(sample.kernel_chain);
    const std::size_t of_kernel = stack_.size();
    StackEnd end = StackEnd::broken;
    if (sample.registers) {
        end = add_copied_frames(sample);
    } else if (!sample.user_chain.empty()) {
        end = add_followed_frames(sample.process, sample.user_chain)                   ? StackEnd::rooted
              : sample.kernel_chain.size() + sample.user_chain.size() >= longest_chain ? StackEnd::truncated
                                                                                       : StackEnd::broken;
    } else if (of_kernel == 0) {
        stack_.push_back(frame_at(sample.process, sample.address));
    }
    // A process that begins or ends has no stack of its own: the kernel's is whole.
    const bool kernel_alone = of_kernel > 0 && stack_.size() == of_kernel;
    end = kernel_alone ? StackEnd::rooted : end;
    const std::size_t position = conclude(end, 1);
    if (result_.timed.size() < most_timed_) {
        result_.timed.push_back({.at_ns = at_ns,
                                 .process = sample.process,
                                 .thread = sample.thread,
                                 .stack = static_cast<std::uint32_t>(position),
                                 .truncated = end == StackEnd::truncated,
                                 .unrooted = end == StackEnd::broken});
    } else {
        ++result_.untimed;
    }
}

StackEnd Unwinder::add_copied_frames(const PerfSample& sample) {
    const StackCopy stack{(*sample.registers)[dwarf_rsp], sample.stack};
    const StackEnd end = unwind(
        *sample.registers, stack, sample.stack_is_cut,
        [&](std::uint64_t address, bool behind_call) {
            return rules_at(sample.process, address - (behind_call ? 1 : 0));
        },
        [&](std::uint64_t address) { return spaces_.find(sample.process, address) != nullptr; }, unwound_);
    for (const UnwoundFrame& frame : unwound_) {
        stack_.push_back(frame_at(sample.process, frame.address - (frame.behind_call ? 1 : 0)));
    }
    if (unwound_.empty()) {
        stack_.push_back(frame_at(sample.process, (*sample.registers)[dwarf_rip]));
    }
    return end;
}

/// Whether the outermost is the first of a program or a thread.
bool Unwinder::add_followed_frames(std::uint32_t process, std::span<const std::uint64_t> addresses) {
    for (std::size_t i = 0; i < std::min(addresses.size(), most_frames); ++i) {
        stack_.push_back(frame_at(process, addresses[i] - (i == 0 ? 0 : 1)));
    }
    return !stack_.empty() && begins_a_stack(stack_.back());
}

void Unwinder::add_kernel_frames(const std::vector<std::uint64_t>& chain) {
    for (const std::uint64_t address : chain) {
        const auto [known, is_new] = kernel_frames_.try_emplace(address);
        if (is_new) {
            if (!kernel_) {
                kernel_ = read_kernel_symbols();
            }
            const std::string_view name = kernel_->function(address);
            known->second = result_.stacks.index_of(name.empty() ? unknown_function : name, kernel_module);
        }
        stack_.push_back(known->second);
    }
}

/// The position of the stack.
std::size_t Unwinder::conclude(StackEnd end, std::uint64_t samples) {
    if (end == StackEnd::truncated) {
        *result_.truncated += samples;
        stack_.push_back(result_.stacks.index_of("[truncated]", ""));
    } else if (end == StackEnd::broken) {
        *result_.unrooted += samples;
    }
    std::ranges::reverse(stack_);
    return result_.stacks.add(stack_, samples);
}

std::optional<Unwinder::Place> Unwinder::place_of(std::uint32_t process, std::uint64_t address) {
    const Mapping* const mapping = spaces_.find(process, address);
    if (mapping == nullptr) {
        return std::nullopt;
    }
    while (files_.size() <= mapping->file) {
        files_.emplace_back();
    }
    File& file = files_[mapping->file];
    if (!file.opened) {
        const std::string& path = spaces_.files()[mapping->file];
        file.opened = true;
        file.module = module_name(path);
        file.code = CodeFile::open(path);
    }
    return Place{&file, mapping->file_offset + (address - mapping->begin)};
}

FrameIndex Unwinder::frame_at(std::uint32_t process, std::uint64_t address) {
    const std::optional<Place> place = place_of(process, address);
    if (!place) {
        return result_.stacks.index_of(unknown_function, "");
    }
    if (place->file->module == "[anon]") {
        return result_.stacks.index_of(unknown_function, place->file->module);
    }
    std::optional<FrameIndex>& frame = place->file->known[place->offset].frame;
    if (!frame) {
        frame = name_frame(*place);
    }
    return *frame;
}

/// Without a symbol a function goes by where it begins, and where that is unknown too each address by itself.
FrameIndex Unwinder::name_frame(const Place& place) {
    const File& file = *place.file;
    std::string name;
    std::uint64_t shown = place.offset;
    if (file.code) {
        if (const auto address = file.code->address_at(place.offset)) {
            name = file.code->function_at(*address);
            shown = file.code->function_begin(*address).value_or(*address);
        }
    }
    if (name.empty()) {
        name = fmt::format("{}+{:#x}", file.module, shown);
    }
    return result_.stacks.index_of(name, file.module);
}

const FrameRules* Unwinder::rules_at(std::uint32_t process, std::uint64_t address) {
    const std::optional<Place> place = place_of(process, address);
    if (!place || !place->file->code) {
        return nullptr;
    }
    CodeAddress& known = place->file->known[place->offset];
    if (!known.rules_sought) {
        known.rules_sought = true;
        const auto in_file = place->file->code->address_at(place->offset);
        if (auto rules = in_file ? place->file->code->rules_at(*in_file) : std::nullopt) {
            known.rules = &rules_.emplace_back(std::move(*rules));
        }
    }
    return known.rules;
}

bool Unwinder::begins_a_stack(FrameIndex frame) const {
    constexpr std::array<std::string_view, 7> first{"_start",   "clone",        "__clone",       "clone3",
                                                    "__clone3", "thread_start", "_dl_start_user"};
    return std::ranges::find(first, std::string_view(result_.stacks.frames()[frame].function)) != first.end();
}

}  // namespace ratchet
