#!/bin/sh
# Makes the secrets of compose.yaml, once. Run it as root: each file belongs to the user of the container that reads it,
# and nobody else can. ENGINE is docker or podman.
set -eu
cd "$(dirname "$0")"
engine=${ENGINE:-podman}
image=${PRESCORE_SERVICE_IMAGE:-prescore-service:0.1.0}
if [ -e secrets ]; then
  echo "$(pwd)/secrets exists already: remove it to make new secrets, and change them in PostgreSQL, too." >&2
  exit 1
fi
umask 077
random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

mkdir -p secrets.new/postgres secrets.new/migrate secrets.new/service
random > secrets.new/postgres/owner.password
random > secrets.new/postgres/service.password
random > secrets.new/service/request.key
cp secrets.new/postgres/owner.password secrets.new/migrate/database.password
cp secrets.new/postgres/service.password secrets.new/service/database.password

# The users of both images: PostgreSQL's, and ours.
chown -R 999:999 secrets.new/postgres
chown -R 65532:65532 secrets.new/migrate secrets.new/service
$engine run --rm --network none --volume "$PWD/secrets.new/service:/secrets" "$image" \
  token --file /secrets/tokens.json --name backend --scope decide --scope read > secrets.new/backend.token
# Who may pass through to the folders; the files stay closed.
chmod 711 secrets.new
mv secrets.new secrets
echo "The bank's application sends the token in $(pwd)/secrets/backend.token"
