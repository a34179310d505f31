import { html, nothing } from '../lit-html/lit-html.js';
import { get } from '../api.js';
import { note } from '../parts.js';
import { changed, signIn, use } from '../store.js';

let problem = null;
let working = false;

async function onSubmit(event) {
  event.preventDefault();
  working = true;
  changed();
  try {
    await signIn(new FormData(event.target).get('token').trim());
    problem = null;
    if (location.pathname === '/sign-in') history.replaceState(null, '', '/');
  } catch (failure) {
    problem = failure;
  }
  working = false;
  changed();
}

/** What the way to the issuer and back ended with. */
const ENDS = {
  denied: 'The sign-in was refused there, or given up.',
  expired: 'That took too long, or was begun in another window. Try again.',
  unreachable: 'The issuer does not answer as it should; Berth\'s log says why.',
  untrusted: 'What the issuer answered proves nothing to this Berth; is it set for this client?',
  nobody: 'This account has no role here: somebody has to give it one of the words in berth.oidc.roles.',
  unset: 'This Berth knows no issuer to sign in at.',
};

/** Accounts of an OpenID Connect issuer, where one is set. */
function accounts() {
  const { issuer } = use('issuer', () => get('/v1/session/oidc')).value || {};
  const ended = ENDS[new URLSearchParams(location.search).get('problem')];
  const wanted = location.pathname === '/sign-in' ? '/' : location.pathname + location.search;
  return html`${ended ? note('bad', ended) : nothing}
    ${issuer ? html`<a class="btn go" href="/v1/session/oidc/begin?to=${encodeURIComponent(wanted)}">Sign in at ${issuer}</a><p class="q">or with a token:</p>` : nothing}`;
}

/** Asks for a token; it is changed for a cookie that no script can read. */
export function signInView() {
  return html`<main class="center"><form class="panel sign-in" @submit=${onSubmit}>
    <h1>Berth</h1>
    ${accounts()}
    <p class="q">Sign in with a token. The first one lies in <code>admin-token</code> in Berth's home:</p>
    <pre class="code" tabindex="0">cat ~/.berth/admin-token</pre>
    <input class="away" type="text" name="user" autocomplete="username" value="token" tabindex="-1" aria-hidden="true" readonly>
    <label class="field">Token <input class="input" type="password" name="token" autocomplete="current-password" required autofocus></label>
    ${problem ? note('bad', problem.status === 401 ? 'This token is not known, or it has run out.' : problem.message) : nothing}
    <button class="btn go" ?disabled=${working}>Sign in</button></form></main>`;
}
