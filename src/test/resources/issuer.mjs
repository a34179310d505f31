// An OpenID Connect issuer on loopback: FOLDER of node_modules, PORT, redirect URI. Whoever says a name is believed.
const [folder, port, redirect] = process.argv.slice(2);
const { default: Provider } = await import(`${folder}/node_modules/oidc-provider/lib/index.js`);
const GROUPS = { dora: ['dev'], vera: ['staff'] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'berth', client_secret: 's:3cret%/+', redirect_uris: [redirect] }],
  claims: { openid: ['sub', 'groups'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, groups: GROUPS[id] || [] }) }),
});
provider.listen(Number(port), '127.0.0.1');
