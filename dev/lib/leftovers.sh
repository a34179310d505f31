# shellcheck shell=bash
# What a run of the tests leaves on the engine when it is killed.

# remove_leftovers: ends and removes what bears the prefix of the tests over the engine, `loop-`: a name, an address or
# a port of theirs would stand in the way of the next run. Nothing else is touched.
remove_leftovers() {
  docker ps --all --quiet --filter name='^/?loop-' | xargs -r docker rm --force --volumes >/dev/null
  docker network ls --quiet --filter name='^loop-' | xargs -r docker network rm >/dev/null
  docker volume ls --quiet --filter name='^loop-' | xargs -r docker volume rm >/dev/null
}
