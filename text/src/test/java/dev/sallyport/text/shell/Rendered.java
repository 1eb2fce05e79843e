package dev.sallyport.text.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was read as the lines of {@code spec/shell}: a command a line, {@code unreadable} if nothing may be concluded. */
final class Rendered {
    private Rendered() {}

    static List<String> of(String text) {
        return switch (Shell.read(text)) {
            case Reading.Unreadable u -> List.of("unreadable");
            case Reading.Read r -> r.commands().stream().map(Rendered::command).toList();
        };
    }

    private static String command(SimpleCommand command) {
        List<String> parts = new ArrayList<>();
        command.reach().stream().sorted().forEach(r -> parts.add("@" + r.name().toLowerCase(java.util.Locale.ROOT)));
        if (command.opaque()) {
            parts.add("@opaque");
        }
        command.assignments().forEach(a -> parts.add(a.name() + "=" + word(a.value())));
        command.words().forEach(w -> parts.add(word(w)));
        command.redirections()
                .forEach(r -> parts.add(r.operator()
                        + word(r.target())
                        + r.body().map(b -> "(" + quoted(b) + ")").orElse("")));
        return String.join(" ", parts);
    }

    private static String word(Word word) {
        return word.dynamic() ? quoted(word.prefix()) + "…" : quoted(word.literal());
    }

    /** Blanks and what is not to be seen stand as escapes; nothing stands as a pair of quotes. */
    private static String quoted(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case ' ' -> "\\s";
                    case '\n' -> "\\n";
                    case '\t' -> "\\t";
                    case '\\' -> "\\\\";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
