package dev.sallyport.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read of a configuration, and the options of sign-in. */
class ChosenOptionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void settings_say_what_is_set_and_never_a_secret() throws IOException {
        Path file = folder.resolve("settings.yaml");
        Files.writeString(file, """
                metrics: {token: "%s"}
                approvals:
                  console: {session: 2h, url: "https://gate.example"}
                alerts: {page: "https://pager.example/hooks/MARK3D-path?key=MARK3D-query"}
                """.formatted("ab".repeat(32)));
        assertTrue(ChosenOptions.of(Optional.of(file)).stream()
                .anyMatch(one -> one.option().equals("approvals.console.session")
                        && one.value().equals("2h")
                        && one.from().endsWith("settings.yaml:3")));
        String all = ChosenOptions.of(Optional.of(file)).toString();
        assertFalse(all.contains("MARK3D"), all);
        assertFalse(all.contains("abab"), all);
        assertTrue(all.contains("https://pager.example/..."), all);
        List<Chosen> started = ChosenOptions.of(Optional.of(file));
        Files.writeString(file, "approvals: {console: {session: 3h}}");
        assertTrue(ChosenOptions.now(started, Optional.of(file)).stream()
                .anyMatch(one -> one.value().equals("2h") && one.waits().equals("3h")));
    }

    @Test
    void without_a_file_everything_is_by_default() {
        List<Chosen> all = ChosenOptions.of(Optional.empty());
        assertTrue(all.size() > 50, all::toString);
        assertTrue(all.stream().noneMatch(Chosen::isSet), all::toString);
    }

    @Test
    void what_goes_to_commands_headers_and_messages_is_only_said_to_be_set() throws IOException {
        Path file = folder.resolve("settings.yaml");
        Files.writeString(file, """
                mcp:
                  servers:
                    desk: {command: [run, --token=MARK3D-a]}
                approvals:
                  channels:
                    pager: {people: {anna: MARK3D-b}, webhook: {url: "https://pager.example/MARK3D-c", secret_file: p}}
                """);
        String all = ChosenOptions.of(Optional.of(file)).toString();
        assertFalse(all.contains("MARK3D"), all);
        assertTrue(all.contains("option=mcp.servers.desk.command, value=set"), all);
    }

    @Test
    void a_provider_is_read_with_its_pinned_algorithms_and_what_groups_give() {
        OidcPlan plan = read("issuer: \"https://id.example/realm\", client_id: c, create: true, algorithms: [ES256],"
                        + " roles: {analyst: [soc], approver: [pay]}, approver_groups: {money: [pay]}")
                .approvals()
                .console()
                .signIn()
                .oidc()
                .orElseThrow();
        assertEquals("https://id.example/realm", plan.issuer().toString());
        assertEquals(java.util.Set.of("ES256"), plan.algorithms());
        assertEquals("preferred_username", plan.claims().name());
        assertTrue(plan.claims().creates());
        assertEquals(
                java.util.Map.of("money", java.util.Set.of("pay")),
                plan.claims().approverGroups());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_id: c|issuer",
                "issuer: \"http://id.example\", client_id: c|https",
                "issuer: \"https://id.example\"|client_id",
                "issuer: \"https://id.example\", client_id: c, algorithms: [HS256]|algorithms",
                "issuer: \"https://id.example\", client_id: c, algorithms: [none]|algorithms",
                "issuer: \"https://id.example\", client_id: c, create: true|create",
                "issuer: \"https://id.example\", client_id: c, roles: {root: [a]}|roles",
                "issuer: \"https://id.example\", client_id: c, roles: {approver: [a]}|approver_groups",
            })
    void a_provider_that_could_let_strangers_in_is_refused(String options, String named) {
        BadConfig refused = assertThrows(BadConfig.class, () -> read(options));
        assertTrue(String.valueOf(refused.getMessage()).contains(named), refused::getMessage);
    }

    private static Settings read(String oidc) {
        return SettingsFile.parse(
                "s.yaml", "approvals: {console: {url: \"https://gate.example\", oidc: {" + oidc + "}}}");
    }
}
