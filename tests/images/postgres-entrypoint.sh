#!/bin/sh
# Makes the database at the first start, runs the scripts that are mounted for that, and serves.
set -eu
if [ ! -e "$PGDATA/PG_VERSION" ]; then
  initdb --username "$POSTGRES_USER" --pwfile "$POSTGRES_PASSWORD_FILE" --auth-local trust --auth-host scram-sha-256 \
    --encoding UTF8 --locale C.UTF-8 > /dev/null
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  pg_ctl --wait --log /dev/stderr --options "-c listen_addresses=''" start > /dev/null
  psql -X --username "$POSTGRES_USER" --dbname postgres --command "CREATE DATABASE $POSTGRES_DB"
  for script in /docker-entrypoint-initdb.d/*; do
    if [ -f "$script" ]; then "$script"; fi
  done
  pg_ctl --wait --mode fast stop > /dev/null
fi
exec postgres -c listen_addresses='*' "$@"
