package dev.sallyport.provenance.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One simple command of a command line, as a shell would divide it: words without quotes and backslashes. Reads other languages too,
 * less well: what it is for are programs, files and addresses, not meaning.
 *
 * @param text the part of the line it was read from
 * @param piped whether another command's output is its input
 */
record CommandLine(String text, List<String> words, boolean piped) {
    private static final String ENDS = "|&;\n()`{}";

    CommandLine {
        words = List.copyOf(words);
    }

    /** The simple commands of a line, in order; those within substitutions too. Linear. */
    static List<CommandLine> in(String line) {
        List<CommandLine> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean piped = false;
        int from = 0;
        for (int i = 0; i <= line.length(); i++) {
            char c = i < line.length() ? line.charAt(i) : '\n';
            if (quote != 0 && i < line.length()) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '\\' && i + 1 < line.length() && line.charAt(i + 1) != '\n') {
                // A Windows path keeps its slashes; a letter that is only escaped to look different loses its mark.
                if (Character.isLetterOrDigit(line.charAt(i + 1)) && word.indexOf(":") == 1) {
                    word.append(c);
                }
            } else if (ENDS.indexOf(c) >= 0) {
                end(word, words);
                if (!words.isEmpty()) {
                    commands.add(new CommandLine(line.substring(from, Math.min(i, line.length())), words, piped));
                    words.clear();
                }
                boolean or = c == '|' && i + 1 < line.length() && line.charAt(i + 1) == '|';
                boolean second = c == '|' && i > 0 && line.charAt(i - 1) == '|';
                piped = c == '|' && !or && !second;
                from = i + 1;
            } else if (c <= ' ' || c == '<' || c == '>' || c == ',') {
                end(word, words);
            } else {
                word.append(c);
            }
        }
        return commands;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** The same without what only stands before a program: assignments and programs that run another. */
    CommandLine bare() {
        int at = 0;
        while (at + 1 < words.size()) {
            String word = words.get(at).toLowerCase(Locale.ROOT);
            boolean assigns = word.matches("[a-z_][a-z0-9_]*=.*");
            if (!assigns && !CommandPowers.RUNNERS.contains(word) && !(at > 0 && word.startsWith("-"))) {
                break;
            }
            at++;
        }
        return new CommandLine(text, words.subList(at, words.size()), piped);
    }

    /** The program's own name, lower case. */
    String program() {
        String word = words.getFirst().toLowerCase(Locale.ROOT);
        String name = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
        return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    /** The words after the program that are no options. */
    List<String> operands() {
        return words.stream()
                .skip(1)
                .filter(w -> !w.startsWith("-") && !w.startsWith("+"))
                .toList();
    }

    /** Whether one of the options is among those. */
    boolean has(String... options) {
        return words.stream().skip(1).anyMatch(w -> List.of(options).contains(w.toLowerCase(Locale.ROOT)));
    }
}
