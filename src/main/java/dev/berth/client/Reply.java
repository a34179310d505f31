package dev.berth.client;

/** A good answer. */
public record Reply(int status, String body) {
  public JsonView tree() {
    return JsonView.read(body);
  }
}
