# shellcheck shell=bash
# A registry with a login, as the page's reader has one.
htpasswd -bnBC 5 username correct-horse >"$HOME/htpasswd"
cat >"$HOME/registry.yml" <<YAML
version: 0.1
storage: {filesystem: {rootdirectory: $HOME/registry}}
http: {addr: "127.0.0.1:5000"}
auth: {htpasswd: {realm: registry, path: $HOME/htpasswd}}
YAML
setsid docker-registry serve "$HOME/registry.yml" >"$HOME/registry.log" 2>&1 &
printf '%s\n' $! >>"$SERVERS"
holds 30 command curl -s -o "$HOME/registry-answer" http://localhost:5000/v2/
start_berth
