# shellcheck shell=bash
# Generators of clients, and the official clients of Kubernetes, for the test of clients. Needs ROOT and maven.

readonly OPENAPI_PYTHON_CLIENT=0.29.1 KUBERNETES_PYTHON=37.0.2
readonly OPENAPI_GENERATOR=7.23.0 KUBERNETES_JAVA=27.0.0

# Into target/clients; what cannot be had is said, and its test is skipped.
find_clients() {
  local -r folder=$ROOT/target/clients
  mkdir -p "$folder"
  find_python_clients "$folder" || say "The clients in Python cannot be had here: they are not tried"
  find_java_clients "$folder" || say "The clients in Java cannot be had here: they are not tried"
  find_kubernetes_java "$folder" || say "The client of Kubernetes in Java cannot be had here: it is not tried"
}

find_python_clients() {
  [[ ! -f $1/python/complete ]] || return 0
  have python3 || return 1
  python3 -m venv "$1/python" >/dev/null 2>&1 || return 1
  watched "Installing openapi-python-client and the client of Kubernetes" "$1/python/bin/pip" install -q \
    "openapi-python-client==$OPENAPI_PYTHON_CLIENT" "kubernetes==$KUBERNETES_PYTHON" || return 1
  touch "$1/python/complete"
}

# What code of openapi-generator needs.
generated_project() {
  cat <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>dev.berth</groupId><artifactId>clients</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>com.squareup.okhttp3</groupId><artifactId>okhttp</artifactId><version>4.12.0</version></dependency>
    <dependency><groupId>com.squareup.okhttp3</groupId><artifactId>logging-interceptor</artifactId><version>4.12.0</version></dependency>
    <dependency><groupId>com.google.code.gson</groupId><artifactId>gson</artifactId><version>2.10.1</version></dependency>
    <dependency><groupId>io.gsonfire</groupId><artifactId>gson-fire</artifactId><version>1.9.0</version></dependency>
    <dependency><groupId>jakarta.annotation</groupId><artifactId>jakarta.annotation-api</artifactId><version>2.1.1</version></dependency>
    <dependency><groupId>com.google.code.findbugs</groupId><artifactId>jsr305</artifactId><version>3.0.2</version></dependency>
  </dependencies>
</project>
XML
}

find_java_clients() {
  [[ ! -s $1/generated.classpath || ! -f $1/openapi-generator-cli.jar ]] || return 0
  generated_project >"$1/pom.xml"
  watched "Fetching openapi-generator" maven -q dependency:copy \
    -Dartifact="org.openapitools:openapi-generator-cli:$OPENAPI_GENERATOR" -DoutputDirectory="$1" \
    -Dmdep.stripVersion=true || return 1
  watched "Fetching the libraries of its code" maven -q -f "$1/pom.xml" dependency:build-classpath \
    -Dmdep.outputFile="$1/generated.classpath" || return 1
}

# A class path of its own: beside the tests' own it would bring its versions of what they use.
find_kubernetes_java() {
  [[ ! -s $1/kubernetes.classpath ]] || return 0
  mkdir -p "$1/kubernetes-java"
  cat >"$1/kubernetes-java/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>dev.berth</groupId><artifactId>kubernetes-java</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.kubernetes</groupId><artifactId>client-java</artifactId><version>$KUBERNETES_JAVA</version></dependency>
  </dependencies>
</project>
XML
  watched "Fetching the client of Kubernetes for Java" maven -q -f "$1/kubernetes-java/pom.xml" dependency:build-classpath \
    -Dmdep.outputFile="$1/kubernetes.classpath" || return 1
}
