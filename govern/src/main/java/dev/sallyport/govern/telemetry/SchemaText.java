package dev.sallyport.govern.telemetry;

import dev.sallyport.govern.telemetry.Shape.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the table of {@link Schema} as the documents that are made of it: JSON Schema, and the page on data handling. */
public final class SchemaText {
    private static final String STEP = "  ";

    /** What never leaves; beside each what is sent in its place. */
    private static final List<Map.Entry<String, String>> NEVER = List.of(
            Map.entry("Source code", "no content of a file, no excerpt, no path and no file name"),
            Map.entry(
                    "Secrets",
                    "no environment variable, key or token, and no redacted form of one: what a shield redacts stays on your machine"),
            Map.entry(
                    "Persons",
                    "no name, no e-mail address, no IP address of a developer; the random number of your install is the only identity"),
            Map.entry(
                    "Prompts and answers",
                    "nothing a user asks an agent, nothing an agent answers, and no argument of a tool"),
            Map.entry(
                    "Destinations",
                    "no host, no URL and no address; a blocked connection is told as a category such as `egress-monitor:unknown-external`"));

    private SchemaText() {}

    /** The schema as JSON Schema (2020-12). */
    public static String jsonSchema() {
        return "{\n"
                + "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                + "  \"title\": " + quoted(Schema.FORMAT) + ",\n"
                + "  \"description\": \"Written from the gateway's own table by a test; change that.\",\n"
                + members("  ", Schema.batch())
                + "\n}\n";
    }

    private static String members(String indent, List<Field> fields) {
        String properties = fields.stream()
                .map(f -> indent + STEP + quoted(f.name()) + ": " + shape(indent + STEP, f))
                .collect(Collectors.joining(",\n"));
        String required = fields.stream()
                .filter(Field::required)
                .map(f -> quoted(f.name()))
                .collect(Collectors.joining(", "));
        return indent + "\"type\": \"object\",\n"
                + indent + "\"additionalProperties\": false,\n"
                + indent + "\"required\": [" + required + "],\n"
                + indent + "\"properties\": {\n" + properties + "\n" + indent + "}";
    }

    private static String shape(String indent, Field field) {
        String says = "\"description\": " + quoted(field.says());
        return switch (field.shape()) {
            case Shape.Text text -> "{" + says + ", \"type\": \"string\", " + values(text.kind()) + "}";
            case Shape.Whole whole ->
                "{" + says + ", \"type\": \"integer\", \"minimum\": 0, \"maximum\": " + whole.most() + "}";
            case Shape.Share share ->
                "{" + says + ", \"type\": \"number\", \"minimum\": 0, \"maximum\": 1, \"multipleOf\": 0.01}";
            case Shape.Rows rows ->
                "{\n" + indent + STEP + says + ",\n" + indent + STEP + "\"type\": \"array\",\n" + indent + STEP
                        + "\"maxItems\": " + rows.most() + ",\n" + indent + STEP + "\"items\": {\n"
                        + members(indent + STEP + STEP, rows.fields()) + "\n" + indent + STEP + "}\n" + indent + "}";
            case Shape.One one ->
                "{\n" + indent + STEP + says + ",\n" + members(indent + STEP, one.fields()) + "\n" + indent + "}";
        };
    }

    private static String values(Kind kind) {
        if (kind.words().isEmpty()) {
            return "\"pattern\": " + quoted("^" + kind.pattern() + "$");
        }
        return "\"enum\": [" + kind.words().stream().map(SchemaText::quoted).collect(Collectors.joining(", ")) + "]";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The page that a customer gets: everything that leaves, what never does, how long it is kept and how it is deleted. */
    public static String dataHandling() {
        StringBuilder out = new StringBuilder(8_192);
        out.append("""
                # What happens with your data

                <!-- Written from the telemetry schema (`SchemaText` in `govern`); a test fails when the two differ. -->

                Telemetry is **off** until an operator of yours runs `sallyport telemetry on`. The shields work the same without it. This page says all that is
                sent when it is on, and `sallyport telemetry show` prints, at any time, every byte that would leave next.

                ## What is sent, every 15 minutes

                Counts are made on your machine; single events are sent only where you flagged a false positive, or where a shield is very sure of a pattern
                that nobody had seen before. The list is complete: a batch with anything else in it is refused before it leaves, and again where it arrives.

                | member | what it is |
                |---|---|
                """);
        Schema.paths()
                .forEach((path, says) -> out.append("| `")
                        .append(path)
                        .append("` | ")
                        .append(says)
                        .append(" |\n"));
        out.append("\nThe tool names that can be sent: ")
                .append(ToolWord.all().stream().map(w -> "`" + w + "`").collect(Collectors.joining(", ")))
                .append(". Every other tool is sent as `other`, every tool of an MCP server as `mcp`.\n");
        out.append("\n## What never leaves your machine\n\n");
        NEVER.forEach(never -> out.append("- **")
                .append(never.getKey())
                .append("**: ")
                .append(never.getValue())
                .append(".\n"));
        out.append("""

                You can check this: each batch that is sent is first written, byte for byte, into your own audit log (`telemetry.shipped` in
                `logs/audit.jsonl` of the data directory). Telemetry has no other way out; OTLP, which you point at a receiver of your own, is apart from it and off until you name one.

                ## Where it goes, and for how long

                Over TLS to one collector, at addresses and with a certificate that your configuration pins. The collector keeps each batch for **90 days** in files
                that nobody may write, and a chain of hashes shows it if one is changed or missing; a week after a week ended it adds up that week by shield and cohort, where at least three customers contributed. After 90
                days the batches are destroyed. The sums stay; they name nobody.

                Switching telemetry off (`sallyport telemetry off`) ends the sending at once and throws away what was not sent. What was sent stays until its 90 days
                are over, or until you ask for its deletion.

                ## How to have it deleted, and how to see that it ran

                One command: `sallyport telemetry delete`. It signs an order with the key that your install made when telemetry was switched on, and
                sends it. We have 30 days to comply; the collector aims at 7, does it with its next hourly round as a rule, and raises an alarm when it is late.
                `sallyport telemetry delete --status` shows what the collector signed about it: when it was asked, when it was done, how many batches were destroyed. Sums
                that your data went into before stay; nobody can tell your part in them. The order serves Article 17 of the GDPR and the CCPA alike.

                ## Questions

                To the address that was handed over at onboarding.
                """);
        return out.toString();
    }
}
