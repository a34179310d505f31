import { html, nothing } from '../lit-html/lit-html.js';
import { note } from '../parts.js';
import { changed, signIn } from '../store.js';

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

/** Asks for a token; it is changed for a cookie that no script can read. */
export function signInView() {
  return html`<main class="center"><form class="panel sign-in" @submit=${onSubmit}>
    <h1>Berth</h1>
    <p class="q">Sign in with a token. The first one lies in <code>admin-token</code> in Berth's home:</p>
    <pre class="code" tabindex="0">cat ~/.berth/admin-token</pre>
    <input class="away" type="text" name="user" autocomplete="username" value="token" tabindex="-1" aria-hidden="true" readonly>
    <label class="field">Token <input class="input" type="password" name="token" autocomplete="current-password" required autofocus></label>
    ${problem ? note('bad', problem.status === 401 ? 'This token is not known, or it has run out.' : problem.message) : nothing}
    <button class="btn go" ?disabled=${working}>Sign in</button></form></main>`;
}
