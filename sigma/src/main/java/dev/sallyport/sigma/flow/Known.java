package dev.sallyport.sigma.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step that is remembered. Confined to the engine's writer. */
final class Known {
    /** A link to a step that is remembered. */
    record Joint(Link link, long from) {}

    final Step step;
    final byte[] roles;
    final @Nullable Reach[] reach;
    final List<Joint> joints = new ArrayList<>();
    final List<Long> made = new ArrayList<>();
    long told;

    Known(Step step, byte[] roles) {
        this.step = step;
        this.roles = roles.clone();
        this.reach = new Reach[roles.length];
    }
}
