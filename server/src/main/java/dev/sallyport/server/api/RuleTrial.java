package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is tried over history: rules in the request in the place of the folder's, or those that run.
 *
 * @param wanted which part of the record
 * @param files texts of rule files by name; empty for the rules that run
 * @param rule which one is shown, and proven if it passes; empty for all
 * @param proves whether a dry run that passes is recorded
 * @param against what it is compared with: {@code shipped} or {@code installed}
 * @param why a reason for the receipt
 */
public record RuleTrial(
        Rehearsals.Wanted wanted,
        Optional<SortedMap<String, String>> files,
        Optional<String> rule,
        boolean proves,
        String against,
        String why) {
    /** @throws dev.sallyport.server.http.Problem 400 {@code wrong_form} if these do not go together */
    public RuleTrial {
        files = files.map(TreeMap::new).map(Collections::unmodifiableSortedMap);
        if (!Set.of("shipped", "installed").contains(against)) {
            throw Input.wrong("`against` takes shipped or installed");
        }
        if (proves && (rule.isEmpty() || files.isPresent())) {
            throw Input.wrong("`record` takes `rule`, and no `files`: proven is what runs");
        }
        wanted.mayProve(proves);
        Acts.why(why);
    }

    /** One rule that runs, over the last days, beside the rules that came with the program. */
    public static RuleTrial ofRule(String rule, int days, boolean proves, String why) {
        return new RuleTrial(
                Rehearsals.Wanted.lastDays(days), Optional.empty(), Optional.of(rule), proves, "shipped", why);
    }

    static RuleTrial of(Fields body) {
        return new RuleTrial(
                Rehearsals.Wanted.of(body),
                body.optionalObject("files").map(RuleTrial::files),
                body.optionalText("rule"),
                body.whole().get("record") != null && body.flag("record"),
                body.optionalText("against").orElse("shipped"),
                Acts.why(body));
    }

    private static SortedMap<String, String> files(Fields files) {
        SortedMap<String, String> texts = new TreeMap<>();
        files.whole().members().forEach((name, text) -> {
            if (!(text instanceof JsonString string)) {
                throw Input.wrong("`files` maps names to the texts of rule files");
            }
            texts.put(name, string.value());
        });
        return texts;
    }
}
