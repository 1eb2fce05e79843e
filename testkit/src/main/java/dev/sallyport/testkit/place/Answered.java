package dev.sallyport.testkit.place;

import java.util.Map;

/** What a fake answers. */
public record Answered(int status, Map<String, String> fields, String body) {
    /** Without a body. */
    public static Answered of(int status) {
        return new Answered(status, Map.of(), "");
    }

    /** With a body of JSON. */
    public static Answered json(int status, String body) {
        return new Answered(status, Map.of("Content-Type", "application/json"), body);
    }
}
