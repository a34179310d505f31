/*
 * Chromium gives up requests while Docker adds or removes a network (ERR_NETWORK_CHANGED), and a module that is lost
 * once is lost for good: the page is loaded again then, at most three times in a row.
 */
(() => {
  const KEY = 'berth-reloads';
  const read = () => Number(sessionStorage.getItem(KEY) || 0);
  addEventListener('error', (event) => {
    if (!(event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement)) return;
    if (read() >= 3) {
      document.getElementById('desk').textContent = 'A part of this page did not arrive. Load it again.';
      return;
    }
    sessionStorage.setItem(KEY, String(read() + 1));
    setTimeout(() => location.reload(), 300);
  }, true);
  addEventListener('desk-shown', () => sessionStorage.removeItem(KEY));
})();
