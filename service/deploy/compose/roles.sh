#!/bin/sh
# Run once by PostgreSQL's image when it makes its database: the roles that may less than the owner.
set -eu
psql -X --set ON_ERROR_STOP=1 --set password="$(cat /run/secrets/prescore/service.password)" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE prescore_service LOGIN PASSWORD :'password';
CREATE ROLE prescore_eraser LOGIN;
CREATE ROLE prescore_loader LOGIN;
REVOKE ALL ON DATABASE prescore FROM PUBLIC;
GRANT CONNECT ON DATABASE prescore TO prescore_service, prescore_eraser, prescore_loader;
GRANT TEMPORARY ON DATABASE prescore TO prescore_loader;
SQL
