#pragma once

#include "model/digests.hpp"
#include "model/scenario.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace ratchet {

/// Programs that baselines were recorded with, kept so that a later build can be run in turns with them:
/// `<digest>/<program>` in the project's directory of references, of what each path has been the newest five.
/// The digest is of content and name: what is called by several names may do something else by each.
class KeptPrograms {
  public:
    explicit KeptPrograms(std::filesystem::path references) : directory_(std::move(references)) {}

    /// Copies the program of `scenario` unless it is kept already. Nothing is kept of a program whose file is
    /// no longer the one that `digests` names, whose code is not known in full, or that loads libraries of
    /// the project: run later, it would load those of another build. Throws `Error(artifact)` when it cannot
    /// be written.
    void keep(const ScenarioSpec& scenario, const Digests& digests,
              const std::map<std::string, std::string>& environment) const;

    /// The kept program of this file name that `digests` names, verified; nothing when there is none, it is
    /// not what it was, or code that was measured lies beside it.
    [[nodiscard]] std::optional<std::string> find(const Digests& digests, const std::string& name) const;

  private:
    [[nodiscard]] std::filesystem::path place_of(const Digests& digests, const std::string& name) const;
    void prune(const std::string& origin) const;

    std::filesystem::path directory_;
};

}  // namespace ratchet
