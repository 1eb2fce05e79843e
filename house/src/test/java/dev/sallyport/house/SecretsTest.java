package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No credential stands in the tree. What looks like one and is none is allowed line by line in {@code secrets-allowed.txt}, as
 * {@code FILE PATTERN}, with the reason above.
 */
class SecretsTest {

    /** By name; each is split where it would otherwise find itself. */
    private static final Map<String, Pattern> PATTERNS = new TreeMap<>(
            Map.ofEntries(
                    // With the start of its body: the words alone are in every program that reads keys.
                    Map.entry(
                            "private-key",
                            Pattern.compile("-----BEGIN (?:[A-Z]+ )*PRIV"
                                    + "ATE KEY-----(?:\\s|\\\\[nr])+[A-Za-z0-9+/=]{20,}")),
                    Map.entry("aws-access-key", Pattern.compile("\\b(?:AK" + "IA|AS" + "IA)[0-9A-Z]{16}\\b")),
                    Map.entry(
                            "github-token",
                            Pattern.compile("\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_" + "pat_[A-Za-z0-9_]{50,})")),
                    Map.entry("gitlab-token", Pattern.compile("\\bgl" + "pat-[A-Za-z0-9_-]{20,}")),
                    Map.entry("slack-token", Pattern.compile("\\bxo" + "x[abeprs]-[A-Za-z0-9-]{10,}")),
                    Map.entry("google-key", Pattern.compile("\\bAI" + "za[0-9A-Za-z_-]{35}")),
                    Map.entry("model-key", Pattern.compile("\\bsk-(?:ant-|proj-|live_)?[A-Za-z0-9_-]{32,}")),
                    Map.entry("npm-token", Pattern.compile("\\bnp" + "m_[A-Za-z0-9]{36}\\b")),
                    Map.entry(
                            "web-token",
                            Pattern.compile(
                                    "\\bey" + "J[A-Za-z0-9_-]{15,}\\.ey" + "J[A-Za-z0-9_-]{15,}\\.[A-Za-z0-9_-]{15,}")),
                    Map.entry(
                            "url-password",
                            Pattern.compile("[a-z]+://[^\\s/:@\"'<>{}$`]+:[^\\s/:@\"'<>{}$`]{6,}@[A-Za-z0-9.-]+")),
                    Map.entry(
                            "assigned-secret",
                            Pattern.compile(
                                    "(?i)\\b(?:password|passwd|secret|api_?key|auth_?token)\\b\\s*[=:]\\s*[\"'][A-Za-z0-9+/_=-]{20,}[\"']"))));

    @Test
    void noCredential_standsInTheTree() throws IOException {
        Set<String> allowed = allowed();
        List<String> found = new ArrayList<>();
        for (String file : Tree.files()) {
            Tree.text(file).ifPresent(text -> found.addAll(matches(file, text)));
        }
        assertEquals(
                List.of(),
                found.stream()
                        .filter(match -> !allowed.contains(withoutLine(match)))
                        .toList());
        Set<String> seen = found.stream().map(SecretsTest::withoutLine).collect(Collectors.toSet());
        assertEquals(
                List.of(),
                allowed.stream().filter(line -> !seen.contains(line)).toList(),
                "allowed, but not there any more");
    }

    @Test
    void plantedCredentialOfEachKind_isFound() {
        String filler = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
        String planted = String.join(
                "\n",
                "-----BEGIN RSA PRIV" + "ATE KEY-----\n" + filler,
                "AK" + "IAABCDEFGHIJKLMNOP",
                "gh" + "p_" + filler,
                "gl" + "pat-" + filler,
                "xo" + "xb-123456789012-abc",
                "AI" + "za" + filler.substring(0, 35),
                "sk" + "-ant-" + filler,
                "np" + "m_" + filler.substring(0, 36),
                "ey" + "J" + filler + ".ey" + "J" + filler + "." + filler,
                "postgres://sallyport:hun" + "ter22@db.example",
                "pass" + "word = \"" + filler + "\"");
        List<String> found = matches("f", planted);
        assertEquals(PATTERNS.size(), found.size(), found.toString());
        assertEquals(
                PATTERNS.keySet(),
                found.stream().map(match -> match.split(" ")[1]).collect(Collectors.toSet()));
    }

    @Test
    void ordinaryWords_areNotFound() {
        assertEquals(
                List.of(),
                matches(
                        "f",
                        "password: see above\nhttps://example.org/a:b@c\nsk-short\napi_key = \"${KEY}\"\ntoken=\""
                                + "x".repeat(8) + "\""));
    }

    private static String withoutLine(String match) {
        return match.replaceFirst(":\\d+ ", " ");
    }

    private static List<String> matches(String file, String text) {
        List<String> found = new ArrayList<>();
        PATTERNS.forEach((name, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                long line = text.substring(0, matcher.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                found.add(file + ":" + line + " " + name);
            }
        });
        return found;
    }

    private static Set<String> allowed() throws IOException {
        try (InputStream list = Objects.requireNonNull(SecretsTest.class.getResourceAsStream("/secrets-allowed.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toSet());
        }
    }
}
