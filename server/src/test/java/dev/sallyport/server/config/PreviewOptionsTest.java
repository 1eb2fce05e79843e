package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.connect.preview.PreviewLimits;
import dev.sallyport.connect.preview.Service;
import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code preview}. */
class PreviewOptionsTest {
    @Test
    void without_a_port_there_is_no_preview_door() {
        assertEquals(Optional.empty(), Settings.defaults().outward().preview());
        assertEquals(
                Optional.empty(),
                SettingsFile.parse("s.yaml", "preview: {services: {web: {url: 'http://a'}}}")
                        .outward()
                        .preview());
    }

    @Test
    void the_example_of_previews_is_taken_whole() {
        Path example = Path.of(System.getProperty("sallyport.root", "..")).resolve("examples/preview/sallyport.yaml");
        Settings.Preview preview =
                SettingsFile.read(example).outward().preview().orElseThrow();
        assertEquals(
                new Settings.Preview(
                        new Settings.Listen("127.0.0.1", 7173),
                        Map.of(
                                "web",
                                new Service("web", new TenantId("default"), URI.create("http://127.0.0.1:3000")),
                                "dashboard",
                                new Service(
                                        "dashboard",
                                        new TenantId("globex"),
                                        URI.create("https://dash.internal.example"))),
                        20,
                        28_800_000,
                        new PreviewLimits(1 << 20, 4 << 20, 16, 5_000, 30_000)),
                preview);
        assertEquals(
                preview.limits(),
                SettingsFile.parse("s.yaml", "preview: {port: 7173}")
                        .outward()
                        .preview()
                        .orElseThrow()
                        .limits(),
                "the example shows what holds without a word about it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preview: {port: 1, services: {Web: {url: 'http://a'}}}                              | services",
                "preview: {port: 1, services: {web: {}}}                                             | services.web.url",
                "preview: {port: 1, services: {web: {url: 'http://a/x'}}}                            | services.web.url",
                "preview: {port: 1, services: {web: {url: 'ftp://a'}}}                               | services.web.url",
                "preview: {port: 1, services: {web: {url: 'http://a', tenant: ''}}}                  | services.web.tenant",
                "preview: {port: 1, longest: 9h}                                                     | preview.longest",
            })
    void what_an_operator_can_not_have_meant_is_refused_by_name(String text, String named) {
        BadConfig bad = assertThrows(BadConfig.class, () -> SettingsFile.parse("s.yaml", text));
        assertTrue(String.valueOf(bad.getMessage()).contains(named), bad::getMessage);
    }
}
