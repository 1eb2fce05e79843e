package dev.sallyport.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of rights, read against what was decided. */
class RightTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OWN|viewer analyst approver operator auditor",
                "SEE|viewer analyst approver operator auditor",
                "READ_HELD|approver auditor",
                "OVERSEE|operator auditor",
                "HANDLE|analyst operator",
                "CONFIRM|analyst approver",
                "ANSWER|approver",
                "WITHDRAW|analyst approver operator",
                "OPERATE|operator",
            })
    void each_right_is_held_by_exactly_these_roles(Right right, String words) {
        Set<String> holders = Arrays.stream(Role.values())
                .filter(role -> right.isOf(new Roles(Set.of(role))))
                .map(Role::wire)
                .collect(Collectors.toSet());
        assertEquals(Set.of(words.split(" ")), holders);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/receipts,SEE",
        "GET,/console/feed,SEE",
        "GET,/console/what-nobody-thought-of,SEE",
        "POST,/console/what-nobody-thought-of,OPERATE",
        "POST,/v1/what-nobody-thought-of,OPERATE",
        "DELETE,/v1/receipts,OPERATE",
        "POST,/console/registry,OPERATE",
        "POST,/console/people,OPERATE",
        "GET,/console/people,OVERSEE",
        "GET,/v1/console/settings,OVERSEE",
        "POST,/v1/console/sessions/end,OPERATE",
        "POST,/v1/approvals/{id}/approve,ANSWER",
        "POST,/console/approvals/{id}/break-glass,ANSWER",
        "POST,/v1/incidents/{id}/steps/{step}/confirm,CONFIRM",
        "POST,/v1/incidents/{id}/close,HANDLE",
        "POST,/v1/policies,OPERATE",
    })
    void each_route_takes_the_right_that_was_decided(String method, String template, Right right) {
        assertEquals(right, Right.of(method, template));
    }

    @Test
    void roles_that_watch_each_other_are_never_one_persons() {
        assertThrows(IllegalArgumentException.class, () -> new Roles(Set.of(Role.OPERATOR, Role.APPROVER)));
        for (Role role : Set.of(Role.ANALYST, Role.APPROVER, Role.OPERATOR)) {
            assertThrows(IllegalArgumentException.class, () -> new Roles(Set.of(Role.AUDITOR, role)), role.wire());
        }
        assertTrue(new Roles(Set.of(Role.AUDITOR, Role.VIEWER)).has(Role.AUDITOR));
        assertFalse(Right.SEE.isOf(Roles.NONE), "who has no role sees nothing");
    }
}
