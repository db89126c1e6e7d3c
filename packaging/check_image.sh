#!/usr/bin/env bash
# Builds the image from a static program that is built already, and runs what is in it as a container would: without rights, with a
# root file system that is read-only. Needs buildah, and root for the root of the container.
#
#   packaging/check_image.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
LIMIT_MB=25
work=$(mktemp -d)
served=
cleanup() {
    if [[ -n $served ]]; then kill "$served" 2>/dev/null || true; wait "$served" 2>/dev/null || true; fi
    umount -q "$work/root/data" 2>/dev/null || true
    umount -q "$work/root" 2>/dev/null || true
    buildah "${store[@]}" rm --all >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap cleanup EXIT
fail() { echo "FAILED $*" && exit 1; }

store=(--storage-driver vfs --root "$work/images" --runroot "$work/run")
mkdir -p "$work/context/data" "$work/root"
cp "$program" "$work/context/outreach-mcp"
cp /etc/ssl/certs/ca-certificates.crt Dockerfile "$work/context"
buildah "${store[@]}" bud --isolation chroot --build-arg PROGRAM_FROM=prebuilt --tag outreach-mcp "$work/context" >"$work/log" 2>&1 ||
    { cat "$work/log" && fail "the image is not built"; }
echo "ok     the image is built"

# What the image says.
config=$(buildah "${store[@]}" inspect --type image outreach-mcp)
python3 - "$config" <<'PYTHON'
import json, sys
config = json.loads(sys.argv[1])["OCIv1"]["config"]
assert config["User"] == "65532:65532", config
assert config["Entrypoint"] == ["/usr/local/bin/outreach-mcp"] and config["Cmd"] == ["serve"], config
assert "/data" in config["Volumes"], config
print("ok     it runs as a user without rights")
PYTHON

container=$(buildah "${store[@]}" from outreach-mcp)
root=$(buildah "${store[@]}" mount "$container")
bytes=$(du -sb "$root" | cut -f1)
((bytes <= LIMIT_MB * 1000 * 1000)) || fail "$bytes bytes, more than $LIMIT_MB MB"
echo "ok     $bytes bytes, of at most $LIMIT_MB MB"

# A container's view: the root read-only, /data writable.
mount --bind "$root" "$work/root"
mount -o remount,bind,ro "$work/root"
mkdir "$work/data" && chown 65532:65532 "$work/data" && mount --bind "$work/data" "$work/root/data"
inside() { env -i PATH="$PATH" "${environment[@]}" chroot --userspec=65532:65532 "$work/root" /usr/local/bin/outreach-mcp "$@"; }
# What the image sets, with another port.
mapfile -t environment < <(python3 -c 'import json, sys; print(*json.loads(sys.argv[1])["OCIv1"]["config"]["Env"], sep="\n")' "$config")
environment+=(OUTREACH_LISTEN=0.0.0.0:18080)

code=0
said=$(inside serve 2>&1) || code=$?
((code != 0)) && grep -qi "token" <<<"$said" || fail "it serves everybody without a token: $said"
echo "ok     without a token it says so and ends"

environment+=(OUTREACH_AUTH_TOKEN=a-token-for-the-check-0123456789 OUTREACH_SANDBOX=true)
env -i PATH="$PATH" "${environment[@]}" chroot --userspec=65532:65532 "$work/root" /usr/local/bin/outreach-mcp serve >"$work/served" 2>&1 &
served=$!
for _ in {1..100}; do inside health >/dev/null 2>&1 && break || sleep 0.1; done
[[ $(inside health) == ok ]] || { cat "$work/served" && fail "the health check"; }
echo "ok     the health check answers"

answer=$(inside call instantly_create_lead_list '{"name":"From the image"}' 2>&1 || true)
grep -q '"success": \?true' <<<"$answer" || fail "a write: $answer"
[[ -f $work/data/journal.db ]] || fail "no journal in /data"
echo "ok     the journal is written into /data, nothing else is"
# Certificates are found: an address that does not answer is no connection, rather than no certificates.
environment=(OUTREACH_STORE=memory INSTANTLY_API_KEY=a-key-for-the-check-0123456789 INSTANTLY_BASE_URL=https://127.0.0.1:9)
answer=$(inside call instantly_list_leads '{"limit":1}' 2>&1 || true)
! grep -qi "certificate" <<<"$answer" || fail "certificates: $answer"
echo "ok     certificates are there"
