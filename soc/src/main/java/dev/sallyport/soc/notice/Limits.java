package dev.sallyport.soc.notice;

import dev.sallyport.text.visible.Visible;

/** Refuses what must not stand in a notice. */
final class Limits {
    private Limits() {}

    static void text(String what, String value, int least, int most) {
        if (value.length() < least || value.length() > most) {
            throw new IllegalArgumentException(
                    what + " has " + least + " to " + most + " characters, not " + value.length() + ": cut it first");
        }
        if (value.codePoints().anyMatch(Visible::isHazard)) {
            throw new IllegalArgumentException(what + " holds a character nobody can see: make it visible first");
        }
    }

    static void least(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is at least " + least + ", not " + value);
        }
    }
}
