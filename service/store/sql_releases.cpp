#include "service/store/sql_releases.hpp"

#include "service/base/crypto.hpp"
#include "service/store/sql_rows.hpp"

namespace prescore::service {
namespace {

void insert_document(soci::session& session, const StoredVersion& version) {
  const std::string hash = hex(sha256(version.document));
  const SqlNumber added = version.added;
  session << "INSERT INTO model_document (programme, version, hash, document, added, added_by)"
             " VALUES (:programme, :version, :hash, :document, :added, :by)"
             " ON CONFLICT (programme, version, hash) DO NOTHING",
      soci::use(version.programme), soci::use(version.version), soci::use(hash), soci::use(version.document),
      soci::use(added), soci::use(version.added_by);
}

}  // namespace

void insert_version(soci::session& session, const StoredVersion& version) {
  const SqlNumber added = version.added;
  session << "INSERT INTO programme (programme, version, packed, added, added_by)"
             " VALUES (:programme, :version, :packed, :added, :by)"
             " ON CONFLICT (programme, version) DO NOTHING",
      soci::use(version.programme), soci::use(version.version), soci::use(version.packed), soci::use(added),
      soci::use(version.added_by);
  if (!version.document.empty()) insert_document(session, version);
}

bool insert_step(soci::session& session, const ReleaseStep& step) {
  const SqlNumber place = step.place;
  const SqlNumber made = step.made;
  soci::statement statement =
      (session.prepare << "INSERT INTO release_step (place, programme, version, step, made, made_by)"
                          " VALUES (:place, :programme, :version, :step, :made, :by) ON CONFLICT (place) DO NOTHING",
       soci::use(place), soci::use(step.programme), soci::use(step.version), soci::use(step.step), soci::use(made),
       soci::use(step.made_by));
  statement.execute(true);
  return statement.get_affected_rows() > 0;
}

}  // namespace prescore::service
