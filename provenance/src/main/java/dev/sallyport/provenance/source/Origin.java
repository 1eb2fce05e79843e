package dev.sallyport.provenance.source;

import java.util.Optional;

/**
 * Where one value came from.
 *
 * @param source the source it was found in; empty for the user's words and for what was found nowhere
 * @param path the leaf within that source, {@code $} for the whole, empty without a source
 */
public record Origin(OriginKind kind, Basis basis, Optional<Source> source, String path) {
    /** An origin without a source. */
    public static Origin of(OriginKind kind, Basis basis) {
        return new Origin(kind, basis, Optional.empty(), "");
    }

    /** The same place, judged as that kind. */
    public Origin as(OriginKind other) {
        return new Origin(other, basis, source, path);
    }
}
