package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.broker.SecretTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code otlp}. */
class OtlpOptionsTest {
    private static final String SECRET = "secrets: {team: {file: team.key, uses: [otlp]}}\n";

    private static Optional<Otlp> read(String text) {
        return SettingsFile.parse("/etc/sallyport/s.yaml", text).metrics().otlp();
    }

    @Test
    void nothing_is_sent_without_an_endpoint() {
        assertEquals(Optional.empty(), Settings.defaults().metrics().otlp());
        assertEquals(Optional.empty(), read("otlp:\n"));
    }

    @Test
    void an_endpoint_alone_sends_everything_as_the_protocol_does_by_default() {
        assertEquals(
                Optional.of(new Otlp(
                        URI.create("http://127.0.0.1:4318"),
                        Set.of(Otlp.Signal.TRACES, Otlp.Signal.METRICS, Otlp.Signal.LOGS),
                        "sallyport",
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        10_000,
                        10_000,
                        60_000,
                        8_192,
                        true)),
                read("otlp: {endpoint: 'http://127.0.0.1:4318'}"));
    }

    @Test
    void every_option_maps_to_its_place() {
        assertEquals(
                Optional.of(new Otlp(
                        URI.create("https://otlp.example/base"),
                        Set.of(Otlp.Signal.TRACES),
                        "gate-eu",
                        Map.of("x-team", SecretTemplate.parse("secret://team"), "x-set", SecretTemplate.parse("plain")),
                        Optional.of(Path.of("/etc/sallyport/ca.pem")),
                        Optional.of(new Settings.Tls.Pem(
                                Path.of("/etc/sallyport/me.pem"), Path.of("/etc/sallyport/me.key"))),
                        500,
                        2_000,
                        0,
                        16,
                        false)),
                read(SECRET + """
                        otlp:
                          endpoint: https://otlp.example/base
                          protocol: http/protobuf
                          signals: [traces]
                          service: gate-eu
                          headers: {x-team: 'secret://team', x-set: plain}
                          tls: {authorities: ca.pem, certificates: me.pem, key: me.key}
                          interval: 500ms
                          timeout: 2s
                          patience: 0ms
                          queue: 16
                          compression: none
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service: x|endpoint",
                "endpoint: 'ftp://a'|endpoint",
                "endpoint: 'http://127.0.0.1/?a=b'|endpoint",
                "{endpoint: 'http://a', protocol: grpc}|protocol",
                "{endpoint: 'http://a', signals: []}|signals",
                "{endpoint: 'http://a', signals: [profiles]}|signals",
                "{endpoint: 'http://a', service: 'a b'}|service",
                "{endpoint: 'http://a', compression: zstd}|compression",
                "{endpoint: 'http://a', interval: 1ms}|interval",
                "{endpoint: 'http://a', timeout: 0s}|timeout",
                "{endpoint: 'http://a', patience: 2h}|patience",
                "{endpoint: 'http://a', queue: 0}|queue",
                "{endpoint: 'http://a', tls: {authorities: ca.pem}}|tls",
                "{endpoint: 'https://a', tls: {key: k.pem}}|certificates",
                "{endpoint: 'http://a', headers: {x-team: 'secret://team'}}|headers",
                "{endpoint: 'https://a', headers: {x-team: 'secret://other'}}|x-team",
                "{endpoint: 'https://a', headers: {x-team: 'secret://mail'}}|x-team",
                "{endpoint: 'https://a', headers: {x-team: 'secret://narrow'}}|x-team",
                "{endpoint: 'https://a', headers: {Content-Type: text/plain}}|Content-Type",
                "{endpoint: 'https://a', headers: {Host: b}}|Host",
                "{endpoint: 'http://a', colour: red}|colour",
            })
    void what_cannot_be_is_refused_with_the_name_of_the_option(String otlp, String option) {
        String secrets = "secrets: {team: {file: a, uses: [otlp]}, mail: {file: b, uses: ['egress:mail.example']},"
                + " narrow: {file: c, uses: [otlp], agents: [a1]}}\n";
        String section = otlp.startsWith("{") ? otlp : "{" + otlp + "}";
        BadConfig bad = assertThrows(BadConfig.class, () -> read(secrets + "otlp: " + section));
        assertTrue(String.valueOf(bad.getMessage()).contains(option + "`"), bad::getMessage);
    }

    @Test
    void a_secret_may_go_in_plain_text_over_this_machines_own_loopback_alone() {
        assertTrue(read(SECRET + "otlp: {endpoint: 'http://127.0.0.1:1', headers: {x-team: 'secret://team'}}")
                .isPresent());
    }
}
