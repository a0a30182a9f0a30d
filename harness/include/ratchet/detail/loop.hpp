#pragma once

#include <ratchet/keep.hpp>

#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

/// Calls `function(argument)`: the one way into code of a scenario's, between the first timed iteration and
/// the end of the last, whose instructions are not counted. A tool that counts finds it by its name.
extern "C" void ratchet_uncounted(void (*function)(void*), void* argument);

namespace ratchet::detail {

class Recording;  // what the runtime knows of the run

/// The iterations of one `Run::measure`; the loop around the body is in the caller, so that the body is
/// inlined.
class Loop {
  public:
    /// `batchable`: several calls may be timed as one iteration. Throws when a run is measured for the second
    /// time, or from inside a measured body.
    Loop(Recording& recording, bool batchable);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    [[nodiscard]] bool next();                                             ///< another iteration is wanted
    [[nodiscard]] std::uint64_t calls() const noexcept { return calls_; }  ///< of the body in this one
    void start();                                                          ///< reads the clock last
    void stop();                                                           ///< reads the clock first
    void stop(double told_s);  ///< as `stop()`, but the iteration lasted as long as the body says

  private:
    Recording& recording_;
    std::uint64_t calls_ = 1;
};

/// Calls the set-up before an iteration, whose instructions are not counted.
template <class SetUp>
void prepare(SetUp& set_up) {
    ratchet_uncounted([](void* it) { (*static_cast<SetUp*>(it))(); }, std::addressof(set_up));
}

/// What the set-up before an iteration returned, made and destroyed where instructions are not counted.
template <class SetUp>
class Prepared {
    using Returned = std::invoke_result_t<SetUp&>;
    using Value = std::remove_reference_t<Returned>;
    static constexpr bool refers = std::is_reference_v<Returned>;  // then the value is not ours
    using Stored = std::conditional_t<refers, char, Value>;

  public:
    explicit Prepared(SetUp& set_up) : set_up_(set_up) { ratchet_uncounted(&make, this); }
    ~Prepared() {
        if constexpr (!refers && !std::is_trivially_destructible_v<Value>) {
            ratchet_uncounted([](void* it) { std::destroy_at(static_cast<Prepared*>(it)->value_); }, this);
        }
    }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;

    [[nodiscard]] Value& value() const noexcept { return *value_; }

  private:
    static void make(void* it) {
        auto& self = *static_cast<Prepared*>(it);
        if constexpr (refers) {
            auto&& returned = self.set_up_();
            self.value_ = std::addressof(returned);
        } else {
            self.value_ = ::new (static_cast<void*>(self.storage_)) Value(self.set_up_());
        }
    }

    SetUp& set_up_;
    Value* value_ = nullptr;
    alignas(Stored) unsigned char storage_[sizeof(Stored)];
};

// The closure is kept as well: whatever it captures may have changed before each call, so no call is merged
// with another one or moved out of the loop.
template <class Body, class... Arguments>
void call(Body& body, Arguments&... arguments) {
    do_not_optimize(body);
    if constexpr (std::is_void_v<std::invoke_result_t<Body&, Arguments&...>>) {
        body(arguments...);
    } else {
        do_not_optimize(body(arguments...));
    }
}

}  // namespace ratchet::detail
