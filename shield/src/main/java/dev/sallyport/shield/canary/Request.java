package dev.sallyport.shield.canary;

import java.util.List;
import java.util.Locale;

/** Whether a sentence asks for a canary: a verb of telling before the word, and what it is called behind it. */
final class Request {
    private static final int BEFORE = 80;
    private static final int BEHIND = 40;
    private static final List<String> VERBS = List.of(
            "echo",
            "repeat",
            "reveal",
            "print",
            "output",
            "send",
            "relay",
            "include",
            "tell",
            "disclose",
            "recite",
            "return",
            "respond with",
            "reply with",
            "confirm",
            "paste",
            "spell",
            "translate",
            "encode",
            "forward",
            "share");
    private static final List<String> NOUNS = List.of(
            "token", "word", "value", "string", "code", "phrase", "secret", "marker", "sentence", "key", "passphrase");

    private Request() {}

    static boolean asksAt(String text, int offset) {
        String before = text.substring(Math.max(0, offset - BEFORE), offset).toLowerCase(Locale.ROOT);
        String behind =
                text.substring(offset, Math.min(text.length(), offset + BEHIND)).toLowerCase(Locale.ROOT);
        int mark = Math.max(before.lastIndexOf('.'), before.lastIndexOf('\n'));
        String sentence = " " + before.substring(mark + 1);
        String noun = behind.length() > 7 ? behind.substring(7) : "";
        return behind.startsWith("canary")
                && NOUNS.stream().anyMatch(noun::startsWith)
                && VERBS.stream().anyMatch(verb -> sentence.contains(" " + verb + " "));
    }
}
