package dev.sallyport.provenance.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value decides by the way it looks, where its argument's name tells nothing. Each pattern is bounded; linear. */
public final class ValueShapes {
    private static final int LONGEST = 2048;

    private static final Pattern EMAIL = Pattern.compile(
            "(?:[^<>@\\n]{0,80}<)?(?:mailto:)?[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}_-]{1,63}(?:\\.[\\p{L}\\p{N}_-]{1,63}){1,6}>?");

    private static final Pattern URL = Pattern.compile(
            "(?i)[a-z][a-z0-9+.-]{1,11}://\\S+|//[\\p{L}\\p{N}].*|www\\.\\S+|[\\w.-]{1,40}@[\\p{L}\\p{N}.-]{3,120}:\\S+|(?:data|javascript):\\S+");

    /** A name of a machine: its last part is a word, its others are no version. */
    private static final Pattern HOST = Pattern.compile(
            "(?i)[\\p{L}\\p{N}_-]{1,63}(?:\\.[\\p{L}\\p{N}_-]{1,63}){0,8}\\.([a-z]{2,24})\\.?(?::[0-9]{1,5})?(?:[/?#]\\S*)?");

    private static final Pattern NUMBERED_HOST = Pattern.compile(
            "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?:[:/]\\S*)?|\\[?[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}\\]?(?::[0-9]{1,5})?");

    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]){10,32}");

    /** Card numbers in groups of four, addresses of the usual chains. */
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?:[0-9]{4}[ -]?){3}[0-9]{1,7}|0x[0-9a-fA-F]{10,64}|(?:bc|tb|ltc)1[a-z0-9]{8,80}|(?=[^0-9]{0,40}[0-9])(?=[^A-Z]{0,40}[A-Z])(?=[^a-z]{0,40}[a-z])[13TDLrX][1-9A-HJ-NP-Za-km-z]{25,43}");

    private static final Pattern PHONE =
            Pattern.compile("\\+[0-9](?:[ ()./-]{0,2}[0-9]){6,16}|0[0-9](?:[ ()./-]{0,2}[0-9]){6,14}");

    private static final Pattern PATH = Pattern.compile(
            "(?:/|~/|\\.{1,2}[/\\\\]|[A-Za-z]:[/\\\\]|\\$[A-Za-z{]|%[A-Za-z]+%)[^\\n]*|(?i:file):[^\\n]*");

    private static final Pattern DAY = Pattern.compile("[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}(?:[T ].*)?");

    private ValueShapes() {}

    /** The role of a value that is one such thing as a whole. */
    public static Optional<Role> role(String text) {
        String value = text.strip();
        if (value.length() < 5 || value.length() > LONGEST || DAY.matcher(value).matches()) {
            return Optional.empty();
        }
        if (EMAIL.matcher(value).matches()) {
            return Optional.of(Role.RECIPIENT);
        }
        if (isAddress(value)) {
            return Optional.of(Role.URL);
        }
        if (IBAN.matcher(value).matches() || ACCOUNT.matcher(value).matches()) {
            return Optional.of(Role.ACCOUNT);
        }
        if (PHONE.matcher(value).matches()) {
            return Optional.of(Role.RECIPIENT);
        }
        return PATH.matcher(value).matches() ? Optional.of(Role.PATH) : Optional.empty();
    }

    /** Whether it is the name of a machine and nothing else: many things are called after one without being asked. */
    static boolean isBareHost(String text) {
        String value = text.strip();
        Matcher host = HOST.matcher(value);
        return value.length() <= LONGEST
                && value.indexOf('/') < 0
                && value.indexOf('?') < 0
                && host.matches()
                && !Files.isEnding(host.group(1));
    }

    private static boolean isAddress(String value) {
        if (URL.matcher(value).matches() || NUMBERED_HOST.matcher(value).matches()) {
            return !value.regionMatches(true, 0, "file:", 0, 5);
        }
        Matcher host = HOST.matcher(value);
        return host.matches() && !Files.isEnding(host.group(1));
    }

    /** The endings of names that are files rather than machines. */
    private static final class Files {
        private static final Set<String> ENDINGS = RoleNames.setOf(
                "txt doc docx pdf xls xlsx csv ppt pptx md json yaml yml toml xml html htm css py js mjs cjs jsx tsx java class jar "
                        + "png jpg jpeg gif svg webp zip gz tgz tar log rs go ts sh cfg ini conf pub pem key mp mp3 mp4 wav c h cpp cs rb "
                        + "php sql lock bak tmp dwg eml ics odt epub tex rst ipynb kt swift vue");

        private Files() {}

        static boolean isEnding(String word) {
            return ENDINGS.contains(word.toLowerCase(Locale.ROOT));
        }
    }
}
