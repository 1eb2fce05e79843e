package dev.sallyport.house;

import dev.sallyport.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The verbs and options that the command line really has, as its own help tells them to people. */
final class CommandLineModel {

    /** A verb's line: two spaces, its one or two words, spaces, its summary. */
    private static final Pattern VERB = Pattern.compile("(?m)^  ([a-z][a-z-]*(?: [a-z][a-z-]*)?)  +\\S.*$");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");

    private CommandLineModel() {}

    static Map<String, Set<String>> verbs() {
        Map<String, Set<String>> verbs = new TreeMap<>();
        VERB.matcher(help("--help")).results().map(verb -> verb.group(1)).forEach(verb -> {
            String help = help((verb + " --help").split(" "));
            verbs.put(
                    verb, OPTION.matcher(help).results().map(MatchResult::group).collect(Collectors.toSet()));
        });
        return verbs;
    }

    private static String help(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Main.run(words, new ByteArrayInputStream(new byte[0]), printed, printed, Map.of());
        String text = out.toString(StandardCharsets.UTF_8);
        if (status != 0) {
            throw new AssertionError("`" + String.join(" ", words) + "` ended with " + status + ": " + text);
        }
        return text;
    }
}
