package dev.sallyport.gate.command;

import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The catalogue of programs, from {@code programs.txt} of this build: lines {@code program subcommand powers unless}. A program that is
 * not in it, a subcommand that is not, and one with a word that its line does not put up with, have other powers: {@code unknown}.
 * Immutable.
 */
final class Programs {
    static final Programs BUILT_IN = read("programs.txt");

    private static final String ANY = "*";
    private static final String NONE = "-";
    private static final int FIELDS = 4;

    /**
     * @param unless options that make it something else, as they are written in full; {@code #N}: more than N words that are no options
     */
    private record Line(Set<Power> powers, List<String> unless) {}

    private final Map<String, Map<String, Line>> lines = new HashMap<>();
    private final List<String> secrets = new ArrayList<>();

    private Programs() {}

    private static Programs read(String file) {
        Programs programs = new Programs();
        try (InputStream in = Programs.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing from this build");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(programs::add);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + file + " can't be read", e);
        }
        return programs;
    }

    private void add(String line) {
        String[] f = line.strip().split("\\s+");
        if (f[0].equals("secret") && f.length == 2) {
            secrets.add(f[1]);
            return;
        }
        if (f.length != FIELDS) {
            throw new IllegalStateException("programs.txt: not " + FIELDS + " fields: " + line);
        }
        Set<Power> powers = EnumSet.noneOf(Power.class);
        for (String word : f[2].split(",")) {
            powers.add(Power.byWire(word)
                    .orElseThrow(() -> new IllegalStateException("programs.txt: no power `" + word + "`: " + line)));
        }
        Line entry = new Line(powers, f[3].equals(NONE) ? List.of() : List.of(f[3].split(",")));
        for (String program : f[0].split(",")) {
            for (String sub : f[1].split(",")) {
                lines.computeIfAbsent(program, p -> new HashMap<>()).put(sub, entry);
            }
        }
    }

    /** What a command of that program can do. */
    Set<Power> powers(String base, SimpleCommand command) {
        Map<String, Line> known = lines.get(base);
        boolean elsewhere = command.program().filter(p -> p.contains("/")).isPresent()
                && !command.program().get().matches("(/usr)?/s?bin/[^/]+");
        if (known == null || elsewhere) {
            return Set.of(Power.UNKNOWN);
        }
        boolean subcommands = !known.containsKey(ANY) || known.size() > 1;
        Line line = subcommands ? known.getOrDefault(sub(command), known.get(ANY)) : known.get(ANY);
        return line == null || isOtherwise(line, command) ? Set.of(Power.UNKNOWN) : line.powers();
    }

    /** The subcommand, which must come first: what stands before it could be an option that takes a word. */
    private static String sub(SimpleCommand command) {
        return command.arguments().isEmpty()
                ? NONE
                : command.arguments().getFirst().text().orElse("");
    }

    private static boolean isOtherwise(Line line, SimpleCommand command) {
        if (line.unless().isEmpty()) {
            return false;
        }
        int plain = 0;
        for (Word word : command.arguments()) {
            if (word.dynamic() && (word.prefix().isEmpty() || word.prefix().startsWith("-"))) {
                return true; // it could become any option
            }
            String text = word.prefix();
            if (!text.startsWith("-")) {
                plain++;
            } else if (line.unless().stream().anyMatch(option -> means(text, option))) {
                return true;
            }
        }
        int count = plain;
        return line.unless().stream().anyMatch(u -> u.startsWith("#") && count > Integer.parseInt(u.substring(1)));
    }

    /** Whether a word is that option: long ones may be shortened, short ones stand in a cluster. */
    private static boolean means(String word, String option) {
        if (option.startsWith("--")) {
            String name = word.indexOf('=') < 0 ? word : word.substring(0, word.indexOf('='));
            return name.length() > 2 && name.startsWith("--") && option.startsWith(name);
        }
        if (option.length() > 2) {
            return word.equals(option) || word.startsWith(option + "=");
        }
        return !word.startsWith("--") && word.indexOf(option.charAt(1)) > 0;
    }

    /** Whether a text names a place where credentials are kept. */
    boolean isSecret(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        for (String secret : secrets) {
            for (int at = folded.indexOf(secret); at >= 0; at = folded.indexOf(secret, at + 1)) {
                int end = at + secret.length();
                boolean begins = at == 0 || !Character.isLetterOrDigit(folded.charAt(at - 1));
                boolean ends = secret.endsWith("/")
                        || end == folded.length()
                        || !(Character.isLetterOrDigit(folded.charAt(end)) || folded.charAt(end) == '_');
                if (begins && ends) {
                    return true;
                }
            }
        }
        return false;
    }
}
