package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Spelling;
import dev.sallyport.text.decode.Decoder;
import dev.sallyport.text.normal.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A path of a file system as it will be followed: one kind of slash, no empty segments, {@code ..} resolved. What is decoded or
 * folded here only ever finds a danger; two paths are one only by their plain characters.
 *
 * @param absolute whether it begins at a root, a drive or a home
 * @param segments its names in the plain form, lower case; a home is {@code ~}
 * @param climbs whether it held {@code ..}, plain or encoded
 * @param odd whether a shell or a system would read something else than is written: variables, patterns, streams, unseen characters
 */
record FilePath(boolean absolute, List<String> segments, boolean climbs, boolean odd) {
    private static final Pattern HOME =
            Pattern.compile("^(?:\\$home|\\$\\{home}|%userprofile%|\\$env:userprofile)(?=/|$)");
    private static final Pattern DRIVE = Pattern.compile("^[a-z]:(?=/|$)");
    private static final Pattern FILE = Pattern.compile("^file:/*(?=/)");
    private static final Pattern CHANGING = Pattern.compile("[\\p{Cntrl}\\p{Cf}$`*?|;<>:%{}]");

    FilePath {
        segments = List.copyOf(segments);
    }

    static FilePath of(String text) {
        String plain = opened(Spelling.plain(text).replaceAll("^['\"`]+|['\"`]+$", ""));
        String decoded = decoded(plain);
        boolean drive = DRIVE.matcher(plain).find();
        boolean absolute = plain.startsWith("/") || plain.startsWith("~") || drive;
        List<String> segments = new ArrayList<>();
        boolean climbs = false;
        for (String segment : plain.split("/")) {
            if (segment.equals("..")) {
                climbs = true;
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        boolean hidesClimb = List.of(decoded.split("/")).contains("..");
        String rest = drive ? plain.substring(2) : plain;
        boolean odd = CHANGING.matcher(rest).find() || !decoded.equals(folded(plain));
        return new FilePath(absolute, segments, climbs || hidesClimb, odd);
    }

    private static String opened(String plain) {
        String slashed = plain.replace('\\', '/');
        return HOME.matcher(FILE.matcher(slashed).replaceFirst("")).replaceFirst("~");
    }

    private static String decoded(String plain) {
        String once = Decoder.PERCENT.decode(plain).orElse(plain);
        return folded(Decoder.PERCENT.decode(once).orElse(once)).replace('\\', '/');
    }

    private static String folded(String text) {
        return seen(text).toLowerCase(Locale.ROOT);
    }

    /** A text as a reader takes it: without what is not seen, look-alikes as the characters they are taken for. Linear. */
    static String seen(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                folded.append((char) c);
            } else {
                folded.append(Fold.of(c));
            }
        });
        return folded.toString();
    }

    /** The names as a person reads them: what dangers are looked for in. */
    List<String> shown() {
        return segments.stream().map(FilePath::decoded).toList();
    }

    /** The last name; empty for a root. */
    String name() {
        return segments.isEmpty() ? "" : segments.getLast();
    }

    /** Whether it is that path, or lies below it. */
    boolean below(FilePath folder) {
        return absolute == folder.absolute()
                && segments.size() >= folder.segments().size()
                && segments.subList(0, folder.segments().size()).equals(folder.segments());
    }

    /** Whether both lie in one folder. */
    boolean beside(FilePath other) {
        return absolute == other.absolute()
                && !segments.isEmpty()
                && segments.size() == other.segments().size()
                && segments.subList(0, segments.size() - 1)
                        .equals(other.segments().subList(0, segments.size() - 1));
    }

    /** The folder it lies in. */
    FilePath folder() {
        return new FilePath(absolute, segments.subList(0, Math.max(0, segments.size() - 1)), climbs, odd);
    }
}
