package dev.sallyport.provenance.assess;

import dev.sallyport.provenance.delegation.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths that stand in the user's words, quoted ones with their spaces. Owned by the session's writer. */
final class UserPaths {
    private static final Pattern WORD = Pattern.compile("[^\\s'\"`<>()\\[\\],;]+");
    private static final Pattern QUOTED =
            Pattern.compile("'([^'\\n]{2,300})'|\"([^\"\\n]{2,300})\"|`([^`\\n]{2,300})`");
    private static final Pattern FILE = Pattern.compile("[^/]*[^/.]\\.[a-z][a-z0-9]{0,7}");

    private final List<String> texts = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private final List<FilePath> paths = new ArrayList<>();

    /** The same of those that the user named to be removed, and of those to be read and nothing else. */
    private record Handed(UserPaths removed, UserPaths read) {}

    private final @Nullable Handed handed;

    UserPaths() {
        this(new Handed(new UserPaths(null), new UserPaths(null)));
    }

    private UserPaths(@Nullable Handed handed) {
        this.handed = handed;
    }

    /** Those that the user named to be removed. */
    UserPaths removed() {
        return handed == null ? this : handed.removed();
    }

    /** Whether no path is known. */
    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Whether the folder that hands this path over was named to be read, and nothing else. */
    boolean onlyRead(FilePath path) {
        return handed != null && handed.read().covers(path) >= covers(path);
    }

    /** Whether the path ends as one that was named without its folder, and lies in a folder that was named. */
    boolean ends(FilePath path, UserPaths folders) {
        return folders.covers(path) > 0
                && paths.stream()
                        .anyMatch(named -> !named.absolute()
                                && !named.segments().isEmpty()
                                && path.segments().size() > named.segments().size()
                                && path.segments()
                                        .subList(
                                                path.segments().size()
                                                        - named.segments().size(),
                                                path.segments().size())
                                        .equals(named.segments()));
    }

    /** Takes in what the user said. */
    void add(String prompt) {
        if (handed != null) {
            PathOrders.removing(prompt).forEach(handed.removed()::add);
            PathOrders.reading(prompt).forEach(handed.read()::add);
        }
        texts.add(Spelling.plain(prompt));
        Matcher quoted = QUOTED.matcher(prompt);
        while (quoted.find()) {
            String inside = quoted.group(1) != null
                    ? quoted.group(1)
                    : quoted.group(2) != null ? quoted.group(2) : quoted.group(3);
            take(inside);
        }
        Matcher word = WORD.matcher(prompt);
        while (word.find()) {
            take(word.group());
        }
    }

    private void take(String text) {
        String path = text.replaceAll("[.:!?]+$", "");
        boolean slash = path.indexOf('/') >= 0 || path.indexOf('\\') >= 0;
        boolean dot = path.indexOf('.') > 0;
        if ((slash || dot) && !path.contains("://") && path.indexOf('@') < 0 && written.add(value(path))) {
            paths.add(FilePath.of(path));
        }
    }

    /** Whether the user wrote that path, character by character but for case. */
    boolean wrote(String text) {
        String value = value(text);
        return written.contains(value) || (value.length() > 1 && texts.stream().anyMatch(t -> whole(t, value)));
    }

    /** Whether a text holds that value and neither goes on with it nor came to it from something longer. */
    private static boolean whole(String text, String value) {
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
            int end = at + value.length();
            boolean begins = at == 0 || " '\"`<([,;:=".indexOf(text.charAt(at - 1)) >= 0;
            boolean dot = end + 1 < text.length() && text.charAt(end) == '.' && text.charAt(end + 1) != ' ';
            boolean ends = end == text.length() || " '\"`>)],;:.!?".indexOf(text.charAt(end)) >= 0;
            if (begins && ends && !dot) {
                return true;
            }
        }
        return false;
    }

    private static String value(String text) {
        String plain = Spelling.plain(text);
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** How many of the path's first names are a folder or the path that the user named; -1 if none. */
    int covers(FilePath path) {
        int most = -1;
        for (FilePath named : paths) {
            boolean whole = named.segments().size() == path.segments().size();
            boolean folder = named.absolute() && !named.segments().isEmpty() && !isFile(named);
            if (path.below(named) && (whole || folder)) {
                most = Math.max(most, named.segments().size());
            }
        }
        return most;
    }

    /** Whether the user named a file in the same folder; code lies beside code, and what programs obey beside nothing. */
    boolean beside(FilePath path) {
        return !PathHazards.obeyed(path.name())
                && paths.stream()
                        .anyMatch(named -> isFile(named)
                                && path.beside(named)
                                && (!PathHazards.isCode(path.name())
                                        || ending(named).equals(ending(path))));
    }

    private static String ending(FilePath path) {
        return path.name().substring(path.name().lastIndexOf('.') + 1);
    }

    /** Whether it is the folder of a file the user named. */
    boolean holds(FilePath folder) {
        return paths.stream()
                .anyMatch(named -> isFile(named)
                        && named.absolute() == folder.absolute()
                        && named.folder().segments().equals(folder.segments()));
    }

    private static boolean isFile(FilePath path) {
        return FILE.matcher(path.name()).matches();
    }
}
