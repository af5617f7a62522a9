#!/usr/bin/env bash
# Shows that the static file runs where there is nothing: builds it, puts it with a bundle of certificates and a
# resolv.conf into an empty folder, and runs it there with that folder as its root.
#
# Needs root (for chroot and port 53 of a loopback address), python3 and openssl. Says what it saw; fails where the
# program does not do what it should. With a path as its argument it takes that file instead of building one.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

target=x86_64-unknown-linux-gnu
name=api.flashback.test
# An address of loopback that no resolver of the machine listens on.
dns=127.0.0.93
say() { printf '%-22s %s\n' "$1" "$2"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "chroot needs root"
if [ $# -gt 0 ]; then
    binary=$1
else
    RUSTFLAGS='-C target-feature=+crt-static' cargo build --release --locked --target "$target"
    binary=target/$target/release/flashback-tui
fi

# Nothing to load: no interpreter and no library.
if command -v readelf >/dev/null; then
    if readelf -lW "$binary" | grep -q INTERP || readelf -dW "$binary" | grep -q NEEDED; then
        fail "$binary needs a loader or libraries"
    fi
fi
say "file" "$binary"
say "size" "$(stat -c %s "$binary") bytes"
say "ldd" "$(ldd "$binary" 2>&1 | head -1 | sed 's/^[[:space:]]*//')"

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root/etc"
cp "$binary" "$root/flashback-tui"
echo "nameserver $dns" >"$root/etc/resolv.conf"

# A certificate authority of our own, and a server's certificate from it.
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-authority \
    -keyout "$work/ca.key" -out "$root/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout "$work/key.pem" -out "$work/request.pem" 2>/dev/null
printf 'subjectAltName=DNS:%s\nbasicConstraints=CA:FALSE\n' "$name" >"$work/names"
openssl x509 -req -in "$work/request.pem" -CA "$root/ca.pem" -CAkey "$work/ca.key" -days 2 \
    -extfile "$work/names" -out "$work/cert.pem" 2>/dev/null

python3 "$here/serve.py" "$dns" "$name" "$work/cert.pem" "$work/key.pem" \
    tests/suite/data/get-repo.example.json "$work/log" >"$work/port" &
server=$!
for _ in $(seq 100); do
    [ -s "$work/port" ] && break
    kill -0 "$server" || fail "no server"
    sleep 0.1
done
port=$(cat "$work/port")

inside() { env -i PATH="$PATH" TERM=xterm-256color LANG=C.UTF-8 "$@"; }
say "in the root" "$(cd "$root" && find . -type f | sort | tr '\n' ' ')"
inside chroot "$root" /flashback-tui --version >"$work/out" || fail "--version"
say "version" "$(cat "$work/out")"
inside chroot "$root" /flashback-tui ls --demo >"$work/out" || fail "ls --demo"
say "ls --demo" "$(wc -l <"$work/out") lines, the first: $(head -1 "$work/out")"

inside FLASHBACK_TOKEN=token-of-a-test chroot "$root" /flashback-tui ls buckets -o csv \
    --api-url "https://$name:$port" --ca-bundle /ca.pem >"$work/out" || fail "a fetch by name over TLS"
grep -q 'My Backup Bucket' "$work/out" || fail "the answer"
say "fetch by name, TLS" "$(tail -1 "$work/out" | cut -c1-60)..."
say "asked of the resolver" "$(grep '^dns' "$work/log" | sort -u | tr '\n' ';')"
say "asked of the API" "$(grep '^http' "$work/log" | sort -u | tr '\n' ';')"

# Without the bundle the bundled roots are asked, and do not know our authority.
if inside FLASHBACK_TOKEN=x chroot "$root" /flashback-tui ls --api-url "https://$name:$port" 2>"$work/out"; then
    fail "an unknown authority was trusted"
fi
say "unknown authority" "$(head -1 "$work/out")"
if inside FLASHBACK_TOKEN=x chroot "$root" /flashback-tui ls --api-url https://nowhere.test 2>"$work/out"; then
    fail "a name that is not there was found"
fi
say "unknown name" "$(tail -2 "$work/out" | head -1)"

inside python3 "$here/dashboard.py" "$root" >"$work/out" || fail "the dashboard: $(tail -5 "$work/out")"
say "dashboard" "$(cat "$work/out")"
echo "all is well"
