#pragma once

#include "cli/exec_options.hpp"
#include "model/exec_record.hpp"

#include <string>
#include <vector>

namespace ratchet::cli {

/// The documents that `ratchet exec` was asked for, and where they go.
class ExecDocuments {
  public:
    /// Looks before anything is measured: what took minutes shall not be lost for want of a directory. Throws
    /// `Error(usage)` where one cannot be written.
    explicit ExecDocuments(const ExecOptions& options);

    /// Whether standard output is taken.
    [[nodiscard]] bool use_stdout() const;

    /// Files first. One that cannot be written keeps no other from it; `Error(artifact)` names them all.
    void write(const ExecRecord& record) const;

  private:
    struct Document {
        std::string place;  ///< absolute, links followed; or - for standard output
        std::string (*text)(const ExecRecord&);
    };

    std::vector<Document> documents_;  ///< what goes to standard output last
};

}  // namespace ratchet::cli
