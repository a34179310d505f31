# engine-tls.sh FOLDER PID: a link to the network of a process, 10.213.243.1 here and .2 there, and certificates for both
# sides. The link goes with that network.
set -eu
cd "$1"
ip link add engtls0 type veth peer name eth9 netns "$2"
ip addr add 10.213.243.1/30 dev engtls0
ip link set engtls0 up
nsenter --net="/proc/$2/ns/net" sh -c 'ip addr add 10.213.243.2/30 dev eth9; ip link set eth9 up'
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=eng-ca -keyout ca-key.pem -out ca.pem
sign() {
  openssl req -newkey rsa:2048 -nodes -subj "/CN=eng-$1" -keyout "$1-key.pem" -out "$1.csr"
  printf '%s\n' "$2" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -extfile "$1.ext" -out "$1.pem"
}
sign server 'subjectAltName=IP:10.213.243.2'
sign client 'extendedKeyUsage=clientAuth'
openssl rsa -in client-key.pem -traditional -out client-old-key.pem
