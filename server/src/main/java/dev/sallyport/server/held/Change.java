package dev.sallyport.server.held;

import dev.sallyport.action.json.JsonObject;
import java.util.Optional;

/**
 * One value of a call that is not as it was in another one. Everything in it is marked for people: see {@link
 * dev.sallyport.text.visible.Visible#strict}.
 *
 * @param argument where in the call it stands
 * @param before what stood there; empty if nothing did
 * @param now what stands there; empty if nothing does
 */
public record Change(String argument, Optional<Excerpt> before, Optional<Excerpt> now) {
    /** {@code added}, {@code gone} or {@code changed}. */
    public String kind() {
        return before.isEmpty() ? "added" : now.isEmpty() ? "gone" : "changed";
    }

    JsonObject json() {
        JsonObject.Builder out = JsonObject.builder().put("argument", argument).put("change", kind());
        before.ifPresent(b -> out.put("before", b.text()));
        now.ifPresent(n -> out.put("now", n.text()));
        return out.build();
    }
}
