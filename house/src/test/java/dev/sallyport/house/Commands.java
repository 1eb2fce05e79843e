package dev.sallyport.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that a document tells its reader to type: {@code ./sallyport VERB ...} inside a fenced block or backticks. */
final class Commands {

    private static final Pattern INLINE = Pattern.compile("`\\./sallyport ([^`]+)`");
    private static final String PREFIX = "./sallyport ";

    /** These are the launcher's own, not the command line's. */
    private static final Set<String> LAUNCHERS = Set.of("test", "bench");

    private Commands() {}

    /** One command: where it stands and its words after {@code ./sallyport}. */
    record Command(String document, int line, List<String> words) {}

    static List<Command> in(String document, String text) {
        List<Command> commands = new ArrayList<>();
        boolean fenced = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String trimmed = line.strip();
            if (trimmed.startsWith("```")) {
                fenced = !fenced;
            } else if (fenced) {
                String command = trimmed.startsWith("$ ") ? trimmed.substring(2) : trimmed;
                int start = command.indexOf(PREFIX);
                if (start >= 0 && !command.startsWith("#")) {
                    commands.add(new Command(document, number, words(command.substring(start + PREFIX.length()))));
                }
            } else {
                Matcher inline = INLINE.matcher(line);
                while (inline.find()) {
                    commands.add(new Command(document, number, words(inline.group(1))));
                }
            }
        }
        return commands;
    }

    /** The words before a comment, a pipe, a redirection or the {@code --} that hands over to another program. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            if (Set.of("#", "|", ">", "<", "--", "&&", "&", ";", "\\").contains(word)) {
                break;
            }
            words.add(word);
        }
        return words;
    }

    /**
     * What is wrong with commands, given the verbs and the options of each.
     *
     * @param verbs each verb, a space between it and a verb below it ({@code policy check}), with its options
     */
    static List<String> faults(List<Command> commands, Map<String, Set<String>> verbs) {
        List<String> faults = new ArrayList<>();
        for (Command command : commands) {
            String first = command.words().isEmpty() ? "" : command.words().getFirst();
            if (first.startsWith("-") || LAUNCHERS.contains(first)) {
                continue;
            }
            String where = command.document() + ":" + command.line() + ": ";
            String second = command.words().size() > 1 ? command.words().get(1) : "";
            String both = second.isEmpty() || second.startsWith("-") ? first : first + " " + second;
            String verb = verbs.containsKey(both) ? both : first;
            Set<String> options = verbs.get(verb);
            if (options == null) {
                // `receipts` alone is no verb, `receipts verify` is: name what was typed.
                faults.add(where + "no verb `" + both + "`");
                continue;
            }
            for (String word : command.words()) {
                String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
                if (option.startsWith("--") && !options.contains(option)) {
                    faults.add(where + "no option `" + option + "` of `" + verb + "`");
                }
            }
        }
        return faults;
    }
}
