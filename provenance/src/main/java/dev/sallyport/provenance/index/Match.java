package dev.sallyport.provenance.index;

import dev.sallyport.provenance.source.Basis;
import dev.sallyport.provenance.source.FieldClass;
import dev.sallyport.provenance.source.Source;

/**
 * One place of the session where a value, or part of it, was found. Immutable.
 *
 * @param path the leaf's path within the source's document, {@code $} for the whole
 * @param length how many characters of the value were found there, in the squeezed form
 * @param offset how many characters of the value's squeezed form stand before them; for what was found behind an encoding, of the
 *     decoded text's
 */
public record Match(Source source, String path, FieldClass fieldClass, Basis basis, int length, int offset) {
    /** A match at the value's beginning. */
    public Match(Source source, String path, FieldClass fieldClass, Basis basis, int length) {
        this(source, path, fieldClass, basis, length, 0);
    }
}
