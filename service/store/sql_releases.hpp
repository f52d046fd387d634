// Writing versions and releases: the same statements for both databases.
#pragma once

#include <soci/soci.h>

#include "service/store/rows.hpp"

namespace prescore::service {

/// A version that is there already is left as it is; a further document is kept beside the earlier ones.
void insert_version(soci::session& session, const StoredVersion& version);

/// Returns whether the place was free.
[[nodiscard]] bool insert_step(soci::session& session, const ReleaseStep& step);

}  // namespace prescore::service
