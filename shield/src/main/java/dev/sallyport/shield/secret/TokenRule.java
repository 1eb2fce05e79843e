package dev.sallyport.shield.secret;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How one issuer writes its credentials: a fixed word, and what stands before and behind it. Immutable.
 *
 * @param kind what it is called
 * @param anchor the fixed word
 * @param before what stands before it, nearest first
 * @param after what follows it
 */
record TokenRule(String kind, String anchor, Shape before, Shape after, Options options) {
    private static final int NEAR = 60;
    private static final int CHECKSUM = 6;

    /**
     * What else must hold.
     *
     * @param isLoose whether the form alone leaves a doubt
     * @param isSham whether it only resembles what the issuer makes: another length, another end
     * @param anyCase whether the word counts in either case
     * @param isInner whether it may stand inside a longer word
     * @param isChecked whether its last six characters are a checksum
     * @param isMixed whether it must hold digits and letters and look like no word
     * @param entropy bits a character at least, 0 for any
     * @param near words of which one must stand before it; empty for none
     */
    record Options(
            boolean isLoose,
            boolean isSham,
            boolean anyCase,
            boolean isInner,
            boolean isChecked,
            boolean isMixed,
            double entropy,
            List<String> near) {
        static Options of(String written) {
            List<String> parts = List.of(written.split(" "));
            double entropy = 0;
            List<String> near = List.of();
            for (String part : parts) {
                if (part.startsWith("entropy=")) {
                    entropy = Double.parseDouble(part.substring("entropy=".length()));
                } else if (part.startsWith("near=")) {
                    near = List.of(part.substring("near=".length()).split("\\|"));
                }
            }
            return new Options(
                    parts.contains("loose"),
                    parts.contains("sham"),
                    parts.contains("any"),
                    parts.contains("inner"),
                    parts.contains("crc"),
                    parts.contains("mixed"),
                    entropy,
                    near);
        }
    }

    /** Reads a line of the table. */
    static TokenRule of(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 5) {
            throw new IllegalArgumentException("a rule has five cells, not " + cells.length + ": `" + line + "`");
        }
        return new TokenRule(cells[0], cells[1], Shape.of(cells[2]), Shape.of(cells[3]), Options.of(cells[4]));
    }

    /** The credential around the word that ends there, if there is one. */
    Optional<Secret> at(String text, int anchorEnd) {
        int anchorStart = anchorEnd - anchor.length();
        if (!options.anyCase && !text.startsWith(anchor, anchorStart)) {
            return Optional.empty();
        }
        int start = before.startBefore(text, anchorStart);
        if (start < 0 || !begins(text, start)) {
            return Optional.empty();
        }
        int end = after.endFrom(text, anchorEnd);
        boolean longer = end >= 0 && end < text.length() && Shape.is(text.charAt(end), 'w');
        if (end < 0 || longer || Looks.isCutAt(text, end)) {
            return Optional.empty();
        }
        // What follows a word that merely announces the value is the value.
        int from = options.isInner ? anchorEnd : start;
        return from >= end ? Optional.empty() : judged(text, start, anchorStart, anchorEnd, from, end);
    }

    private Optional<Secret> judged(String text, int start, int anchorStart, int anchorEnd, int from, int end) {
        String body = anchorStart > start && end - anchorEnd < anchorStart - start
                ? text.substring(start, anchorStart)
                : text.substring(anchorEnd, end);
        if (body.length() > 5 && Looks.isFiller(body)) {
            return Optional.empty();
        }
        boolean odd = options.entropy > 0 && Looks.entropy(body) < options.entropy;
        if (odd || (options.isMixed && !Looks.isRandom(body)) || !isNear(text, start)) {
            return Optional.empty();
        }
        if (options.isSham || Looks.isExample(text.substring(from, end))) {
            return Optional.of(new Secret(kind, from, end, 0.3, Secret.Tier.EXAMPLE));
        }
        if (options.isLoose) {
            return Optional.of(new Secret(kind, from, end, 0.7, Secret.Tier.LIKELY));
        }
        boolean proven = options.isChecked && isChecksum(body);
        return Optional.of(new Secret(kind, from, end, proven ? 1 : 0.96, Secret.Tier.CERTAIN));
    }

    private boolean begins(String text, int start) {
        return options.isInner || start == 0 || !Shape.is(text.charAt(start - 1), 'w') || isEscape(text, start);
    }

    /** Whether the letter before is the end of an escape: {@code \n}, {@code %3D}. */
    private static boolean isEscape(String text, int start) {
        char letter = text.charAt(start - 1);
        boolean backslash = start > 1 && text.charAt(start - 2) == '\\' && "nrtbf".indexOf(letter) >= 0;
        return backslash || (start > 2 && text.charAt(start - 3) == '%' && Shape.is(letter, 'H'));
    }

    private boolean isNear(String text, int start) {
        if (options.near.isEmpty()) {
            return true;
        }
        String before = text.substring(Math.max(0, start - NEAR), start).toLowerCase(Locale.ROOT);
        return options.near.stream().anyMatch(before::contains);
    }

    /** CRC-32 of the first part in base 62, as GitHub described it in 2021 and npm took over. */
    private static boolean isChecksum(String body) {
        String part = body.substring(0, body.length() - CHECKSUM);
        CRC32 crc = new CRC32();
        crc.update(part.getBytes(StandardCharsets.US_ASCII));
        StringBuilder digits = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM; i++) {
            digits.insert(
                    0, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".charAt((int) (rest % 62)));
            rest /= 62;
        }
        return body.endsWith(digits.toString());
    }
}
