package dev.sallyport.gate.seal;

/** Gives salts nobody can guess; no two are equal. Thread-safe. */
@FunctionalInterface
public interface SaltSource {
    /** Length of a salt, in bytes. */
    int LENGTH = 32;

    /** A fresh salt of {@link #LENGTH} bytes. */
    byte[] next();
}
