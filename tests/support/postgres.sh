#!/bin/sh
# Runs a PostgreSQL of its own in the foreground: postgres.sh FOLDER [setting=value]...
# The folder gets the data, unless it has them, and the socket. The server ends with the process that started it. It
# refuses to run as root: then it runs as the account that its package made.
set -eu
folder=$1
shift
# Debian keeps its programs outside the PATH.
programs=$(find /usr/lib/postgresql -path '*/bin/postgres' 2>/dev/null | sort -V | tail -n 1)
programs=$(dirname "${programs:-$(command -v postgres)}")
account=
if [ "$(id -u)" = 0 ]; then
  chown postgres: "$folder"
  account='--reuid=postgres --regid=postgres --clear-groups'
fi
as() {
  # shellcheck disable=SC2086 # Several words, or none.
  exec setpriv $account --pdeathsig=QUIT "$@"
}
if [ ! -d "$folder/data" ]; then
  (as "$programs/initdb" --pgdata="$folder/data" --username=admin --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$folder/initdb.log" 2>&1)
fi
for setting; do
  shift
  set -- "$@" -c "$setting"
done
as "$programs/postgres" -D "$folder/data" -k "$folder" -c shared_buffers=32MB -c max_connections=60 \
  -c listen_addresses= "$@"
