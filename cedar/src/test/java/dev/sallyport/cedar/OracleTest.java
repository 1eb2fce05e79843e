package dev.sallyport.cedar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.schema.Schema.JsonOrCedar;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import dev.sallyport.cedar.error.CedarError;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.validation.Mode;
import dev.sallyport.cedar.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Rust engine, through cedar-java, asked the same: does it parse, what is the answer, does it validate? */
final class OracleTest {

    private static final long SEED = 20_260_101;
    private static final int RANDOM_POLICIES = Integer.getInteger("sallyport.rounds", 3_000);

    private static com.cedarpolicy.model.schema.Schema theirSchema;
    private static Set<Entity> theirEntities;
    private static AuthorizationRequest theirRequest;

    @BeforeAll
    static void world() throws Exception {
        try {
            theirSchema = com.cedarpolicy.model.schema.Schema.parse(JsonOrCedar.Cedar, World.SCHEMA_TEXT);
        } catch (LinkageError e) {
            System.out.println("skipped: cedar-java has no native library for this machine");
            Assumptions.abort("skipped: cedar-java has no native library for this machine");
        }
        theirEntities = new HashSet<>();
        for (var entity : new com.fasterxml.jackson.databind.ObjectMapper().readTree(World.ENTITIES_TEXT)) {
            theirEntities.add(Entity.parse(entity.toString()));
        }
        theirRequest = new AuthorizationRequest(
                EntityUID.parse("User::\"a\"").orElseThrow(),
                EntityUID.parse("Action::\"view\"").orElseThrow(),
                EntityUID.parse("Doc::\"d\"").orElseThrow(),
                Optional.of(Map.of(
                        "n", new PrimLong(5),
                        "u", EntityUID.parse("User::\"a\"").orElseThrow(),
                        "tags", new CedarList(List.of(new PrimString("p"))))),
                Optional.of(theirSchema),
                false);
    }

    @Test
    void every_expression_of_the_list_means_the_same_to_both_engines() throws Exception {
        List<String> different = new ArrayList<>();
        int count = 0;
        for (String line : resource("expressions.txt").split("\n")) {
            if (!line.isBlank()) {
                count++;
                compare(
                        line.startsWith("!!P ")
                                ? line.substring(4).replace("\\n", "\n")
                                : "permit(principal, action, resource) when { " + line + " };",
                        different);
            }
        }
        System.out.println("cedar oracle: " + count + " expressions, " + different.size() + " differ");
        assertEquals(List.of(), different);
    }

    @Test
    void random_policies_mean_the_same_to_both_engines() throws Exception {
        RandomPolicies random = new RandomPolicies(SEED);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < RANDOM_POLICIES; i++) {
            compare(random.policy(), different);
        }
        System.out.println("cedar oracle: " + RANDOM_POLICIES + " random policies, seed " + SEED + ", "
                + different.size() + " differ");
        assertEquals(List.of(), different, "seed " + SEED);
    }

    @Test
    void every_schema_of_the_list_is_accepted_by_both_engines_or_by_neither() throws Exception {
        List<String> different = new ArrayList<>();
        for (String text : resource("schemas.txt").split("\n----\n")) {
            boolean json = text.startsWith("{\"");
            boolean theirs = theyAcceptSchema(text, json);
            if (theirs != weAcceptSchema(text, json)) {
                different.add((theirs ? "only they accept " : "only we accept ") + text);
            }
        }
        assertEquals(List.of(), different);
    }

    private static boolean theyAcceptSchema(String text, boolean json) {
        try {
            com.cedarpolicy.model.schema.Schema.parse(json ? JsonOrCedar.Json : JsonOrCedar.Cedar, text);
            return true;
        } catch (InternalException e) {
            return false;
        }
    }

    private static boolean weAcceptSchema(String text, boolean json) {
        try {
            Objects.requireNonNull(json ? Schema.parseJson(text) : Schema.parse(text, "test"));
            return true;
        } catch (CedarError e) {
            return false;
        }
    }

    private static void compare(String policies, List<String> different) throws Exception {
        String ours = ours(policies);
        String theirs = theirs(policies);
        if (!ours.equals(theirs)) {
            different.add(policies + "\n  they: " + theirs + "\n  we:   " + ours);
        }
    }

    private static String ours(String text) {
        try {
            PolicySet policies = PolicySet.parse(text, "test.cedar");
            if (!policies.templates().isEmpty()) {
                return "a template";
            }
            Answer answer = Authorizer.isAuthorized(World.REQUEST, policies, World.ENTITIES);
            boolean valid = Validator.validate(World.SCHEMA, policies.policies(), Mode.STRICT)
                    .isEmpty();
            return (answer.isAllowed() ? "Allow" : "Deny") + ", errors "
                    + answer.errors().size() + ", reasons " + answer.reason().size() + ", valid " + valid;
        } catch (CedarError e) {
            return "refused";
        }
    }

    private static String theirs(String text) throws Exception {
        com.cedarpolicy.model.policy.PolicySet policies;
        try {
            policies = com.cedarpolicy.model.policy.PolicySet.parsePolicies(text);
        } catch (InternalException e) {
            return "refused";
        }
        if (policies.getNumTemplates() > 0) {
            return "a template";
        }
        BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
        AuthorizationResponse response = engine.isAuthorized(theirRequest, policies, theirEntities);
        ValidationResponse validation = engine.validate(new ValidationRequest(theirSchema, policies));
        var answer = response.success.orElseThrow();
        return answer.getDecision() + ", errors " + answer.getErrors().size() + ", reasons "
                + answer.getReason().size() + ", valid " + validation.validationPassed();
    }

    private static String resource(String name) {
        try (InputStream in = OracleTest.class.getResourceAsStream("/differential/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
