package dev.sallyport.server.finding;

import java.util.List;

/** SARIF files as scanners write them. */
public final class SarifFiles {
    private SarifFiles() {}

    /** A file of those results, each a JSON object. */
    public static String of(String... results) {
        return """
                {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"s",\
                "rules":[{"id":"bad","defaultConfiguration":{"level":"error"}}]}},"columnKind":"utf16CodeUnits","results":[%s]}]}\
                """.formatted(String.join(",", List.of(results)));
    }

    /** A result of that rule with a text at a line of {@code src/a.java}, without a fingerprint. */
    public static String result(String rule, String text, int line) {
        return said("\"" + rule + "\"", "\"" + text + "\"", "\"src/a.java\"", line);
    }

    /** The same with any rule, text and file, each as JSON. */
    public static String said(String rule, String text, String uri, int line) {
        return """
                {"ruleId":%s,"message":{"text":%s},"locations":[{"physicalLocation":{"artifactLocation":{"uri":%s,\
                "uriBaseId":"%%SRCROOT%%"},"region":{"startLine":%d,"startColumn":3}}}],"rank":0.30000000000000004}\
                """.formatted(rule, text, uri, line);
    }
}
