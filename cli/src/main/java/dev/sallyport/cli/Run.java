package dev.sallyport.cli;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.policy.Unjudgeable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** One run of the program: from its words to its exit code. */
final class Run {
    private static final String VERSION = "--version";
    private static final List<String> HELP = List.of("--help", "-h", "help");

    private final Terminal terminal;
    private boolean json;

    Run(Terminal terminal) {
        this.terminal = terminal;
    }

    int of(String[] args) {
        json = Arrays.asList(args).contains("--json");
        try {
            return dispatch(args);
        } catch (Throwable thrown) { // the root of the program: whatever happens gets its exit code
            return ended(thrown);
        }
    }

    private int ended(Throwable thrown) {
        return switch (thrown) {
            case Complaint complaint -> complain(complaint.exit(), complaint.code(), complaint.words());
            case MalformedJson malformed -> complain(Exit.USAGE, malformed.code(), malformed.getMessage());
            case Unjudgeable stated -> ended(Complaint.usage(stated.code(), String.valueOf(stated.getMessage())));
            default -> {
                thrown.printStackTrace(terminal.err());
                yield complain(Exit.INTERNAL, "internal", "a fault of sallyport itself: " + thrown);
            }
        };
    }

    private int dispatch(String[] args) {
        if (args.length == 0) {
            throw Complaint.usage("no_verb", "no verb given: `sallyport --help` lists them");
        }
        if (args[0].equals(VERSION)) {
            return version();
        }
        if (HELP.contains(args[0])) {
            Catalogue.all().forEach(this::summary);
            return Exit.OK.code();
        }
        Optional<Catalogue.Entry> entry = Catalogue.find(args);
        if (entry.isPresent()) {
            return execute(entry.get(), args);
        }
        return group(args);
    }

    /** The first word of several verbs, such as {@code receipts}, without a second that makes it one. */
    private int group(String[] args) {
        List<Catalogue.Entry> members = Catalogue.group(args[0]);
        if (members.isEmpty()) {
            throw Complaint.usage(
                    "unknown_verb", "unknown verb `" + printable(args[0]) + "`: `sallyport --help` lists them");
        }
        if (args.length > 1 && HELP.contains(args[1])) {
            members.forEach(this::summary);
            return Exit.OK.code();
        }
        String names = String.join(
                ", ", members.stream().map(e -> "`" + e.name() + "`").toList());
        String given = args.length > 1
                ? "unknown verb `" + args[0] + " " + printable(args[1]) + "`"
                : "`" + args[0] + "` alone is no verb";
        throw Complaint.usage("unknown_verb", given + ": use " + names);
    }

    private void summary(Catalogue.Entry entry) {
        terminal.line(String.format("  %-22s %s", entry.name(), entry.summary()));
    }

    private int version() {
        String version = Version.text();
        if (json) {
            terminal.json(JsonObject.builder().put("sallyport", version).build());
        } else {
            terminal.line("sallyport " + version);
        }
        return Exit.OK.code();
    }

    private int execute(Catalogue.Entry entry, String[] args) {
        CommandLine line = new CommandLine(entry.verb().apply(terminal));
        line.setCommandName("sallyport " + entry.name());
        line.getCommandSpec().usageMessage().description(entry.summary());
        line.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setUsageHelpAutoWidth(false);
        // Both handlers must answer: what a handler throws, picocli would print as it likes.
        line.setExecutionExceptionHandler((fault, failing, parsed) -> ended(fault));
        line.setParameterExceptionHandler((wrong, given) ->
                complain(Exit.USAGE, "usage", entry.name() + ": " + lowerFirst(String.valueOf(wrong.getMessage()))));
        return line.execute(Arrays.copyOfRange(args, entry.words(), args.length));
    }

    private int complain(Exit exit, String code, String words) {
        terminal.err().println("sallyport: " + words);
        terminal.err().flush();
        if (json) {
            terminal.json(JsonObject.builder()
                    .put("error", code)
                    .put("message", words)
                    .build());
        }
        return exit.code();
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static String printable(String word) {
        StringBuilder out = new StringBuilder();
        word.chars().limit(40).forEach(c -> out.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return out.toString();
    }
}
