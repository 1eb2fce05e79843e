package dev.sallyport.house.planted.gate.two;

import dev.sallyport.house.planted.gate.one.There;

/** The other half of a circle. */
public record Back() {

    static boolean isThere(Object value) {
        return value instanceof There;
    }
}
