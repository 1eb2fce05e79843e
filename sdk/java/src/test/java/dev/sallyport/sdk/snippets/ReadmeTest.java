package dev.sallyport.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.sdk.Secret;
import dev.sallyport.sdk.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the README shows is what was compiled, and it fails closed. */
class ReadmeTest {
    private static final Path SDK = Path.of(System.getProperty("sallyport.root", "../.."), "sdk/java");

    @Test
    void snippet_isTheCompiledOne() throws IOException {
        String source = Files.readString(SDK.resolve("src/test/java/dev/sallyport/sdk/snippets/Refund.java"));
        String body = source.substring(source.indexOf("    /** Asks"), source.lastIndexOf("}\n"));
        assertTrue(
                Files.readString(SDK.resolve("README.md"))
                        .contains(body.stripTrailing().stripIndent()),
                "README.md does not show Refund.java as it is");
    }

    @Test
    void snippet_withoutAGateway_refundsNothing() {
        Duration brief = Duration.ofMillis(300);
        Settings settings = Settings.of(URI.create("http://127.0.0.1:1"), new Secret("tok"), "agent-1")
                .withTimes(brief, brief, brief, brief);
        assertEquals("not refunded: unreachable", Refund.refund(settings, "7", 1250));
    }
}
