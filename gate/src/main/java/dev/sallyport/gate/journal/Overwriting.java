package dev.sallyport.gate.journal;

import java.util.Arrays;
import java.util.Optional;

/** What a store says of the bytes that were erased from it. */
public enum Overwriting {
    /** They are in no file of the store any more. */
    DONE("done"),
    /** A reader or a full disk stood in the way: they may still be in a file, and asking again may help. */
    HELD_UP("held_up"),
    /** Nobody can be given them any more; when the server's own files lose them is the server's to say, and asking again does not help. */
    LEFT_TO_SERVER("left_to_server");

    private final String wire;

    Overwriting(String wire) {
        this.wire = wire;
    }

    /** The word in answers. */
    public String wire() {
        return wire;
    }

    /** The value of that word. */
    public static Optional<Overwriting> byWire(String wire) {
        return Arrays.stream(values()).filter(o -> o.wire.equals(wire)).findFirst();
    }
}
