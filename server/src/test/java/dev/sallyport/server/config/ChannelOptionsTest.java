package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.gate.identity.PersonId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The channels of a configuration: the example that ships is read whole, and what could be somebody else is refused. */
class ChannelOptionsTest {
    @Test
    void the_example_of_approvals_is_read_with_all_it_says() {
        Path root = Path.of(System.getProperty("sallyport.root", ".."));
        Settings settings = SettingsFile.read(root.resolve("examples/approvals/sallyport.yaml"));
        assertEquals(Settings.Passkeys.REQUIRED, settings.approvals().console().passkeys());
        assertEquals(
                List.of("floor", "ops", "pager"),
                settings.approvals().channels().stream()
                        .map(Channel::name)
                        .sorted()
                        .toList());
        Channel ops = settings.approvals().channels().stream()
                .filter(channel -> channel.name().equals("ops"))
                .findFirst()
                .orElseThrow();
        assertEquals(new PersonId("anna"), ops.people().get("U0123ANNA"));
        assertEquals(Channel.Reach.PUBLIC, ops.reach());
    }

    @Test
    void channels_that_could_reach_inside_or_be_somebody_else_are_refused() {
        for (String wrong : List.of(
                "{a: {webhook: {url: 'http://x.example/', secret_file: s}}}",
                "{a: {network: private, webhook: {url: 'http://x.example/', secret_file: s}}}",
                "{a: {network: everywhere, webhook: {url: 'https://x.example/', secret_file: s}}}",
                "{a: {webhook: {url: 'https://user:pw@x.example/', secret_file: s}}}",
                "{a: {webhook: {url: 'https://x.example/'}}}",
                "{a: {slack: {conversation: C, token_file: t, signing_secret_file: s}}}",
                "{a: {teams: {url_file: u}, webhook: {url: 'https://x.example/', secret_file: s}}}",
                "{a: {people: {anna: U1, ben: U1}, teams: {url_file: u}}}",
                "{A b: {teams: {url_file: u}}}",
                "{console: {teams: {url_file: u}}}",
                "{a: {}}")) {
            assertThrows(
                    BadConfig.class, () -> SettingsFile.parse("s.yaml", "approvals: {channels: " + wrong + "}"), wrong);
        }
    }
}
