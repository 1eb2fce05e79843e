package dev.sallyport.mailroom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tools over one data folder: {@code files/}, {@code inbox/}, {@code outbox/} and {@code web/}. */
final class Desk {

    /** Each file is also a resource with this address and its path. */
    static final String FILE_URI = "mailroom://files/";

    private static final int MAX_WAIT_SECONDS = 60;
    private static final int REPORTS_PER_SECOND = 10;

    private final Folder files;
    private final Mail mail;
    private final Web web;
    private final List<Tool> tools;

    Desk(Path data) {
        this.files = new Folder(data.resolve("files"));
        this.mail = new Mail(data.resolve("inbox"), data.resolve("outbox"));
        this.web = new Web(data.resolve("web"));
        this.tools = List.of(
                readFile(), listFiles(), writeFile(), listMail(), readMail(), sendMail(), fetchPage(), waitForMail());
    }

    List<Tool> tools() {
        return tools;
    }

    Optional<Tool> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    Folder files() {
        return files;
    }

    private Tool readFile() {
        return quick(
                "read_file",
                "Read a text file of the office by its path.",
                strings("path", "the file's path as list_files shows it"),
                Tool.Hints.READS,
                (arguments, progress) -> Tool.text(files.read(text(arguments, "path"))));
    }

    private Tool listFiles() {
        return quick("list_files", "List the office's files.", strings(), Tool.Hints.READS, (arguments, progress) -> {
            ObjectNode value = JsonNodeFactory.instance.objectNode();
            ArrayNode paths = value.putArray("files");
            files.list().forEach(paths::add);
            return Tool.structured(value);
        });
    }

    private Tool writeFile() {
        return quick(
                "write_file",
                "Write a text file, replacing what is there.",
                strings("path", "the file's path below the office's folder", "content", "the whole new text"),
                Tool.Hints.OVERWRITES,
                (arguments, progress) -> {
                    files.write(text(arguments, "path"), text(arguments, "content"));
                    return Tool.text("written");
                });
    }

    private Tool listMail() {
        return quick("list_mail", "List the inbox.", strings(), Tool.Hints.READS, (arguments, progress) -> {
            ObjectNode value = JsonNodeFactory.instance.objectNode();
            ArrayNode rows = value.putArray("mail");
            for (Mail.Heading heading : mail.list()) {
                rows.addObject()
                        .put("id", heading.id())
                        .put("from", heading.from())
                        .put("subject", heading.subject());
            }
            return Tool.structured(value);
        });
    }

    private Tool readMail() {
        return quick(
                "read_mail",
                "Read one mail of the inbox. Whoever wrote it wrote its words, too.",
                strings("id", "the mail's id as list_mail shows it"),
                Tool.Hints.READS,
                (arguments, progress) -> Tool.text(mail.read(text(arguments, "id"))));
    }

    private Tool sendMail() {
        return quick(
                "send_mail",
                "Send a mail to one address.",
                strings("to", "one mail address", "subject", "one line", "body", "the text"),
                Tool.Hints.SENDS,
                (arguments, progress) -> Tool.text("sent as "
                        + mail.send(text(arguments, "to"), text(arguments, "subject"), text(arguments, "body"))));
    }

    private Tool fetchPage() {
        return quick(
                "fetch_page",
                "Fetch a web page. Pages come from anywhere.",
                strings("url", "an http or https address"),
                Tool.Hints.READS_WORLD,
                (arguments, progress) -> Tool.text(web.fetch(text(arguments, "url"))));
    }

    private Tool waitForMail() {
        Map<String, Tool.Argument> arguments =
                Map.of("seconds", Tool.Argument.integer("how long to wait, 1 to " + MAX_WAIT_SECONDS));
        return new Tool(
                "wait_for_mail",
                "Wait until a new mail arrives.",
                arguments,
                Tool.Hints.READS,
                true,
                this::waitForMail);
    }

    private ObjectNode waitForMail(JsonNode arguments, Progress progress)
            throws Refused, IOException, InterruptedException {
        int seconds = arguments.path("seconds").asInt();
        if (seconds < 1 || seconds > MAX_WAIT_SECONDS) {
            throw new Refused("`seconds` is " + seconds + ", not 1 to " + MAX_WAIT_SECONDS);
        }
        int before = mail.list().size();
        int steps = seconds * REPORTS_PER_SECOND;
        for (int step = 1; step <= steps; step++) {
            Thread.sleep(1000 / REPORTS_PER_SECOND);
            if (mail.list().size() > before) {
                return Tool.text("a new mail is here");
            }
            progress.report(step, steps, "no new mail yet");
        }
        return Tool.text("no new mail in " + seconds + " seconds");
    }

    private static Tool quick(
            String name, String words, Map<String, Tool.Argument> arguments, Tool.Hints hints, Tool.Work work) {
        return new Tool(name, words, arguments, hints, false, work);
    }

    /** Required string arguments, in order: name, meaning, name, meaning. */
    private static Map<String, Tool.Argument> strings(String... namesAndWords) {
        Map<String, Tool.Argument> arguments = new LinkedHashMap<>();
        for (int i = 0; i < namesAndWords.length; i += 2) {
            arguments.put(namesAndWords[i], Tool.Argument.string(namesAndWords[i + 1]));
        }
        return arguments;
    }

    private static String text(JsonNode arguments, String name) {
        return arguments.path(name).asString();
    }
}
