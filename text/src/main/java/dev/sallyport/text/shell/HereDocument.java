package dev.sallyport.text.shell;

import java.util.function.Consumer;

/**
 * A here-document whose body is still to come.
 *
 * @param mark the line that ends it
 * @param tabs whether leading tabs of its lines do not count
 * @param expands whether the body's expansions take place
 * @param body told the body's place in the text
 */
record HereDocument(String mark, boolean tabs, boolean expands, Consumer<Body> body) {
    /**
     * Where the body stands.
     *
     * @param text the lines, tabs taken away
     */
    record Body(int from, int to, String text) {}
}
