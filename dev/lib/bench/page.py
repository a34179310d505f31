"""The app's page, asked until it answers."""

import http.client
import re
import time


def get(port, path="/", timeout=5):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def await_answer(port, wanted=lambda text: True, seconds=60):
    """Asks every 5 ms; the text of the first good answer.

    The engine's proxy accepts a moment before the container's network is there; a first packet that is lost then
    comes again after a second. So nobody waits that long for one answer.
    """
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            status, text = get(port, timeout=0.25)
            if status == 200 and wanted(text):
                return text
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.005)
    raise RuntimeError(f"no answer on port {port} after {seconds} s")


def visits(text):
    """The counter, or None while the page cannot count."""
    found = re.search(r"Visits:</b>\s*(\d+)", text)
    return int(found.group(1)) if found else None


def counts(text):
    return visits(text) is not None
