package dev.sallyport.gate;

/** Gives names nobody used before, roughly in order of time so that indexes append. Thread-safe. */
@FunctionalInterface
public interface IdSource {
    /** A fresh id: lower-case letters and digits, at most 40 characters. */
    String next();
}
