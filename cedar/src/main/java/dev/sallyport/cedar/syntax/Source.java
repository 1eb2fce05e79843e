package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.error.CedarSyntaxError;
import dev.sallyport.cedar.error.Position;

/** A named text, able to say where an index in it lies. */
public record Source(String name, String text) {

    /** The longest text that is read, in UTF-16 units. */
    public static final int MAX_LENGTH = 8 * 1024 * 1024;

    /** Refuses texts over {@link #MAX_LENGTH}. */
    public Source {
        if (text.length() > MAX_LENGTH) {
            throw new CedarSyntaxError(
                    new Position(name, 1, 1, 0), "the text is longer than " + MAX_LENGTH + " characters");
        }
    }

    /** The position of a UTF-16 index. */
    public Position position(int index) {
        return Position.of(name, text, index);
    }

    /** An error at a UTF-16 index. */
    public CedarSyntaxError error(int index, String reason) {
        return new CedarSyntaxError(position(index), reason);
    }
}
