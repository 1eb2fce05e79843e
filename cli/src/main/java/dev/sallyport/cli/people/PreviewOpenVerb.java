package dev.sallyport.cli.people;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code preview open}: one person's way to a development service, for a while; prints its token once. */
@Command
public final class PreviewOpenVerb extends AskingVerb {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    @Parameters(paramLabel = "SERVICE", description = "the service, as the configuration names it")
    private String service = "";

    @Option(names = "--person", required = true, paramLabel = "NAME", description = "the enrolled person it is for")
    private String person = "";

    @Option(
            names = "--paths",
            required = true,
            split = ",",
            paramLabel = "GLOB",
            description = "paths that are open: * within a segment, ** for any number of segments; may be repeated")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "M",
            defaultValue = "GET,HEAD",
            description = "HTTP methods that are open (default: ${DEFAULT-VALUE})")
    private List<String> methods = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "how long, such as 30m or 2h; at most 8h (default: ${DEFAULT-VALUE})")
    private String life = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public PreviewOpenVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator()
                .post(
                        "/v1/previews",
                        JsonObject.builder()
                                .put("service", service)
                                .put("person", person)
                                .put("paths", texts(paths))
                                .put("methods", texts(methods))
                                .put("seconds", seconds(life))
                                .put("why", why)
                                .build())
                .orComplain()
                .object();
        row(
                answer,
                shown(answer, "preview_id") + ": " + shown(answer, "person") + " may use " + shown(answer, "service")
                        + " at "
                        + shown(answer, "url") + " until " + shown(answer, "expires_at")
                        + "\ntoken, shown this once: " + shown(answer, "preview_token")
                        + "\nhand it to that person, who opens the address and puts it in");
        return Exit.OK;
    }

    private static JsonArray texts(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }

    static long seconds(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw Complaint.usage("not_a_time", "`--for` takes a time such as 45s, 30m or 2h");
        }
        long unit = switch (span.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
        return Long.parseLong(span.group(1)) * unit;
    }
}
