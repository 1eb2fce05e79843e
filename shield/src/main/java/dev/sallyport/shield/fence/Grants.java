package dev.sallyport.shield.fence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that was declared for one agent. Immutable.
 *
 * @param all in the order they were written
 * @param unread what stood among them and is no grant; it grants nothing
 */
public record Grants(List<Grant> all, List<String> unread) {
    private static final int MOST = 1_000;
    private static final List<String> KEYS = List.of("allowed-tools", "allowed_tools", "allowedTools", "tools");

    public Grants {
        all = List.copyOf(all);
        unread = List.copyOf(unread);
    }

    /** The grants in a list whose entries may hold several, separated by commas or white space. */
    public static Grants of(List<String> entries) {
        List<Grant> all = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (String entry : entries) {
            for (String one : split(entry)) {
                Optional<Grant> grant = all.size() < MOST ? Grant.parse(one) : Optional.empty();
                grant.ifPresentOrElse(all::add, () -> unread.add(one));
            }
        }
        return new Grants(all, unread);
    }

    /** One line's entries: commas and white space separate them, except inside parentheses. */
    public static List<String> split(String line) {
        List<String> entries = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean opens = c == '(' && (depth > 0 || !entry.isEmpty());
            depth += opens ? 1 : c == ')' && depth > 0 ? -1 : 0;
            boolean ends = depth == 0 && (c == ',' || c <= ' ');
            if (!ends) {
                boolean around = depth == 0 && "\"'[]".indexOf(c) >= 0;
                entry.append(around ? "" : c);
            } else if (!entry.isEmpty()) {
                entries.add(entry.toString());
                entry.setLength(0);
            }
        }
        if (!entry.isEmpty()) {
            entries.add(entry.toString());
        }
        entries.removeIf(one -> one.equals("-"));
        return entries;
    }

    /**
     * What the head of a skill's file ({@code SKILL.md}) declares, between its first two lines of three hyphens: the value of {@code
     * allowed-tools} on its line, in brackets, or as a list below it. Empty if it has no head or declares nothing; a declared but empty list is an empty
     * list, which allows nothing.
     */
    public static Optional<List<String>> ofSkill(String file) {
        List<String> lines = file.replace("\ufeff", "").lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals("---")) {
            return Optional.empty();
        }
        for (int i = 1; i < lines.size() && !isEnd(lines.get(i)); i++) {
            String line = lines.get(i);
            int colon = line.indexOf(':');
            boolean top = colon > 0 && !Character.isWhitespace(line.charAt(0));
            if (top && KEYS.contains(line.substring(0, colon).strip())) {
                return Optional.of(value(line.substring(colon + 1).strip(), lines, i + 1));
            }
        }
        return Optional.empty();
    }

    private static List<String> value(String inline, List<String> lines, int next) {
        boolean folded = inline.isEmpty() || inline.startsWith("|") || inline.startsWith(">") || inline.startsWith("#");
        List<String> entries = new ArrayList<>(folded ? List.of() : split(inline));
        for (int i = next; i < lines.size() && !isEnd(lines.get(i)); i++) {
            String line = lines.get(i);
            String plain = line.strip();
            boolean inside = !plain.isEmpty()
                    && (Character.isWhitespace(line.charAt(0)) || plain.startsWith("-") || plain.equals("]"));
            if (!plain.isEmpty() && !inside) {
                break;
            }
            entries.addAll(split(plain.startsWith("- ") ? plain.substring(2) : plain));
        }
        return List.copyOf(entries);
    }

    private static boolean isEnd(String line) {
        return line.strip().equals("---") || line.strip().equals("...");
    }
}
