#pragma once

#include "base/clock.hpp"
#include "session/file_lock_disk.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// The host as far as every harness on it shares it: how fast it is right now, and whose turn it is.
class MeasuringHost {
  public:
    virtual ~MeasuringHost() = default;

    /// One value in seconds of each calibration kernel, taken on `cpu` if there is one.
    virtual std::map<std::string, double> calibrate(std::optional<int> cpu) = 0;

    /// The CPUs that programs may run on, ascending.
    virtual std::vector<int> cpus() = 0;

    /// Waits until no other harness measures and holds the host as long as the lock lives. `on_wait` is
    /// called once if somebody else holds it.
    virtual FileLock take_turn(const std::function<void()>& on_wait) = 0;

    /// Whether the CPU counts instructions for programs; else a tool has to.
    virtual bool counts_instructions() = 0;
};

/// This very host.
class ThisHost : public MeasuringHost {
  public:
    explicit ThisHost(const Clock& clock) : clock_(clock) {}

    std::map<std::string, double> calibrate(std::optional<int> cpu) override;
    std::vector<int> cpus() override;
    FileLock take_turn(const std::function<void()>& on_wait) override;
    bool counts_instructions() override;

  private:
    const Clock& clock_;
};

}  // namespace ratchet
