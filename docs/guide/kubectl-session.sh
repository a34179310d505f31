#!/usr/bin/env bash
# Berth as kubectl sees it: every command of docs/guide/kubectl.md, in order. KUBECONFIG names Berth's kubeconfig.
set -euo pipefail
FOLDER=$(mktemp -d)
cd "$FOLDER"
clean_up() {
  kubectl delete app kubectl-web kubectl-reader kubectl-shop kubectl-kustom kubectl-prune --ignore-not-found --wait=false >/dev/null 2>&1 || true
  kubectl delete secret kubectl-db --ignore-not-found --wait=false >/dev/null 2>&1 || true
  kubectl delete source kubectl-source --ignore-not-found --wait=false >/dev/null 2>&1 || true
  rm -rf "$FOLDER"
}
trap clean_up EXIT

step() { printf '\n$ %s\n' "$*"; "$@"; }
expect() { # TEXT COMMAND…: the output must contain the text
  local wanted=$1 said
  shift
  printf '\n$ %s\n' "$*"
  said=$("$@" 2>&1) || true
  printf '%s\n' "$said"
  grep -qF -- "$wanted" <<<"$said" || { printf 'expected: %s\n' "$wanted" >&2; exit 1; }
}
seen() { # PATTERN FILE: the file must come to hold it
  for _ in {1..300}; do
    ! grep -q -- "$1" "$2" 2>/dev/null || return 0
    sleep 0.2
  done
  cat "$2" >&2
  printf 'expected: %s\n' "$1" >&2
  exit 1
}

cat >web.yaml <<'YAML'
apiVersion: berth.dev/v1
kind: App
metadata:
  name: kubectl-web
  labels: {team: demo}
spec:
  image: alpine:3
  command: ["sleep", "infinity"]
  stop_grace_period: 1s
  environment: {NAME: World}
YAML

step kubectl version
expect apps kubectl api-resources --api-group=berth.dev
expect 'kubectl-web created' kubectl apply -f web.yaml
expect 'kubectl-web unchanged' kubectl apply -f web.yaml
expect 'condition met' kubectl wait --for=condition=Ready app/kubectl-web --timeout=60s
expect READY kubectl get apps
expect ENDPOINTS kubectl get apps -o wide
expect 'kind: App' kubectl get app kubectl-web -o yaml
expect Running kubectl get app kubectl-web -o 'jsonpath={.status.phase}'
expect kubectl-web kubectl get apps -l team=demo -o name
expect kubectl-web kubectl get apps --field-selector metadata.name=kubectl-web -o name
expect kubectl-web kubectl get apps --chunk-size=1
expect alpine:3 kubectl get instances
expect 'Type    Reason' kubectl describe app kubectl-web

sed 's/World/Moon/' web.yaml >moon.yaml
expect 'NAME: Moon' kubectl diff -f moon.yaml
expect 'kubectl-web configured' kubectl apply -f moon.yaml
expect 'kubectl-web patched' kubectl patch app kubectl-web --type=merge -p '{"spec":{"environment":{"MORE":"1"}}}'
expect 'kubectl-web patched' kubectl patch app kubectl-web --type=json -p '[{"op":"remove","path":"/spec/environment/MORE"}]'
expect 'kubectl-web labeled' kubectl label app kubectl-web tier=web
expect 'kubectl-web annotated' kubectl annotate app kubectl-web note=hello
expect hello kubectl get app kubectl-web -o 'jsonpath={.metadata.annotations.note}'
cat >editor <<'SH'
#!/bin/sh
sed -i 's/NAME: Moon/NAME: Mars/' "$1"
SH
chmod +x editor
expect 'kubectl-web edited' env KUBE_EDITOR="$PWD/editor" kubectl edit app kubectl-web
expect Mars kubectl get app kubectl-web -o 'jsonpath={.spec.environment.NAME}'

expect 'serverside-applied' kubectl apply --server-side --force-conflicts --field-manager=robot -f web.yaml
expect 'conflict with "robot"' kubectl apply --server-side --field-manager=other -f moon.yaml
expect 'serverside-applied' kubectl apply --server-side --force-conflicts --field-manager=other -f moon.yaml
expect 'unknown field "spec.colour"' kubectl patch app kubectl-web --type=merge -p '{"spec":{"colour":"red"}}'
sed 's/spec:/spec:\n  colour: red/' moon.yaml >colour.yaml
expect 'unknown field "spec.colour"' kubectl apply -f colour.yaml --dry-run=server
expect 'Warning: unknown field "spec.colour"' kubectl apply --validate=warn -f colour.yaml --dry-run=server
expect 'created (server dry run)' kubectl create --dry-run=server -f <(sed 's/kubectl-web/kubectl-dry/' web.yaml)
expect NotFound kubectl get app kubectl-dry
expect 'Image to run' kubectl explain app.spec
expect 'FIELD: image' kubectl explain app.spec.image
expect 'FIELD: source' kubectl explain app.spec.volumes.source
expect 'FIELD: driver' kubectl explain app.spec.volumes.driver
expect 'FIELD: persist' kubectl explain app.spec.links.persist
expect 'FIELD: subnet' kubectl explain app.spec.networks.ipam.config.subnet
expect yes kubectl auth can-i create apps
expect yes kubectl auth can-i patch apps --subresource=scale
expect 'apps.berth.dev/scale' kubectl auth can-i --list
expect 'apps.berth.dev' kubectl auth can-i --list
expect 'deletecollection' kubectl auth can-i --list
expect '(MethodNotAllowed)' kubectl create --raw /apis/berth.dev/v1/instances -f web.yaml
expect '(NotFound)' kubectl get --raw /apis/berth.dev/v1/harbours

(timeout 20 kubectl get apps -w -o name >watched.txt 2>&1 || true) &
watcher=$!
(timeout 20 kubectl get instances -w --output-watch-events -o name >instances.txt 2>&1 || true) &
other=$!
sleep 3
step kubectl patch app kubectl-web --type=merge -p '{"metadata":{"annotations":{"watched":"yes"}},"spec":{"replicas":2}}'
step kubectl wait --for=condition=Ready app/kubectl-web --timeout=60s
sleep 3
kill "$watcher" "$other" 2>/dev/null || true
expect kubectl-web cat watched.txt
expect 'instance.berth.dev/kubectl-web-kubectl-web-2' cat instances.txt

(timeout 60 kubectl get pods -l berth.dev/app=kubectl-web -w --output-watch-events >pods.txt 2>&1 || true) &
watcher=$!
seen ADDED pods.txt
expect 'kubectl-web scaled' kubectl scale app/kubectl-web --replicas=3
expect 'condition met' kubectl wait --for=condition=Ready app/kubectl-web --timeout=60s
expect 'condition met' kubectl wait --for=condition=Ready pod -l berth.dev/app=kubectl-web --timeout=60s
expect 'Expected replicas to be 5, was 3' kubectl scale app/kubectl-web --replicas=1 --current-replicas=5
expect 'Expected resource version to be 1' kubectl scale app/kubectl-web --replicas=1 --resource-version=1
expect 'scaled (server dry run)' kubectl scale app/kubectl-web --replicas=7 --dry-run=server
expect 'from 0 to 100' kubectl scale app/kubectl-web --replicas=1000
expect 'kubectl-web scaled' kubectl scale app/kubectl-web --replicas=1 --current-replicas=3 --timeout=60s
expect '"replicas":1' kubectl get --raw /apis/berth.dev/v1/apps/kubectl-web/scale
seen '^DELETED .*kubectl-web-kubectl-web-3' pods.txt
kill "$watcher" 2>/dev/null || true
step cat pods.txt
expect kubectl-web-kubectl-web-1 kubectl top pods
expect 'MEMORY(bytes)' kubectl top pods -l berth.dev/app=kubectl-web --containers
expect 'kubectl top pods' kubectl top nodes

cat >shop.yaml <<'YAML'
apiVersion: berth.dev/v1
kind: App
metadata: {name: kubectl-shop}
spec:
  services:
    web: {image: "alpine:3", command: [sleep, infinity], stop_grace_period: 1s}
    cron: {image: "alpine:3", command: [sleep, infinity], stop_grace_period: 1s}
YAML
expect 'kubectl-shop created' kubectl apply -f shop.yaml
expect 'there are the services cron, web and none called kubectl-shop' kubectl scale app/kubectl-shop --replicas=2
expect 'kubectl-shop patched' kubectl patch app kubectl-shop --type=json -p '[{"op":"add","path":"/spec/services/web/replicas","value":2}]'
expect '2' kubectl get app kubectl-shop -o 'jsonpath={.spec.services.web.replicas}'
expect '"kubectl-shop" deleted' kubectl delete app kubectl-shop --timeout=60s

for verb in status history undo pause resume restart; do
  expect 'no kind "App" is registered for version "berth.dev/v1"' kubectl rollout "$verb" app/kubectl-web
done
expect '"revision":1' kubectl get --raw /v1/apps/kubectl-web/revisions

expect 'secret/kubectl-db created' kubectl create secret generic kubectl-db --from-literal=password=correct-horse --from-literal=user=ann
expect 'already exists' kubectl create secret generic kubectl-db --from-literal=password=other
expect 'Opaque   2' kubectl get secrets
expect 'password: null' kubectl get secret kubectl-db -o yaml
expect 'Type:  Opaque' kubectl describe secret kubectl-db
expect 'Texts in Base64 by key' kubectl explain secret.data
expect 'secret/kubectl-db labeled' kubectl label secret kubectl-db team=demo
cat >reader.yaml <<'YAML'
apiVersion: berth.dev/v1
kind: App
metadata: {name: kubectl-reader}
spec:
  image: alpine:3
  command: [sh, -c, 'echo "the password is $PASSWORD"; sleep infinity']
  stop_grace_period: 1s
  environment: {PASSWORD: {secret: kubectl-db, key: password}}
YAML
expect 'kubectl-reader created' kubectl apply -f reader.yaml
expect 'condition met' kubectl wait --for=condition=Ready app/kubectl-reader --timeout=60s
expect 'the password is correct-horse' kubectl logs "$(kubectl get pods -l berth.dev/app=kubectl-reader -o name)"
expect 'secret/kubectl-db patched' kubectl patch secret kubectl-db -p '{"data":{"user":null},"stringData":{"more":"yes"}}'
kubectl create secret generic kubectl-db --from-literal=password=new-horse --dry-run=client -o yaml >secret.yaml
expect 'secret/kubectl-db configured' kubectl apply -f secret.yaml
expect '{"more":null,"password":null}' kubectl get secret kubectl-db -o 'jsonpath={.data}'
expect 'serverside-applied' kubectl apply --server-side --force-conflicts -f secret.yaml
expect '{"password":null}' kubectl get secret kubectl-db -o 'jsonpath={.data}'
kubectl get secret kubectl-db -o yaml >shown.yaml
expect 'secret/kubectl-db replaced' kubectl replace -f shown.yaml
pod_says() { # TEXT: the reader's container must come to say it
  for _ in {1..100}; do
    ! kubectl logs "$(kubectl get pods -l berth.dev/app=kubectl-reader -o name | head -n 1)" 2>/dev/null | grep -qF "$1" || return 0
    sleep 0.2
  done
  printf 'expected: %s\n' "$1" >&2
  exit 1
}
step pod_says 'the password is new-horse'
expect '"kubectl-reader" deleted' kubectl delete app kubectl-reader --timeout=60s
printf '\377\376' >bytes
expect 'must be UTF-8 text' kubectl create secret generic kubectl-binary --from-file=key=bytes --dry-run=server
expect 'is a Registry here' kubectl create secret docker-registry kubectl-login --docker-server=r.example --docker-username=u --docker-password=p
expect 'there is default only' kubectl create secret generic kubectl-other --from-literal=a=b -n other
expect '"kubectl-db" deleted' kubectl delete secret kubectl-db
expect NotFound kubectl get secret kubectl-db

mkdir files
printf 'apiVersion: berth.dev/v1\nkind: Source\nmetadata: {name: kubectl-source}\nspec: {folder: %s/files}\n' "$FOLDER" >source.yaml
expect 'kubectl-source created' kubectl apply -f source.yaml
expect 'condition met' kubectl wait --for=condition=Synced source/kubectl-source --timeout=60s
expect 'LAST SYNC' kubectl get sources
expect ' Synced ' kubectl get source kubectl-source
expect ' is applied: ' kubectl describe source kubectl-source
expect '"kubectl-source" deleted' kubectl delete -f source.yaml --timeout=60s

mkdir kustom
sed 's/kubectl-web/kubectl-kustom/' web.yaml >kustom/app.yaml
printf 'resources: [app.yaml]\nlabels:\n- pairs: {by: kustomize}\n' >kustom/kustomization.yaml
expect 'kubectl-kustom created' kubectl apply -k kustom
expect kustomize kubectl get app kubectl-kustom -o 'jsonpath={.metadata.labels.by}'

sed 's/kubectl-web/kubectl-prune/; s/team: demo/set: pruned/' web.yaml >prune.yaml
expect 'kubectl-prune created' kubectl apply -f prune.yaml
sed 's/kubectl-web/kubectl-other/; s/team: demo/set: pruned/' web.yaml >other.yaml
expect 'kubectl-prune pruned' kubectl apply -f other.yaml --prune -l set=pruned --prune-allowlist=berth.dev/v1/App

expect 'are never left' kubectl delete app kubectl-other --cascade=orphan
expect '"kubectl-other" deleted' kubectl delete app kubectl-other --cascade=foreground --timeout=60s
expect '"kubectl-kustom" deleted' kubectl delete -k kustom --timeout=60s
expect '"kubectl-web" deleted' kubectl delete -f web.yaml --timeout=60s
expect NotFound kubectl get app kubectl-web
printf '\nkubectl and Berth understand each other.\n'
