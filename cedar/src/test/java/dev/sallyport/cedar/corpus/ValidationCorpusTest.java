package dev.sallyport.cedar.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.data.RequestJson;
import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.validation.Finding;
import dev.sallyport.cedar.validation.Mode;
import dev.sallyport.cedar.validation.Validator;
import dev.sallyport.cedar.value.Entities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The validator against the verdicts published for the corpus, and against what its tests say of themselves. */
final class ValidationCorpusTest {

    private final List<String> wrong = new ArrayList<>();
    private int verdicts;

    @Test
    void every_published_verdict_on_policies_entities_and_requests_is_reached(@TempDir Path folder) throws IOException {
        Path cedar = Corpora.cedar();
        Corpora.untar(cedar.resolve("corpus-tests.tar.gz"), folder);
        Corpora.untar(cedar.resolve("corpus-tests-validation.tar.gz"), folder);
        List<Path> files;
        try (Stream<Path> list = Files.list(folder.resolve("corpus-tests-validation"))) {
            files = list.sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".validation.json", "");
            check(
                    folder.resolve("corpus-tests"),
                    name,
                    Json.parse(Files.readString(file)).object(name));
        }
        System.out.println("cedar validation: tests=" + files.size() + ", agree=" + (verdicts - wrong.size())
                + ", total=" + verdicts);
        wrong.stream().limit(20).forEach(line -> System.out.println("  " + line));
        assertEquals(6157, files.size());
        assertEquals(List.of(), wrong);
    }

    private void check(Path folder, String name, Json.Obj expected) throws IOException {
        Schema schema = Schema.parse(Files.readString(folder.resolve(name + ".cedarschema")), name);
        PolicySet policies = PolicySet.parse(Files.readString(folder.resolve(name + ".cedar")), name);
        Json.Obj test =
                Json.parse(Files.readString(folder.resolve(name + ".json"))).object(name);
        Json.Obj policyVerdict = expected.need("policyValidation", name).object(name);
        List<Finding> strict = Validator.validate(schema, policies.policies(), Mode.STRICT);
        List<Finding> permissive = Validator.validate(schema, policies.policies(), Mode.PERMISSIVE);
        same(name + " shouldValidate", test.need("shouldValidate", name).bool(name), strict);
        same(name + " strict", policyVerdict.need("strict", name).bool(name), strict);
        same(name + " permissive", policyVerdict.need("permissive", name).bool(name), permissive);
        Entities entities = EntitiesJson.parse(Files.readString(folder.resolve(name + ".entities.json")), schema);
        // No entity of the corpus has an error recorded.
        same(name + " entities", true, Validator.validateEntities(schema, entities));
        List<Json> requests = test.need("requests", name).array(name);
        List<Json> verdictsOnRequests = expected.need("requestValidation", name).array(name);
        for (int i = 0; i < requests.size(); i++) {
            boolean valid =
                    verdictsOnRequests.get(i).object(name).need("strict", name).bool(name);
            same(
                    name + " request " + i,
                    valid,
                    Validator.validateRequest(schema, RequestJson.read(requests.get(i), Optional.of(schema))));
        }
    }

    private void same(String what, boolean valid, List<?> findings) {
        verdicts++;
        if (valid != findings.isEmpty()) {
            wrong.add(what + ": recorded " + (valid ? "valid" : "not valid") + ", found " + findings);
        }
    }

    @Test
    void every_hand_written_test_validates_as_it_says_of_itself() throws IOException {
        Path cedar = Corpora.cedar();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(cedar.resolve("tests"))) {
            files = walk.filter(p -> p.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            Json.Obj test = Json.parse(Files.readString(file)).object("test");
            Schema schema = Schema.parse(read(cedar, test, "schema"), file.toString());
            PolicySet policies = PolicySet.parse(read(cedar, test, "policies"), file.toString());
            same(
                    file.toString(),
                    test.need("shouldValidate", "test").bool("test"),
                    Validator.validate(schema, policies.policies(), Mode.STRICT));
        }
        wrong.forEach(System.out::println);
        assertEquals(List.of(), wrong);
        assertEquals(22, verdicts);
    }

    private static String read(Path cedar, Json.Obj test, String member) throws IOException {
        return Files.readString(cedar.resolve(test.need(member, "test").string(member)));
    }
}
