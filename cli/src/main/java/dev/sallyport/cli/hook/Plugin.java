package dev.sallyport.cli.hook;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** OpenCode's plugin: a file of this build with the command written into its first lines. */
final class Plugin {
    private static final String FILE = "opencode-plugin.js";
    private static final String PLACE = "[\"COMMAND\"]";

    private Plugin() {}

    static String text(HookCommand command) {
        try (InputStream in = Plugin.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FILE + " is missing from this build");
            }
            String words = JsonText.of(JsonArray.of(
                    new JsonString(command.launcher().toString()),
                    new JsonString(command.data().path().toString())));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(PLACE, words);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + FILE + " can't be read", e);
        }
    }
}
