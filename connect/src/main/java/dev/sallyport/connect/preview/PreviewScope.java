package dev.sallyport.connect.preview;

import dev.sallyport.gate.registry.Preview;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a preview was opened for. */
public final class PreviewScope {
    /** Methods a preview can be opened for: no tunnels, no echoes. */
    public static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    /** Methods that ask for nothing to be changed (RFC 9110, section 9.2.1). */
    public static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> methods;
    private final List<PathPattern> paths;

    private PreviewScope(Set<String> methods, List<PathPattern> paths) {
        this.methods = methods;
        this.paths = paths;
    }

    /** The scope of that preview; a pattern that is none (any more) lets nothing pass. */
    public static PreviewScope of(Preview preview) {
        return new PreviewScope(
                Set.copyOf(preview.methods()),
                preview.paths().stream()
                        .map(PathPattern::parse)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Whether it holds that request. */
    public boolean holds(String method, ServicePath path) {
        return methods.contains(method) && paths.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
